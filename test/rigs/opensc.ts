import { execFile, spawnSync } from 'node:child_process'

/** Whether the tools are installed. */
export const whyNoOpenSc = (): string | undefined =>
  spawnSync('opensc-tool', ['--version']).status === 0 ? undefined : 'needs OpenSC'

const milliseconds = 20_000

/** OpenSC's tools on the PC/SC service of this socket. */
export class OpenSc {
  readonly #socket: string

  constructor(socket: string) {
    this.#socket = socket
  }

  /** What the tool says on both its channels. Rejects with that when it fails, or does not end. */
  run(tool: string, ...args: readonly string[]): Promise<string> {
    const env = { ...process.env, PCSCLITE_CSOCK_NAME: this.#socket }
    return new Promise((resolve, reject) => {
      execFile(tool, args, { env, timeout: milliseconds, encoding: 'utf8' }, (error, stdout, stderr) => {
        if (error) reject(new Error(`${tool} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`))
        else resolve(stdout + stderr)
      })
    })
  }

  /** Reader names, in the order of their numbers. */
  async readers(): Promise<string[]> {
    const text = await this.run('opensc-tool', '--list-readers')
    return [...text.matchAll(/^\d+ +(?:Yes|No) +(?:PIN pad +)?(.+)$/gm)].map(([, name = '']) => name)
  }

  async answerToReset(reader: number): Promise<string> {
    return (await this.run('opensc-tool', '--reader', String(reader), '--atr')).trim().replaceAll(':', '')
  }

  /** Sends commands one after the other on one connection, hex in and hex out, status word last. */
  async send(reader: number, commands: readonly string[]): Promise<string[]> {
    // Its drivers would otherwise try which card it is, with commands of their own.
    const args = ['--reader', String(reader), '--card-driver', 'default']
    const text = await this.run('opensc-tool', ...args, ...commands.flatMap((command) => ['--send-apdu', command]))
    const answers = text.split(/^Received /m).slice(1)
    return answers.map((answer) => {
      const [, sw1 = '', sw2 = ''] = /^\(SW1=0x(..), SW2=0x(..)\)/.exec(answer) ?? []
      const rows = [...answer.matchAll(/^((?:[0-9A-F]{2} ){1,16})/gm)].map(([row]) => row.replaceAll(' ', ''))
      return `${rows.join('')}${sw1}${sw2}`.toLowerCase()
    })
  }
}
