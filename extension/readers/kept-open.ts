import { type CodedError, isCoded } from '../../core/errors/coded-error.ts'
import { systemTimers, type Timers } from '../../core/smartcard/timers.ts'

/** Milliseconds. What nobody uses is closed; what could not be opened is not tried at every look. */
const intervals = { linger: 30_000, retry: 3_000 } as const

/** Opened at first use, again when it was lost, and closed when it has not been used for a while. */
export class KeptOpen<T extends { close(): void }> {
  readonly #start: (onOver: () => void) => Promise<T>
  readonly #timers: Timers
  #open: Promise<T> | undefined
  /** Of the one that is open: the end of an earlier one is none of it. */
  #current = {}
  #users = 0
  #lingering: unknown
  #failed: CodedError | undefined

  /** `start` opens one; it calls `onOver` when that one is lost. */
  constructor(start: (onOver: () => void) => Promise<T>, timers: Timers = systemTimers) {
    this.#start = start
    this.#timers = timers
  }

  /** Every `acquire` that succeeds is answered by one `release`. Errors: those of `start`. */
  async acquire(): Promise<T> {
    if (this.#failed) throw this.#failed
    this.#users++
    this.#timers.clearTimeout(this.#lingering)
    this.#open ??= this.#begin()
    try {
      return await this.#open
    } catch (error) {
      this.release()
      throw error
    }
  }

  /** Acquires it for one question. */
  async use<R>(ask: (opened: T) => Promise<R>): Promise<R> {
    const opened = await this.acquire()
    try {
      return await ask(opened)
    } finally {
      this.release()
    }
  }

  release(): void {
    if (--this.#users > 0) return
    this.#lingering = this.#timers.setTimeout(() => {
      const open = this.#open
      this.#open = undefined
      void open?.then(
        (opened) => opened.close(),
        () => undefined,
      )
    }, intervals.linger)
  }

  async #begin(): Promise<T> {
    const current = (this.#current = {})
    try {
      return await this.#start(() => {
        if (this.#current === current) this.#open = undefined
      })
    } catch (error) {
      if (this.#current === current) this.#open = undefined
      if (isCoded(error)) {
        this.#failed = error
        this.#timers.setTimeout(() => (this.#failed = undefined), intervals.retry)
      }
      throw error
    }
  }
}
