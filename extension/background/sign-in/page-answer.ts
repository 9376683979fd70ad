import { Deferred } from './deferred.ts'
import { pause } from './pause.ts'

/** How long the page may take to ask the portal, in milliseconds. */
const within = 10_000

/** Asks the page for what only the portal can give: a fresh challenge, or the answer to a security module. */
export class PageAnswer<T> {
  #wanted: Deferred<T> | undefined
  #ask: () => void = () => undefined

  /** `ask` sends the page its event. Resolves with undefined when no answer came in time, or `signal` was aborted. */
  async want(ask: () => void, signal: AbortSignal): Promise<T | undefined> {
    const wanted = (this.#wanted = new Deferred<T>())
    this.#ask = ask
    const came = new AbortController()
    this.#ask()
    const late = pause(within, AbortSignal.any([signal, came.signal])).then(() => undefined)
    try {
      return await Promise.race([wanted.promise, late])
    } finally {
      came.abort()
      this.#wanted = undefined
    }
  }

  /** One that nobody wants changes nothing. */
  give(answer: T): void {
    this.#wanted?.resolve(answer)
  }

  /** Asks once more, of a page that is back. */
  repeat(): void {
    if (this.#wanted) this.#ask()
  }
}
