import type { Challenge } from '../../../core/assertion/claims.ts'
import { Deferred } from './deferred.ts'
import { pause } from './pause.ts'

/** How long the page may take for a fresh challenge, in milliseconds. */
const within = 10_000

/** Asks the page for a fresh challenge. */
export class Renewal {
  #wanted: Deferred<Challenge> | undefined
  readonly #ask: () => void

  /** `ask` sends the page its `challenge-wanted`. */
  constructor(ask: () => void) {
    this.#ask = ask
  }

  /** Resolves with undefined when none came in time, or `signal` was aborted. */
  async want(signal: AbortSignal): Promise<Challenge | undefined> {
    const wanted = (this.#wanted = new Deferred<Challenge>())
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
  give(challenge: Challenge): void {
    this.#wanted?.resolve(challenge)
  }

  /** Asks once more, of a page that is back. */
  repeat(): void {
    if (this.#wanted) this.#ask()
  }
}
