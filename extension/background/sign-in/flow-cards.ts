import type { CountedToken, GuardedCard } from '../../../core/cards/environment.ts'
import type { Environment } from '../../../core/cards/environments.ts'
import type { CardType, ReaderKind } from '../../../core/cards/card-types.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { Language } from '../../../core/i18n/text.ts'
import type { Readers } from '../../readers/registry.ts'
import type { CardFunctions } from './card-functions.ts'
import { CardTries } from './card-tries.ts'
import { CardWatch, type WatchedReader } from './card-watch.ts'
import type { LastReader } from './flow-record.ts'
import { hideReaders } from './hide-readers.ts'
import { listedReaders } from './listed-readers.ts'
import { otherCards } from './other-cards.ts'
import { countedToken } from './counted-token.ts'
import { type CardReading, readCard } from './read-card.ts'
import { readToken } from './read-token.ts'
import { requireSameInstitution } from './require-same-institution.ts'
import type { CardsQuestion, ModuleSource, SigningModule } from './signing-module.ts'
import { type Choice, situation } from './situation.ts'
import { TokenWatch } from './token-watch.ts'
import type { HolderCard, PinCard, UsableCard } from './usable-card.ts'
import { needsToken, withTokens } from './with-tokens.ts'

/** Where the sign-in stands, as far as readers, cards and modules go. */
export type CardsView =
  | {
      readonly phase: 'waiting-for-reader' | 'waiting-for-card' | 'waiting-for-module' | 'failed'
      readonly chosen: string | null
      readonly error: CodedError | null
      readonly offered?: undefined
      readonly module?: undefined
    }
  | {
      readonly phase: 'waiting-for-pin' | 'confirm-last-try' | 'waiting-for-consent'
      readonly chosen: string
      readonly error: CodedError | null
      /** The card that the PIN is for, or the press. */
      readonly offered: UsableCard
      /** That has a part, if one has; undefined too while the person has to say which. */
      readonly module: SigningModule | undefined
    }

export interface FlowCardsOptions {
  readonly readers: Readers
  readonly cards: CardFunctions
  readonly wanted: CardType
  readonly reader: ReaderKind
  readonly environment: Environment
  readonly language: Language
  /** Whether a security module in the reader has a part. */
  readonly wantsSam: boolean
  /** Where the module comes from, by what is in the readers; undefined where none has a part. */
  readonly modules: (readers: () => readonly WatchedReader[]) => ModuleSource | undefined
  readonly onChange: () => void
  /** Our own bug while a card was read. */
  readonly onFault: (error: unknown) => void
}

/** The readers and cards of one sign-in: public reads of all, the guarded commands of the chosen one and its module. */
export class FlowCards {
  readonly tries = new CardTries()
  readonly watch: CardWatch
  readonly #tokens: TokenWatch
  readonly #modules: ModuleSource | undefined
  /** The reader of the sign-in before with this kind of card, and whether there was one with any. */
  last: LastReader = { readerName: undefined, any: false }
  readonly #options: FlowCardsOptions
  #picked = false
  /** There was an offered card, and there is none now. */
  #removed = false
  #latest: CardsView = { phase: 'waiting-for-reader', chosen: null, error: null }

