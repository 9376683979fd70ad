import type { GuardedCard } from '../../../core/cards/environment.ts'
import type { Environment } from '../../../core/cards/environments.ts'
import type { CardType } from '../../../core/cards/card-types.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { Language } from '../../../core/i18n/text.ts'
import type { Readers } from '../../readers/registry.ts'
import type { CardFunctions } from './card-functions.ts'
import { CardTries } from './card-tries.ts'
import { CardWatch, type WatchedReader } from './card-watch.ts'
import { otherCards } from './other-cards.ts'
import { type CardReading, readCard, type UsableCard } from './read-card.ts'
import { type Choice, situation } from './situation.ts'

/** Where the sign-in stands, as far as readers and cards go. */
export type CardsView =
  | {
      readonly phase: 'waiting-for-reader' | 'waiting-for-card' | 'failed'
      readonly chosen: string | null
      readonly error: CodedError | null
      readonly offered?: undefined
    }
  | {
      readonly phase: 'waiting-for-pin' | 'confirm-last-try'
      readonly chosen: string
      readonly error: CodedError | null
      /** The card that the PIN is for. */
      readonly offered: UsableCard
    }

export interface FlowCardsOptions {
  readonly readers: Readers
  readonly cards: CardFunctions
  readonly wanted: CardType
  readonly environment: Environment
  readonly language: Language
  readonly onChange: () => void
  /** Our own bug while a card was read. */
  readonly onFault: (error: unknown) => void
}

/** The readers and cards of one sign-in: public reads of all, the guarded commands of the chosen one. */
export class FlowCards {
  readonly tries = new CardTries()
  readonly watch: CardWatch
  /** The reader of the sign-in before. */
  last: string | undefined
  readonly #options: FlowCardsOptions
  #picked = false
  /** There was an offered card, and there is none now. */
  #removed = false
  #latest: CardsView = { phase: 'waiting-for-reader', chosen: null, error: null }

  constructor(options: FlowCardsOptions) {
    this.#options = options
    const { readers, onChange } = options
    this.watch = new CardWatch({ readers, onChange, read: (readerName) => this.#read(readerName) })
  }

  get readers(): readonly WatchedReader[] {
    return this.watch.readers.map((reader) => this.tries.withBlocked(reader))
  }

  /** The reader that the latest look is about. */
  get chosen(): string | null {
    return this.#latest.chosen
  }

  /** The card whose PIN may be typed now, or whose last try may be confirmed. */
  get offered(): UsableCard | undefined {
    return this.#latest.offered
  }

  get anyUsable(): boolean {
    return this.readers.some(({ card }) => card === 'usable')
  }

  #isUsable(readerName: string | null): boolean {
    return this.readers.some((reader) => reader.readerName === readerName && reader.card === 'usable')
  }

  isPresent(usable: UsableCard): boolean {
    return this.watch.readers.some((reader) => reader.usable === usable)
  }

  /** Passes the mixing guard against every other card there is now. Error: ERR_CARD_ENVIRONMENT. */
  guard(readerName: string, { card }: UsableCard): GuardedCard {
    const others = otherCards(this.watch.readers, readerName)
    return this.#options.cards.guard({ card, others, challenge: this.#options.environment })
  }

  /** The person picked the chosen reader: it stays, though its card cannot be used. */
  pick(): void {
    this.#picked = true
  }

  /** Chooses a card, `chosen` if it may be, and reads its tries left; says what stands in the way when there is none. */
  async look(chosen: string | null): Promise<CardsView> {
    const view = await this.#view({ chosen, picked: this.#picked, last: this.last })
    const hadCard = this.#removed || this.#latest.offered !== undefined
    this.#removed = hadCard && view.offered === undefined
    this.#latest =
      this.#removed && view.phase === 'waiting-for-card' && view.error === null && !this.#isUsable(view.chosen)
        ? { ...view, error: new CodedError('ERR_CARD_REMOVED', 'the card was taken out') }
        : view
    return this.#latest
  }

  async #view(choice: Choice): Promise<CardsView> {
    const now = situation(this.readers, choice)
    if (now.phase === 'waiting-for-reader') return { ...now, chosen: null }
    if (now.phase !== 'card') return now

    const { chosen, usable } = now
    // The guard must see every card there is before this one is asked anything that it might count.
    if (!this.tries.isKnown(usable) && this.watch.isReading) return { phase: 'waiting-for-card', chosen, error: null }
    try {
      await this.tries.read(usable, this.guard(chosen, usable))
    } catch (error) {
      if (!isCoded(error)) throw error
      const mendedByCards = isCoded(error, 'ERR_CARD_ENVIRONMENT', 'ERR_CARD_REMOVED', 'ERR_READER_LOST')
      return { phase: mendedByCards ? 'waiting-for-card' : 'failed', chosen, error }
    }
    if (this.tries.isBlocked(usable)) return this.#view(choice) // its reader's row says so now
    const phase = this.tries.needsConfirmation(usable) ? 'confirm-last-try' : 'waiting-for-pin'
    return { phase, chosen, error: this.tries.error(usable), offered: usable }
  }

  async #read(readerName: string): Promise<CardReading> {
    const { readers, cards, wanted, language, onFault } = this.#options
    try {
      return await readCard(readerName, { readers, open: cards.open, wanted, language })
    } catch (error) {
      onFault(error)
      return { card: 'unusable', error: new CodedError('ERR_BRIDGE_INTERRUPTED', 'the extension failed') }
    }
  }
}
