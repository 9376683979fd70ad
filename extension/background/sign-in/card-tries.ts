import type { GuardedCard } from '../../../core/cards/environment.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { WatchedReader } from './card-watch.ts'
import type { UsableCard } from './read-card.ts'

interface Tries {
  /** Undefined when the card does not tell. */
  left: number | undefined
  /** What the last try came to. */
  error: CodedError | null
  lastConfirmed: boolean
}

/** Tries left of each card that was offered, from the reading of its counter to its removal. */
export class CardTries {
  readonly #known = new WeakMap<UsableCard, Tries>()

  /** Asks the card once, without a try. Errors: ERR_CARD_*, ERR_READER_*. */
  async read(usable: UsableCard, guarded: GuardedCard): Promise<void> {
    if (this.isKnown(usable)) return
    const left = await guarded.triesLeft().catch((error: unknown) => {
      if (isCoded(error, 'ERR_PIN_BLOCKED')) return 0
      throw error
    })
    this.#known.set(usable, { left, error: null, lastConfirmed: false })
  }

  isKnown(usable: UsableCard): boolean {
    return this.#known.has(usable)
  }

  left(usable: UsableCard): number | undefined {
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

  /** Takes note of ERR_PIN_WRONG, ERR_PIN_BLOCKED or ERR_PIN_FORMAT, of which the last was not counted. */
  failed(usable: UsableCard, error: CodedError): void {
    const before = this.#known.get(usable)
    const told = error.details?.triesLeft
    const counted = error.code === 'ERR_PIN_WRONG' && typeof told === 'number' ? told : before?.left
    const left = error.code === 'ERR_PIN_BLOCKED' ? 0 : counted
    const lastConfirmed = error.code === 'ERR_PIN_FORMAT' && before?.lastConfirmed === true
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
