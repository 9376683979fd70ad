import type { CountedToken, GuardedCard, TriesLeft } from '../../../core/cards/environment.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { WatchedReader } from './card-watch.ts'
import { converse } from './converse.ts'
import type { PinCard, UsableCard } from './usable-card.ts'

/** The card got no PIN. */
export const uncountedPinErrors = ['ERR_PIN_FORMAT', 'ERR_PIN_ENTRY_CANCELLED', 'ERR_PIN_ENTRY_TIMEOUT'] as const

interface Tries {
  left: TriesLeft
  /** What the last try came to. */
  error: CodedError | null
  lastConfirmed: boolean
}

/** Tries left of each card that was offered, from the reading of its counter to its removal. */
export class CardTries {
  readonly #known = new WeakMap<UsableCard, Tries>()

  /** Asks the card once, without a try. Errors: ERR_CARD_*, ERR_READER_*. */
  async read(usable: PinCard, guarded: Pick<GuardedCard | CountedToken, 'triesLeft'>): Promise<void> {
    if (this.isKnown(usable)) return
    const ask = (): Promise<TriesLeft> => guarded.triesLeft()
    const left = await (usable.token ? ask() : converse(usable.connection, ask)).catch((error: unknown) => {
      if (isCoded(error, 'ERR_PIN_BLOCKED')) return 0
      throw error
    })
    this.#known.set(usable, { left, error: null, lastConfirmed: false })
  }

  isKnown(usable: UsableCard): boolean {
    return this.#known.has(usable)
  }

  left(usable: UsableCard): TriesLeft {
    return this.#known.get(usable)?.left
  }

  error(usable: UsableCard): CodedError | null {
    return this.#known.get(usable)?.error ?? null
  }

  isBlocked(usable: UsableCard): boolean {
    return this.left(usable) === 0
  }

  /** Before the last try the person says once more that they are sure. */
  needsConfirmation(usable: UsableCard): boolean {
    return this.left(usable) === 1 && !this.#known.get(usable)?.lastConfirmed
  }

  confirmLast(usable: UsableCard): void {
    const tries = this.#known.get(usable)
    if (tries) tries.lastConfirmed = true
  }

  /** Takes note of an ERR_PIN_*, counted by the card or not. */
  failed(usable: UsableCard, error: CodedError): void {
    const before = this.#known.get(usable)
    const told = error.details?.triesLeft
    const counted = error.code === 'ERR_PIN_WRONG' && typeof told === 'number' ? told : before?.left
    const left = leftAfter[error.code] ?? counted
    const lastConfirmed = isCoded(error, ...uncountedPinErrors) && before?.lastConfirmed === true
    this.#known.set(usable, { left, error, lastConfirmed })
  }

  forgetError(usable: UsableCard): void {
    const tries = this.#known.get(usable)
    if (tries) tries.error = null
  }

  /** A locked card is not offered any more. */
  withBlocked(reader: WatchedReader): WatchedReader {
    if (!reader.usable || !this.isBlocked(reader.usable)) return reader
    const { readerName, info } = reader
    return { readerName, card: 'unusable', info, error: new CodedError('ERR_PIN_BLOCKED', 'no tries are left') }
  }
}

/** What some refusals tell of themselves. */
const leftAfter: { readonly [C in ErrorCode]?: TriesLeft } = { ERR_PIN_BLOCKED: 0, ERR_PIN_WRONG_UNTOLD: 'few' }
