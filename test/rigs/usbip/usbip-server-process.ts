import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ReaderModelId } from '../../../demo/reader/reader-models.ts'
import type { DeskSnapshot } from '../../../demo/reader/virtual-desk.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface ServedReader {
  readonly name: string
  readonly busId: string
}

/** What the server's program is told to do; its names and arguments are the virtual desk's. */
export type DeskOrder =
  | 'plugReader'
  | 'unplugReader'
  | 'insertCard'
  | 'removeCard'
  | 'resetCard'
  | 'loadCards'
  | 'enterOnKeypad'
  | 'keypadAsked'

/** The virtual readers as USB/IP devices, in a process of their own (serve.ts). */
export class UsbIpServerProcess {
  readonly port: number
  /** Those that were asked for, in that order. */
  readonly readers: readonly ServedReader[]
  readonly #process: ChildProcess
  readonly #lines: AsyncIterator<string>
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, first: ServerLine) {
    this.#process = child
    this.#lines = lines
    this.port = first.port
    this.readers = first.readers
  }

  static async start(options: {
    readonly readers: readonly ReaderModelId[]
    readonly cards?: readonly string[]
    /** serve.ts, built. */
    readonly program?: string
  }): Promise<UsbIpServerProcess> {
    const { readers, cards = [], program } = options
    const command = program === undefined ? ['test/run-ts.mjs', 'test/rigs/usbip/serve.ts'] : [program]
    const args = [...readers.map((model) => `--reader=${model}`), ...cards.map((id) => `--card=${id}`)]
    const child = spawn(process.execPath, [...command, ...args], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const reading: Interface = createInterface({ input: child.stdout })
    const lines = reading[Symbol.asyncIterator]()
    const { value, done } = await lines.next()
    if (done) throw new Error('the USB/IP server ended before it served')
    return new UsbIpServerProcess(child, lines, JSON.parse(value) as ServerLine)
  }

  async order(name: DeskOrder, ...args: readonly unknown[]): Promise<unknown> {
    return this.#ask(name, args)
  }

  async snapshot(): Promise<DeskSnapshot> {
    return (await this.#ask('snapshot', [])) as DeskSnapshot
  }

  /** Those that are plugged in now. */
  async plugged(): Promise<readonly ServedReader[]> {
    return (await this.#ask('readers', [])) as readonly ServedReader[]
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process
    if (exitCode !== null || signalCode !== null) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.stdin?.end()
    await ended
  }

  #ask(name: string, args: readonly unknown[]): Promise<unknown> {
    const asked = this.#turn.then(async () => {
      this.#process.stdin?.write(`${JSON.stringify({ do: name, with: args })}\n`)
      const { value, done } = await this.#lines.next()
      if (done) throw new Error('the USB/IP server ended')
      const answer = JSON.parse(value) as { ok?: unknown; error?: string }
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer.ok
    })
    this.#turn = asked.catch(() => undefined)
    return asked
  }
}

interface ServerLine {
  readonly port: number
  readonly readers: readonly ServedReader[]
}
