import { type CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { ListedToken, TokenListing, TokenSource } from '../../readers/token-source.ts'
import type { WatchedReader } from './card-watch.ts'
import { pause } from './pause.ts'
import type { TokenReading } from './read-token.ts'
import type { TokenView } from './with-tokens.ts'

/** Milliseconds before modules are asked again that could not be asked: the card service may be installed meanwhile. */
const again = 5_000
/** The longest that a timer takes. */
const forever = 2 ** 31 - 1

export interface TokenWatchOptions {
  readonly tokens: TokenSource | undefined
  readonly read: (token: ListedToken) => Promise<TokenReading>
  /** The readers whose cards a module may serve now; undefined while modules are to leave the cards alone. */
  readonly wanted: () => readonly WatchedReader[] | undefined
  readonly onChange: () => void
}

/** Follows the tokens of vendors' modules while a sign-in has a use for them. */
export class TokenWatch implements TokenView {
  readonly #options: TokenWatchOptions
  readonly #current = new WeakSet<WatchedReader>()
  /** A token that stays is the same reading: what was learnt of its tries hangs on it. */
  #readings: ReadonlyMap<string, TokenReading> = new Map()
  #refusals: readonly CodedError[] = []
  #wake = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(options: TokenWatchOptions) {
    this.#options = options
  }

  get tokens(): readonly TokenReading[] {
    return [...this.#readings.values()]
  }

  get refusals(): readonly CodedError[] {
    return this.#refusals
  }

  readonly isCurrent = (reader: WatchedReader): boolean =>
    this.#options.tokens === undefined || this.#current.has(reader)

  /** Runs until `signal` is aborted; rejects only for our own bugs. The caller then calls `release`. */
  run(signal: AbortSignal): Promise<void> {
    const { tokens } = this.#options
    const running = tokens ? this.#follow(tokens, signal) : Promise.resolve()
    this.#running = running.catch(() => undefined)
    return running
  }

  /** A reader or its card has changed. */
  look(): void {
    this.#wake.abort()
  }

  /** Resolves when no module is asked any more, once `run` has ended. */
  async release(): Promise<void> {
    await this.#running
    this.#readings = new Map()
  }

  async #follow(tokens: TokenSource, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController()
      const either = AbortSignal.any([signal, this.#wake.signal])
      const readers = this.#options.wanted()
      try {
        if (!readers) await pause(forever, either)
        else await tokens.changed(await this.#list(tokens, readers), either)
      } catch (error) {
        if (either.aborted) continue
        if (!isCoded(error)) throw error
        this.#take(readers ?? [], new Map(), [])
        await pause(again, either)
      }
    }
  }

  async #list(tokens: TokenSource, readers: readonly WatchedReader[]): Promise<number> {
    const { tokens: listed, refusals, count } = await tokens.list()
    this.#take(readers, await this.#readAll(listed), refusals)
    return count
  }

  async #readAll(listed: TokenListing['tokens']): Promise<Map<string, TokenReading>> {
    const readings = new Map<string, TokenReading>()
    for (const token of listed)
      readings.set(token.token, this.#readings.get(token.token) ?? (await this.#options.read(token)))
    return readings
  }

  #take(
    readers: readonly WatchedReader[],
    readings: ReadonlyMap<string, TokenReading>,
    refusals: readonly CodedError[],
  ): void {
    for (const reader of readers) this.#current.add(reader)
    this.#readings = readings
    this.#refusals = refusals
    this.#options.onChange()
  }
}
