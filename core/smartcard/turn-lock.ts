import { asError } from './timers.ts'

interface Waiting {
  readonly who: object
  enter(): void
}

/**
 * One job at a time, in the order asked. While somebody holds the lock (a transaction), only that one's jobs run.
 */
export class TurnLock {
  #busy = false
  #holder: object | undefined
  #waiting: Waiting[] = []

  /** Errors: the job's own, and the signal's reason when it aborts before the job began. */
  async run<T>(who: object, job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    if (!this.#mayEnter(who)) await this.#queue(who, signal)
    this.#busy = true
    try {
      return await job()
    } finally {
      this.#busy = false
      this.#callNext()
    }
  }

  /** Waits for its turn, then keeps everybody else waiting until `release`. */
  async hold(who: object, signal?: AbortSignal): Promise<void> {
    await this.run(
      who,
      async () => {
        this.#holder = who
      },
      signal,
    )
  }

  release(who: object): void {
    if (this.#holder !== who) return
    this.#holder = undefined
    if (!this.#busy) this.#callNext()
  }

  holds(who: object): boolean {
    return this.#holder === who
  }

  #mayEnter(who: object): boolean {
    return !this.#busy && (this.#holder === undefined || this.#holder === who)
  }

  #queue(who: object, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((entry) => entry !== waiting)
        reject(asError(signal?.reason))
      }
      const waiting: Waiting = {
        who,
        enter: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiting)
    })
  }

  #callNext(): void {
    const next = this.#waiting.findIndex(({ who }) => this.#mayEnter(who))
    const [waiting] = next < 0 ? [] : this.#waiting.splice(next, 1)
    if (!waiting) return
    // Taken here, not when the waiter wakes up: nobody may slip in between.
    this.#busy = true
    waiting.enter()
  }
}
