import type { Challenge } from '../../../core/assertion/claims.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { SignInResult } from '../../../core/protocol/bridge.ts'
import type { PinWindowPhase, PinWindowRequest, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { Readers } from '../../readers/registry.ts'
import type { Page } from '../page.ts'
import { openModulePage } from '../modules/module-page.ts'
import { openPairingPage } from '../pairing-page.ts'
import type { ExtensionIdentity } from '../extension-identity.ts'
import type { SignedCard } from '../removal-watch/signed-card.ts'
import type { CardFunctions } from './card-functions.ts'
import { Deferred } from './deferred.ts'
import { FlowApproval } from './flow-approval.ts'
import { FlowCards } from './flow-cards.ts'
import { FlowHold } from './flow-hold.ts'
import { FlowPage } from './flow-page.ts'
import { type FlowRecord, flowStore, lastReader } from './flow-record.ts'
import { FlowScreen } from './flow-screen.ts'
import { FlowSigner } from './flow-signer.ts'
import { type ModuleServices, moduleSource, partOfModule } from './module-source.ts'
import { pause } from './pause.ts'
import type { PinWindowPort } from './pin-window-port.ts'
import type { ModuleNumber } from './reader-modules.ts'
import { resetCard } from './reset-card.ts'
import { windowState } from './window-state.ts'

export interface FlowServices {
  readonly readers: Readers
  readonly cards: CardFunctions
  readonly modules: ModuleServices
  readonly extension: ExtensionIdentity
  /** Is told of the card that has signed somebody in. */
  readonly onSignedIn: (card: SignedCard) => Promise<void>
}

export interface FlowOptions {
  readonly page?: Page
  /** Called whenever `state` may have changed. */
  readonly onChange?: () => void
}

/** How long the page may take to be back after the worker was stopped, in milliseconds. */
const pageBackWithin = 5_000

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
    onStep: (step) => this.#page.tell({ event: 'step', step }),
    onPublish: () => this.#onChange(),
  })
  readonly #hold: FlowHold
  readonly #signer: FlowSigner
  readonly #approval: FlowApproval
  readonly #page: FlowPage
  #queue: Promise<void> = Promise.resolve()
  #settling = false
  /** A step with the card failed: only a press on “start again” goes on from there. */
  #halted = false
  #ended: Promise<void> = Promise.resolve()
  #readersFree = false
  readonly #onChange: () => void

  constructor(record: FlowRecord, services: FlowServices, { page, onChange = () => undefined }: FlowOptions = {}) {
    this.#onChange = onChange
    this.#hold = new FlowHold(record, this.#over.signal, () => this.#expired())
    this.#services = services
    this.#page = new FlowPage(record.requestId, page, this.#over.signal)
    const { readers, cards, modules, extension, onSignedIn } = services
    this.#cards = new FlowCards({
      readers,
      cards,
      wanted: record.cardType,
      reader: record.reader,
      environment: record.challenge.environment,
      language: record.language,
      wantsSam: record.reader === 'nhi' && partOfModule(record) !== 'none',
      modules: (rows) =>
        moduleSource({
          record,
          readers,
          cards,
          modules,
          rows,
          authenticate: (number) => this.#authenticate(number),
          onChange: () => this.#settleSoon(),
        }),
      onChange: () => this.#settleSoon(),
      onFault: (error) => this.#fault(error),
    })
    this.#signer = new FlowSigner({
      extension,
      hold: this.#hold,
      cards: this.#cards,
      screen: this.#screen,
      over: this.#over.signal,
      renewChallenge: () => this.#renewChallenge(),
      settle: () => this.#settle(),
      finish: (outcome, window) => this.#finish(outcome, window),
      halt: (error) => this.#halt(error),
      onSignedIn,
    })
    this.#approval = new FlowApproval({
      cards: this.#cards,
      screen: this.#screen,
      signer: this.#signer,
      enqueue: async (step) => {
        this.#enqueue(step)
        await this.#queue
      },
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

  /** What the window shows, until the readers are free again. */
  get state(): PinWindowState | undefined {
    return this.#readersFree ? undefined : this.#windowState(this.#screen.phase, this.#screen.error)
  }

  // ---- beginning ----------------------------------------------------------------------------------------------------

  /** Resolves when window and readers are under way. Never rejects: the result does. */
  begin(): Promise<void> {
    return this.#guarded(async () => {
      await this.#hold.update()
      if (this.over) return // the page left meanwhile: no window flashes up
      this.#page.tell({ event: 'step', step: 'window-open' })
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
    void this.#approval.expectCard(this.record.askedFor, this.#over.signal)
    await this.#start()
  }

  async #expectPage(): Promise<void> {
    await pause(pageBackWithin, this.#over.signal)
    if (!this.#page.isThere) this.#finish(pageIsGone())
  }

  async #start(): Promise<void> {
    if (this.over) return // the page left meanwhile
    this.#hold.startClock()
    this.#cards.last = await lastReader.load(this.record)
    this.#cards.run(this.#over.signal).catch((error: unknown) => this.#fault(error))
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
    this.#page.attach(page)
  }

  pageGone(page: Page): void {
    if (this.#page.is(page)) this.#finish(pageIsGone())
  }

  cancelByPage(): void {
    this.#finish(new CodedError('ERR_PIN_CANCELLED', 'cancelled by the page'))
  }

  /** The challenge that was asked for. */
  renew(challenge: Challenge): void {
    this.#page.challenge.give(challenge)
  }

  /** What the security module of the reader asked the portal for. */
  moduleAnswered(response: Uint8Array): void {
    this.#page.moduleResponse.give(response)
  }

  refuse(error: CodedError): void {
    this.#finish(error)
  }

  // ---- what the window says -----------------------------------------------------------------------------------------

  attachWindow(port: PinWindowPort): void {
    this.#screen.attach(port)
    this.#approval.windowAttached()
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
      case 'open-modules':
        return void openModulePage()
      case 'choose-reader':
        return this.#enqueue(() => this.#choose(request.readerName))
      case 'confirm-last-try':
        return this.#enqueue(async () => {
          if (this.#cards.offered) this.#cards.tries.confirmLast(this.#cards.offered)
          await this.#settle()
        })
      case 'enter-on-reader':
        return void this.#approval.enterOnReader()
      case 'consent':
        return void this.#approval.consent(request)
      case 'choose-module':
        return this.#enqueue(() => this.#chooseModule(request.institution))
      case 'restart':
        return this.#enqueue(() => this.#restart())
    }
  }

  /** Owns `pin` and zeroes it. */
  usePin(pin: Uint8Array): Promise<void> {
    return this.#approval.usePin(pin)
  }

  /** A cloud module was imported or removed. */
  async modulesChanged(): Promise<void> {
    if (!this.over) await this.#guarded(() => this.#cards.modulesChanged())
  }

  async #choose(readerName: string): Promise<void> {
    if (this.#cards.readers.some((reader) => reader.readerName === readerName)) {
      this.#cards.pick()
      await this.#hold.update({ chosenReader: readerName })
    }
    await this.#settle()
  }

  async #chooseModule(institution: string): Promise<void> {
    this.#cards.chooseModule(institution)
    await this.#hold.update({ chosenModule: institution })
    await this.#settle()
  }

  async #restart(): Promise<void> {
    if (this.#screen.phase !== 'failed') return
    this.#halted = false
    this.#screen.show('waiting-for-card', null)
    await this.#cards.watch.reread()
    await this.#settle()
  }

  // ---- the card and its module -----------------------------------------------------------------------------------------

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
    if (this.over) return // given up while a module was being authenticated
    const askedFor = offered?.card.info.cardSn
    if (askedFor !== undefined && (askedFor !== this.record.askedFor || chosen !== chosenReader)) {
      await this.#hold.update({ chosenReader: chosen, askedFor })
    }
    // Waiting does not mend a locked card: the page is told at once, the window explains it.
    if (error?.code === 'ERR_PIN_BLOCKED' && !this.#cards.anyUsable) this.#finish(error, 'window-stays')
    else this.#screen.show(phase, error)
    if (offered) this.#approval.offered()
  }

  /** Before a module in the reader signs (認證): what it asks is for the portal alone to answer. */
  #authenticate(number: ModuleNumber): Promise<Uint8Array | undefined> {
    this.#screen.show('authenticating-module', null)
    return this.#page.wantModuleResponse(number)
  }

  /** False when the page gave none, and the sign-in is over. */
  async #renewChallenge(): Promise<boolean> {
    this.#screen.show('renewing-challenge', null)
    const challenge = await this.#page.wantChallenge()
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
    const canRestart = phase === 'failed' && !this.over
    const deadline = phase === 'entering-on-reader' ? this.#signer.entryEnds : this.record.deadline
    return windowState({ record: this.record, phase, error, cards: this.#cards, deadline, canRestart })
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
      .then(() => this.#cards.release())
      .then(lastly)
      .then(() => flowStore.clear())
      .then(() => this.#readersAreFree())
  }

  #readersAreFree(): void {
    this.#readersFree = true
    this.#onChange()
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
