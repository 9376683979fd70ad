import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A card in a reader on a pseudo terminal, in a process of its own (serial-reader-process.ts, built). */
export class SerialReaderProcess {
  /** Of the terminal. */
  readonly path: string
  readonly #process: ChildProcess

  private constructor(process: ChildProcess, path: string) {
    this.#process = process
    this.path = path
  }

  static async start(program: string): Promise<SerialReaderProcess> {
    const started = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
    const [line] = (await once(started.stdout, 'data')) as [Buffer]
    return new SerialReaderProcess(started, line.toString().trim())
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.stdin?.end()
    await ended
  }
}
