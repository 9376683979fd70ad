import type { Challenge } from '../../../core/assertion/claims.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { BridgeEvent, SignInResult } from '../../../core/protocol/bridge.ts'
import type { PinWindowPhase, PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { Readers } from '../../readers/registry.ts'
import type { Page } from '../page.ts'
import { openPairingPage } from '../pairing-page.ts'
import type { ExtensionIdentity } from '../extension-identity.ts'
import type { CardFunctions } from './card-functions.ts'
import { Deferred } from './deferred.ts'
import { FlowCards } from './flow-cards.ts'
import { FlowHold } from './flow-hold.ts'
import { type FlowRecord, flowStore, lastReader } from './flow-record.ts'
import { FlowScreen } from './flow-screen.ts'
import { pause } from './pause.ts'
import type { PinWindowPort } from './pin-window-port.ts'
import type { UsableCard } from './read-card.ts'
import { Renewal } from './renewal.ts'
import { resetCard } from './reset-card.ts'
import { claimsFor, signAssertion } from './sign-assertion.ts'
import { windowState } from './window-state.ts'

export interface FlowServices {
  readonly readers: Readers
  readonly cards: CardFunctions
  readonly extension: ExtensionIdentity
}

/** With less than this left, a fresh challenge is asked for before the PIN is used: card and server need time too. */
const renewBelow = 10_000
/** How long the page may take to be back after the worker was stopped. Milliseconds, as above. */
const pageBackWithin = 5_000
/** How long its card may take to be read again. */
const cardBackWithin = 5_000

/**
 * One sign-in, from the page's request to its answer. Everything that speaks to a card runs in one queue, so that no two
 * steps overlap; whatever ends the sign-in acts at once, and the queue's running step finds it over.
 */
export class Flow {
  readonly #services: FlowServices
  readonly #cards: FlowCards
  readonly #over = new AbortController()
  readonly #result = new Deferred<SignInResult>()
  readonly #screen = new FlowScreen({
    state: (phase, error) => this.#windowState(phase, error),
    onStep: (step) => this.#tellPage({ id: this.record.requestId, event: 'step', step }),
  })
  readonly #renewal = new Renewal(() => this.#tellPage({ id: this.record.requestId, event: 'challenge-wanted' }))
  readonly #hold: FlowHold
  #page: Page | undefined
  #queue: Promise<void> = Promise.resolve()
  #settling = false
  /** One press, one try: a second PIN is not kept for later. */
  #pinUnderWay = false
  /** While a sign-in is taken up: settled when a card is offered again. */
  #takingUp: Deferred<void> | undefined
  /** A PIN that comes now was typed for this card: no window has shown another since the worker is back. */
  #typedFor: string | null = null
  /** A step with the card failed: only a press on “start again” goes on from there. */
  #halted = false
  #ended: Promise<void> = Promise.resolve()

  constructor(record: FlowRecord, services: FlowServices, page?: Page) {
    this.#hold = new FlowHold(record, this.#over.signal, () => this.#expired())
    this.#services = services
    this.#page = page
    this.#cards = new FlowCards({
      readers: services.readers,
      cards: services.cards,
      wanted: record.cardType,
      environment: record.challenge.environment,
      language: record.language,
      onChange: () => this.#settleSoon(),
      onFault: (error) => this.#fault(error),
    })
  }

  get record(): FlowRecord {
    return this.#hold.record
  }

  /** The page's answer. Rejects with a CodedError. */
  get result(): Promise<SignInResult> {
    return this.#result.promise
  }

  /** True once the page has its answer or is gone; the window may still explain what went wrong. */
  get over(): boolean {
    return this.#over.signal.aborted
  }

  // ---- beginning ----------------------------------------------------------------------------------------------------

  /** Resolves when window and readers are under way. Never rejects: the result does. */
  begin(): Promise<void> {
    return this.#guarded(async () => {
      await this.#hold.update()
      if (this.over) return // the page left meanwhile: no window flashes up
      this.#tellPage({ id: this.record.requestId, event: 'step', step: 'window-open' })
      await Promise.all([this.#hold.openWindow(), this.#start()])
    })
  }

  /** Takes up the sign-in of a worker that was stopped. As `begin`. */
  restore(): Promise<void> {
    return this.#guarded(() => this.#takeUp())
  }

  async #takeUp(): Promise<void> {
    const { stage, chosenReader } = this.record
    if (stage === 'card-in-use') {
      this.#hold.startClock() // the window explains until then
      const error = new CodedError('ERR_BRIDGE_INTERRUPTED', 'the worker was stopped while the card was in use')
      return this.#finish(error, 'window-stays', async () => {
        if (chosenReader !== null) await resetCard(this.#services.readers, chosenReader)
      })
    }
    if (!(await this.#hold.takeUpWindow())) return this.#cancelled()
    void this.#expectPage()
    void this.#expectCard()
    await this.#start()
  }

  /** A PIN that was sent while the worker was away waits for its card, for this long. */
  async #expectCard(): Promise<void> {
    const takingUp = (this.#takingUp = new Deferred<void>())
    this.#typedFor = this.record.askedFor
    await Promise.race([takingUp.promise, pause(cardBackWithin, this.#over.signal)])
    takingUp.resolve()
    this.#takingUp = undefined
  }

  async #expectPage(): Promise<void> {
    await pause(pageBackWithin, this.#over.signal)
    if (!this.#page) this.#finish(pageIsGone())
  }

  async #start(): Promise<void> {
    if (this.over) return // the page left meanwhile
    this.#hold.startClock()
    this.#cards.last = await lastReader.load()
    this.#cards.watch.run(this.#over.signal).catch((error: unknown) => this.#fault(error))
  }

  #expired(): void {
    if (this.over) return this.#hold.closeWindow()
    // Through the queue: a PIN that is with the card just now is neither cut off nor asked for again.
    this.#enqueue(() => {
      if (this.#hold.left <= 0) this.#finish(new CodedError('ERR_PIN_TIMEOUT', 'no PIN in time'))
    })
  }

  // ---- what the page says -------------------------------------------------------------------------------------------

  isRequest(id: string, page: Page): boolean {
    const { requestId, origin, tabId } = this.record
    return requestId === id && origin === page.origin && tabId === page.tabId
  }

  attachPage(page: Page): void {
    this.#page = page
    this.#renewal.repeat()
  }

  pageGone(page: Page): void {
    if (this.#page === page) this.#finish(pageIsGone())
  }

  cancelByPage(): void {
    this.#finish(new CodedError('ERR_PIN_CANCELLED', 'cancelled by the page'))
  }

  /** The challenge that was asked for. */
  renew(challenge: Challenge): void {
    this.#renewal.give(challenge)
  }

  refuse(error: CodedError): void {
    this.#finish(error)
  }

  #tellPage(event: BridgeEvent): void {
    if (!this.over) this.#page?.send(event)
  }

  // ---- what the window says -----------------------------------------------------------------------------------------

  attachWindow(port: PinWindowPort): void {
    this.#screen.attach(port)
    if (this.#screen.phase === 'waiting-for-pin') this.#typedFor = null
  }

  /** The person closed it: the page is told what stood in the way, if anything did. */
  windowRemoved(windowId: number): void {
    if (windowId === this.record.windowId) this.#cancelled()
  }

  handle(request: Exclude<PinWindowRequest, { action: 'attach' }>): void {
    switch (request.action) {
      case 'cancel':
        return this.#cancelled()
      case 'pair-reader':
        return void openPairingPage()
      case 'choose-reader':
        return this.#enqueue(() => this.#choose(request.readerName))
      case 'confirm-last-try':
        return this.#enqueue(async () => {
          if (this.#cards.offered) this.#cards.tries.confirmLast(this.#cards.offered)
          await this.#settle()
        })
      case 'restart':
        return this.#enqueue(() => this.#restart())
    }
  }

  /** Owns `pin` and zeroes it. Bytes that come at any other time than when the window may ask for them are not used. */
  async usePin(pin: Uint8Array): Promise<void> {
    const typedFor = this.#typedFor
    await this.#takingUp?.promise
    const asked = this.#screen.phase === 'waiting-for-pin' && !this.#pinUnderWay
    const card = asked ? this.#cards.offered : undefined
    const offered = typedFor === null || typedFor === card?.card.info.cardSn ? card : undefined
    if (!offered)
      this.#screen.publish() // the window asks again, or says why not
    else {
      this.#pinUnderWay = true
      this.#enqueue(async () => {
        if (offered === this.#cards.offered && this.#screen.phase === 'waiting-for-pin')
          await this.#signWith(pin, offered)
        else this.#screen.publish()
        this.#pinUnderWay = false
      })
      await this.#queue
    }
    pin.fill(0)
  }

  async #choose(readerName: string): Promise<void> {
    if (this.#cards.readers.some((reader) => reader.readerName === readerName)) {
      this.#cards.pick()
      await this.#hold.update({ chosenReader: readerName })
    }
    await this.#settle()
  }

  async #restart(): Promise<void> {
    if (this.#screen.phase !== 'failed') return
    this.#halted = false
    this.#screen.show('waiting-for-card', null)
    await this.#cards.watch.reread()
    await this.#settle()
  }

  // ---- the card and the PIN -----------------------------------------------------------------------------------------

  #settleSoon(): void {
    if (this.#settling) return
    this.#settling = true
    this.#enqueue(async () => {
      this.#settling = false
      await this.#settle()
    })
  }

  /** Brings the window to where readers and cards are. */
  async #settle(): Promise<void> {
    if (this.#halted || !this.#cards.watch.listed) return this.#screen.publish()
    const { chosenReader } = this.record
    const { phase, chosen, error, offered } = await this.#cards.look(chosenReader)
    const askedFor = offered?.card.info.cardSn
    if (askedFor !== undefined && (askedFor !== this.record.askedFor || chosen !== chosenReader)) {
      await this.#hold.update({ chosenReader: chosen, askedFor })
    }
    // Waiting does not mend a locked card: the page is told at once, the window explains it.
    if (error?.code === 'ERR_PIN_BLOCKED' && !this.#cards.anyUsable) this.#finish(error, 'window-stays')
    else this.#screen.show(phase, error)
    if (!offered) return
    this.#takingUp?.resolve()
    if (this.#screen.isOpen) this.#typedFor = null
  }

  async #signWith(pin: Uint8Array, usable: UsableCard): Promise<void> {
    const { chosenReader } = this.record
    if (chosenReader === null) return
    if (this.#hold.left < renewBelow && !(await this.#renewChallenge())) return

    // A card put into another reader meanwhile is read first: the guard must see every card there is.
    await this.#cards.watch.settled()
    this.#cards.tries.forgetError(usable)
    try {
      if (!this.#cards.isPresent(usable)) return await this.#settle()
      const guarded = this.#cards.guard(chosenReader, usable)
      await this.#hold.update({ stage: 'card-in-use' })
      if (this.over) return
      this.#screen.show('verifying', null)
      const { assertion, reset } = await signAssertion({
        usable,
        guarded,
        claims: claimsFor(this.record, usable, this.#services.extension),
        pin,
        signal: this.#over.signal,
        onVerified: () => this.#screen.show('signing', null),
      })
      this.#screen.show('done', null)
      this.#finish({ assertion })
      await lastReader.save(chosenReader)
      await reset
    } catch (error) {
      if (this.over) return // given up meanwhile; the card is reset
      if (!isCoded(error)) throw error
      if (this.record.stage === 'card-in-use') await this.#hold.update({ stage: 'before-pin' })
      await this.#afterFailure(usable, error)
    }
  }

  async #afterFailure(usable: UsableCard, error: CodedError): Promise<void> {
    if (error.code.startsWith('ERR_PIN_')) this.#cards.tries.failed(usable, error)
    if (isCoded(error, 'ERR_PIN_WRONG', 'ERR_PIN_FORMAT', 'ERR_CARD_ENVIRONMENT')) return this.#settle()
    if (isCoded(error, 'ERR_PIN_BLOCKED') && !this.#cards.anyUsable) return this.#finish(error, 'window-stays')
    // Not even to another card that could be used: nobody's hand is led from a locked card to the PIN of the next.
    this.#halt(error)
  }

  /** False when the page gave none, and the sign-in is over. */
  async #renewChallenge(): Promise<boolean> {
    this.#screen.show('renewing-challenge', null)
    const challenge = await this.#renewal.want(this.#over.signal)
    if (challenge) {
      await this.#hold.update({ challenge, deadline: deadlineOf(challenge) })
    } else this.#finish(new CodedError('ERR_BRIDGE_TIMEOUT', 'the page gave no fresh challenge'))
    return !this.over
  }

  #halt(error: CodedError): void {
    this.#halted = true
    this.#screen.show('failed', error)
  }

  #windowState(phase: PinWindowPhase, error: CodedError | null): PinWindowState {
    const { readers, chosen, tries } = this.#cards
    const canRestart = phase === 'failed' && !this.over
    return windowState({ record: this.record, phase, error, readers, chosen, tries, canRestart })
  }

  // ---- ending -------------------------------------------------------------------------------------------------------

  #enqueue(step: () => Promise<void> | void): void {
    this.#queue = this.#queue.then(() => (this.over ? undefined : this.#guarded(step)))
  }

  async #guarded(step: () => Promise<void> | void): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#fault(error)
    }
  }

  /** Our own bug: nothing goes on, the card is reset, and the bug is left to surface. */
  #fault(error: unknown): void {
    this.#finish(new CodedError('ERR_BRIDGE_INTERRUPTED', 'the extension failed', { cause: error }))
    queueMicrotask(() => {
      throw error
    })
  }

  #cancelled(): void {
    if (this.over) return this.#hold.closeWindow()
    this.#finish(this.#screen.error ?? new CodedError('ERR_PIN_CANCELLED', 'the PIN window was closed'))
  }

  /** `lastly` runs when no step with a card is under way any more. */
  #finish(
    outcome: SignInResult | CodedError,
    window: 'window-closes' | 'window-stays' = 'window-closes',
    lastly: () => Promise<void> = () => Promise.resolve(),
  ): void {
    if (this.over) return
    this.#over.abort()
    if (outcome instanceof CodedError) this.#result.reject(outcome)
    else this.#result.resolve(outcome)

    if (!(outcome instanceof CodedError)) this.#hold.closeWindowSoon()
    else if (window === 'window-stays') this.#screen.show('failed', outcome)
    else this.#hold.closeWindow()
    this.#ended = this.#queue
      .then(() => this.#cards.watch.release())
      .then(lastly)
      .then(() => flowStore.clear())
  }

  /** Ends what is left: the window that explains, and the cards. Resolves when the readers are free. */
  async dispose(): Promise<void> {
    this.#finish(pageIsGone())
    this.#hold.closeWindow()
    await this.#ended
  }
}

const pageIsGone = () => new CodedError('ERR_PIN_CANCELLED', 'the page that asked is gone')

/** Milliseconds since 1970 by this computer's clock; the server's own clock decides about the challenge. */
export const deadlineOf = ({ iat, exp }: Challenge): number => Date.now() + (exp - iat) * 1000