  constructor(options: FlowCardsOptions) {
    this.#options = options
    const { readers, cards, wanted, language, onChange } = options
    this.watch = new CardWatch({
      readers,
      read: (readerName) => this.#read(readerName),
      onChange: () => {
        this.#tokens.look()
        onChange()
      },
    })
    this.#tokens = new TokenWatch({
      tokens: readers.tokens,
      read: (token) => readToken(token, { identify: cards.identifyToken, wanted, language }),
      wanted: () => this.#forModules(),
      onChange,
    })
    this.#modules = options.modules(() => this.watch.readers)
  }

  /** Runs until `signal` is aborted; rejects only for our own bugs. The caller then calls `release`. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.watch.run(signal), this.#tokens.run(signal), this.#modules?.load?.()])
  }

  /** Resets and closes every open card, and leaves the modules alone, once `run` has ended. */
  async release(): Promise<void> {
    await Promise.all([this.watch.release(), this.#tokens.release()])
  }

  /** Those that the person is offered. */
  get readers(): readonly WatchedReader[] {
    const { readers, reader, wanted, language } = this.#options
    const all = withTokens(this.watch.readers, this.#tokens).map((row) => this.tries.withBlocked(row))
    return listedReaders(hideReaders(all), { reader, wanted, nhiReaders: readers.nhiReaders(), language })
  }

  /**
   * The cards that modules are asked for. They are asked when no card is being read, since they speak with every card
   * there is, and not at all while we can sign with the one that is there and understand every other.
   */
  #forModules(): readonly WatchedReader[] | undefined {
    if (!this.watch.listed || this.watch.readers.some(({ card }) => card === 'reading')) return undefined
    const cards = this.watch.readers.filter(needsToken)
    return cards.length > 0 || !this.watch.readers.some(({ usable }) => usable) ? cards : undefined
  }

  /** Of cards that our commands cannot use, those too whose modules were not asked yet. */
  get #isReading(): boolean {
    return this.watch.isReading || this.watch.readers.some((it) => needsToken(it) && !this.#tokens.isCurrent(it))
  }

  /** The reader that the latest look is about. */
  get chosen(): string | null {
    return this.#latest.chosen
  }

  /** The card whose PIN may be typed now, or whose last try may be confirmed, or whose holder may agree. */
  get offered(): UsableCard | undefined {
    return this.#latest.offered
  }

  /** The security module that signs with the offered card, or for it. */
  get module(): SigningModule | undefined {
    return this.#latest.module
  }

  /** The modules of which the person has to say one. */
  get moduleChoices(): ModuleSource['choices'] {
    return this.#modules?.choices ?? []
  }

  chooseModule(institution: string): void {
    this.#modules?.choose(institution)
  }

  /** One was imported or removed. */
  async modulesChanged(): Promise<void> {
    await this.#modules?.reload?.()
  }

  get anyUsable(): boolean {
    return this.readers.some(({ card }) => card === 'usable')
  }

  #isUsable(readerName: string | null): boolean {
    return this.readers.some((reader) => reader.readerName === readerName && reader.card === 'usable')
  }

  /** Of the card in a reader; undefined for a token that is in none. */
  answerToReset(readerName: string): Uint8Array | undefined {
    return this.watch.readers.find((reader) => reader.readerName === readerName)?.answerToReset
  }

  isPresent(usable: UsableCard): boolean {
    return this.readers.some((reader) => reader.usable === usable)
  }

  /** Passes the mixing guard against module and every other card there is now. Error: ERR_CARD_ENVIRONMENT. */
  guard(readerName: string, usable: PinCard, module: SigningModule | undefined): GuardedCard | CountedToken {
    const { readers, cards } = this.#options
    const question = { ...this.question(readerName, usable), module: module && { code: module.code } }
    if (!usable.token) return cards.guard({ ...question, card: usable.card })
    return cards.guardToken(question, countedToken(usable.token, readers.tokens), usable.card.profile.pin)
  }

  /** The same for a card that gets no command that it counts. Error: ERR_CARD_ENVIRONMENT. */
  guardAlone(question: CardsQuestion, module: SigningModule): void {
    this.#options.cards.guardAlone({ ...question, module: { code: module.code } })
  }

  /** The same for a card that is only shown: no module has a part. Error: ERR_CARD_ENVIRONMENT. */
  guardShown(question: CardsQuestion): void {
    this.#options.cards.guardAlone({ ...question, shown: true })
  }

  /** What the guard is asked about everything there is now but the module. */
  question(readerName: string, { card }: UsableCard): CardsQuestion {
    // A card whose module was not asked yet counts as what we read of it.
    const seen = withTokens(this.watch.readers, { tokens: this.#tokens.tokens, refusals: [], isCurrent: () => true })
    const inUse = [readerName, this.#modules?.placeOf(readerName) ?? []].flat()
    return {
      card: card.info,
      others: otherCards(hideReaders(seen), { inUse, samSlots: this.#samSlots }),
      challenge: this.#options.environment,
    }
  }

  get #samSlots(): readonly string[] {
    const slots = this.#options.readers.nhiReaders().flatMap((reader) => reader.slots)
    return slots.filter(({ role }) => role === 'sam').map(({ readerName }) => readerName)
  }

  /** The person picked the chosen reader: it stays, though its card cannot be used. */
  pick(): void {
    this.#picked = true
  }

  /** Chooses a card, `chosen` if it may be, and sees what it needs; says what stands in the way when there is none. */
  async look(chosen: string | null): Promise<CardsView> {
    const view = await this.#view({ chosen, picked: this.#picked, last: this.last, reader: this.#options.reader })
    const hadCard = this.#removed || this.#latest.offered !== undefined
    this.#removed = hadCard && view.offered === undefined
    this.#latest =
      this.#removed && view.phase === 'waiting-for-card' && view.error === null && !this.#isUsable(view.chosen)
        ? { ...view, error: new CodedError('ERR_CARD_REMOVED', 'the card was taken out') }
        : view
    return this.#latest
  }

  async #view(choice: Choice): Promise<CardsView> {
    // Without a module no card will do: nobody need look for one first.
    const before = this.#modules?.find(null)
    if (before?.state === 'missing') return { phase: 'waiting-for-module', chosen: null, error: before.error }
    const now = situation(this.readers, choice)
    if (now.phase === 'waiting-for-reader') return { ...now, chosen: null }
    if (now.phase !== 'card') return now

    const { chosen, usable } = now
    // The guard must see every card there is before this one is asked anything that it might count.
    if (this.#isNew(usable) && this.#isReading) return { phase: 'waiting-for-card', chosen, error: null }
    const found = this.#modules?.find(chosen)
    if (found?.state === 'looking') return { phase: 'waiting-for-module', chosen, error: null }
    if (found?.state === 'missing') return { phase: 'waiting-for-module', chosen, error: found.error }
    try {
      const module = found?.state === 'ready' ? found.module : undefined
      requireSameInstitution(usable.card.info, module)
      await module?.prepare(this.question(chosen, usable))
      return usable.holder ? offer(chosen, usable, module) : await this.#viewPin(choice, chosen, usable, module)
    } catch (error) {
      if (!isCoded(error)) throw error
      return { phase: isCoded(error, ...mendedByCards) ? 'waiting-for-card' : 'failed', chosen, error }
    }
  }

  #isNew(usable: UsableCard): boolean {
    return usable.holder ? usable !== this.#latest.offered : !this.tries.isKnown(usable)
  }

  async #viewPin(
    choice: Choice,
    chosen: string,
    usable: PinCard,
    module: SigningModule | undefined,
  ): Promise<CardsView> {
    await this.tries.read(usable, this.guard(chosen, usable, module))
    if (this.tries.isBlocked(usable)) return this.#view(choice) // its reader's row says so now
    const phase = this.tries.needsConfirmation(usable) ? 'confirm-last-try' : 'waiting-for-pin'
    return { phase, chosen, error: this.tries.error(usable), offered: usable, module }
  }

  async #read(readerName: string): Promise<CardReading> {
    const { readers, cards, wanted, wantsSam, language, onFault } = this.#options
    try {
      return await readCard(readerName, { readers, cards, wanted, wantsSam, language })
    } catch (error) {
      onFault(error)
      return { card: 'unusable', error: new CodedError('ERR_BRIDGE_INTERRUPTED', 'the extension failed') }
    }
  }
}

const offer = (chosen: string, offered: HolderCard, module: SigningModule | undefined): CardsView => ({
  phase: 'waiting-for-consent',
  chosen,
  error: null,
  offered,
  module,
})

/** Another card, or none, mends it. */
const mendedByCards = [
  'ERR_CARD_ENVIRONMENT',
  'ERR_CARD_REMOVED',
  'ERR_READER_LOST',
  'ERR_LOGIN_INSTITUTION_MISMATCH',
] as const
