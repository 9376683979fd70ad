import { type ChildProcess, spawn } from 'node:child_process'
import { basename } from 'node:path'
import process from 'node:process'
import type { Duplex } from 'node:stream'
import { CodedError, deserializeError } from '../../core/errors/coded-error.ts'
import { deviceEntrySeconds } from '../../core/protocol/native-host-channel.ts'
import { systemTimers, type Timers, within } from '../../core/smartcard/timers.ts'
import { TurnLock } from '../../core/smartcard/turn-lock.ts'
import { makeModuleFrame, moduleFrameReader } from './module-frames.ts'
import { moduleAnswer, type ModuleBody, type ModuleOpName, moduleOps, type ModuleResult } from './module-messages.ts'

/** Milliseconds. A module that takes longer hangs. `farewell`: for C_Finalize. */
const bounds = { list: 20_000, sign: 60_000, farewell: 2_500 } as const

export interface ModuleProcessOptions {
  /** Of the vendor's module. */
  readonly path: string
  /** The program that loads it: module-main.ts, built. */
  readonly program: string
  readonly timers?: Timers
}

/**
 * A vendor's module in a process of its own, started at first use, and anew after it ended or hung. Requests go one at a
 * time. Errors of each: those of module-main.ts's answers, ERR_READER_MODULE_LOST, and the signal's reason.
 */
export class ModuleProcess {
  readonly name: string
  readonly #options: ModuleProcessOptions
  readonly #timers: Timers
  readonly #turns = new TurnLock()
  #running: RunningModule | undefined

  constructor(options: ModuleProcessOptions) {
    this.#options = options
    this.#timers = options.timers ?? systemTimers
    this.name = basename(options.path)
  }

  async listTokens(): Promise<ModuleResult<'list-tokens'>['tokens']> {
    return (await this.#ask('list-tokens', {}, bounds.list)).tokens
  }

  /** Zeroes `body.pin`. Given up, it ends the process: nothing else takes a card back from a module. */
  async sign(body: ModuleBody<'sign'>, signal?: AbortSignal): Promise<Uint8Array> {
    const limit = body.pin ? bounds.sign : bounds.sign + deviceEntrySeconds * 1000
    try {
      return (await this.#ask('sign', body, limit, signal)).signature
    } finally {
      body.pin?.fill(0)
    }
  }

  /** Ends the process. Resolves when it is gone. */
  async close(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    await running?.end(this.#timers)
  }

  #ask<N extends ModuleOpName>(
    op: N,
    body: ModuleBody<N>,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<ModuleResult<N>> {
    return this.#turns.run(
      {},
      async () => {
        const running = this.#start()
        const answered = running.ask({ op, body })
        try {
          const limits = { timers: this.#timers, milliseconds, signal, timeoutError: () => this.#lost('no answer') }
          const answer = moduleAnswer.parse(await within(answered, limits))
          if (!answer.ok) throw deserializeError(answer.error)
          return moduleOps[op].result.parse(answer.result) as ModuleResult<N>
        } catch (error) {
          if (running.isBusy) this.#kill(running) // it hangs, or the person gave it up: the card must be free again
          throw error
        }
      },
      signal,
    )
  }

  #start(): RunningModule {
    const { path, program } = this.#options
    this.#running ??= new RunningModule(program, path, (running, reason) => {
      if (this.#running === running) this.#running = undefined
      return this.#lost(reason)
    })
    return this.#running
  }

  #kill(running: RunningModule): void {
    if (this.#running === running) this.#running = undefined
    running.kill()
  }

  #lost(reason: string): CodedError {
    const details = { module: this.name }
    return new CodedError('ERR_READER_MODULE_LOST', `${this.name}: ${reason}`, { details })
  }
}

/** One run of the process. Once it has ended it stays ended. */
class RunningModule {
  readonly #child: ChildProcess
  readonly #pipe: Duplex
  readonly #ended: Promise<void>
  #waiting: { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void } | undefined

  constructor(program: string, path: string, onEnd: (running: RunningModule, reason: string) => CodedError) {
    this.#child = spawn(process.execPath, [program, path], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    })
    this.#pipe = this.#child.stdio[3] as Duplex
    const frames = moduleFrameReader()
    this.#pipe.on('data', (bytes: Buffer) => {
      try {
        for (const answer of frames.take(bytes)) this.#settle()?.resolve(answer)
      } catch {
        this.kill() // what it sends is no frame
      }
    })
    this.#pipe.on('error', () => this.kill())
    this.#ended = new Promise((resolve) => {
      const end = (reason: string): void => {
        const error = onEnd(this, reason)
        this.#settle()?.reject(error)
        resolve()
      }
      this.#child.once('error', (error) => end(`could not be started: ${error.message}`))
      this.#child.once('exit', (code, signal) => end(`ended (${code ?? signal})`))
    })
  }

  get isBusy(): boolean {
    return this.#waiting !== undefined
  }

  ask(request: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      const frame = makeModuleFrame(request)
      this.#pipe.write(frame, () => frame.fill(0))
    })
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async end(timers: Timers): Promise<void> {
    this.#pipe.end()
    const timer = timers.setTimeout(() => this.kill(), bounds.farewell)
    await this.#ended
    timers.clearTimeout(timer)
  }

  #settle() {
    const waiting = this.#waiting
    this.#waiting = undefined
    return waiting
  }
}
