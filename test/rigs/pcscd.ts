import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const daemon = '/usr/sbin/pcscd'
const drivers = ['/usr/lib/pcsc/drivers/serial/libccidtwin.so', '/usr/lib/pcsc/drivers/libccidtwin.so']
const driver = (): string | undefined => drivers.find((path) => existsSync(path))

/** Why a service of our own cannot be started here; undefined where it can. */
export function whyNoPcscd(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  if (!existsSync(daemon) || !driver()) return 'needs pcscd and libccid'
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'needs root and unshare'
  return undefined
}

export interface SerialReaderPlace {
  readonly name: string
  /** Of the line, `/dev/pts/…`. */
  readonly path: string
  /** As libccid's serial driver names it; a GemPC Twin when left out. */
  readonly model?: 'GemPCPinPad' | 'GemCorePOSPro'
}

/** pcscd on a folder of its own; the machine's service, if there is one, is not touched. */
export class Pcscd {
  readonly folder = mkdtempSync(join(tmpdir(), 'nhi-portal-pcscd-'))
  readonly #inside: readonly [string, ...string[]]
  #process: ChildProcess | undefined
  #log = ''

  /** The client library asks for this name once, at its first call. */
  get socket(): string {
    return join(this.folder, 'ipc', 'pcscd.comm')
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null
  }

  /** What it complained of; complete once it has ended. */
  get log(): string {
    return this.#log
  }

  /** `inside`: a command that runs its arguments where they have mounts of their own. */
  constructor(inside: readonly [string, ...string[]] = ['unshare', '-m']) {
    this.#inside = inside
    mkdirSync(join(this.folder, 'ipc'))
    mkdirSync(join(this.folder, 'readers'))
  }

  /** Names the readers there are; a running service takes note of it. */
  setReaders(readers: readonly SerialReaderPlace[]): void {
    const lines = readers.flatMap(({ name, path, model = 'GemPCTwin' }) => [
      `FRIENDLYNAME "${name}"`,
      `DEVICENAME ${path}:${model}`,
      `LIBPATH ${driver()}`,
      '',
    ])
    writeFileSync(join(this.folder, 'readers', 'serial.conf'), lines.join('\n'))
    this.lookAgain()
  }

  /** Has the service take up new readers, and let go of those whose line hung up. */
  lookAgain(): void {
    this.#process?.kill('SIGUSR1')
  }

  /** Resolves when its socket is there. One that still runs is ended first: none is ever left behind. */
  async start(): Promise<void> {
    await this.stop()
    const [ipc, readers] = ['ipc', 'readers'].map((name) => join(this.folder, name))
    rmSync(join(this.folder, 'ipc'), { recursive: true, force: true })
    mkdirSync(join(this.folder, 'ipc'))
    // Mounts of its own over the fixed places of its socket and of its readers, which it reads again only there;
    // `exec` makes the shell's pid the service's.
    const script = [
      'mkdir -p /run/pcscd /etc/reader.conf.d',
      `mount --bind "${ipc}" /run/pcscd`,
      `mount --bind "${readers}" /etc/reader.conf.d`,
      `exec ${daemon} --foreground`,
    ].join(' && ')
    const [command, ...args] = this.#inside
    const started = spawn(command, [...args, 'sh', '-c', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = started
    this.#log = ''
    const onText = (text: Buffer): void => void (this.#log += text.toString())
    started.stdout.on('data', onText)
    started.stderr.on('data', onText)
    const watching = new AbortController()
    const watcher = watch(join(this.folder, 'ipc'), { signal: watching.signal })
    const ready = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (existsSync(this.socket)) resolve()
      }
      watcher.on('change', look)
      look()
      started.once('exit', () => reject(new Error(`pcscd ended: ${this.#log}`)))
    })
    await ready.finally(() => watching.abort())
  }

  async stop(): Promise<void> {
    const running = this.#process
    this.#process = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    const hard = setTimeout(() => running.kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(hard)
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
