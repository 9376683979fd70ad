import type { PinWindowPhase } from '../../../core/protocol/pin-window.ts'
import { Deferred } from './deferred.ts'
import type { FlowCards } from './flow-cards.ts'
import type { FlowScreen } from './flow-screen.ts'
import type { FlowSigner } from './flow-signer.ts'
import { pause } from './pause.ts'
import { byConsent, byPin, byShowing, type SigningStep } from './signing-step.ts'
import { entersPinOnReader, type UsableCard } from './usable-card.ts'

export interface FlowApprovalParts {
  readonly cards: FlowCards
  readonly screen: FlowScreen
  readonly signer: FlowSigner
  /** Adds a step to the flow's queue; resolves when the queue has come to its end. */
  readonly enqueue: (step: () => Promise<void>) => Promise<void>
}

/** How long its card may take to be read again after the worker was stopped, in milliseconds. */
const cardBackWithin = 15_000

/** What the person gives in the window so that a card signs: a PIN, or their word. One press, one try. */
export class FlowApproval {
  readonly #parts: FlowApprovalParts
  /** A second PIN is not kept for later. */
  #underWay = false
  /** While a sign-in is taken up: settled when a card is offered again. */
  #takingUp: Deferred<void> | undefined
  /** A PIN that comes now was typed for this card: no window has shown another since the worker is back. */
  #typedFor: string | null = null

  constructor(parts: FlowApprovalParts) {
    this.#parts = parts
  }

  /** A PIN that was sent while the worker was away waits for its card, for a while. */
  async expectCard(askedFor: string | null, signal: AbortSignal): Promise<void> {
    const takingUp = (this.#takingUp = new Deferred<void>())
    this.#typedFor = askedFor
    await Promise.race([takingUp.promise, pause(cardBackWithin, signal)])
    takingUp.resolve()
    this.#takingUp = undefined
  }

  /** The window shows a card, if anybody can see it. */
  offered(): void {
    this.#takingUp?.resolve()
    if (this.#parts.screen.isOpen) this.#typedFor = null
  }

  windowAttached(): void {
    if (this.#parts.screen.phase === 'waiting-for-pin') this.#typedFor = null
  }

  /** Owns `pin` and zeroes it. Bytes that come at any other time than when the window may ask for them are not used. */
  async usePin(pin: Uint8Array): Promise<void> {
    const typedFor = this.#typedFor
    await this.#takingUp?.promise
    const card = this.#askedFor('waiting-for-pin')
    const offered = typedFor === null || typedFor === card?.card.info.cardSn ? card : undefined
    if (!offered || offered.holder || entersPinOnReader(offered))
      this.#parts.screen.publish() // the window asks again, or says why not
    else await this.#tryOnce(byPin(offered, this.#parts.cards.module, pin))
    pin.fill(0)
  }

  /** The person is about to use the reader's keypad. */
  async enterOnReader(): Promise<void> {
    const { cards, screen } = this.#parts
    const offered = this.#askedFor('waiting-for-pin')
    if (offered && !offered.holder && entersPinOnReader(offered)) await this.#tryOnce(byPin(offered, cards.module))
    else screen.publish()
  }

  /** The holder agrees to what the window showed: this card, with this module, and no other that came in between. */
  async consent(shown: { readonly cardSn: string; readonly module: string | null }): Promise<void> {
    const { cards, screen } = this.#parts
    const { module } = cards
    const offered = this.#askedFor('waiting-for-consent')
    const isShown = offered?.card.info.cardSn === shown.cardSn && (module?.code ?? null) === shown.module
    if (offered?.holder && isShown) await this.#tryOnce(module ? byConsent(offered, module) : byShowing(offered))
    else screen.publish()
  }

  /** The card that may be used now. */
  #askedFor(phase: PinWindowPhase): UsableCard | undefined {
    return this.#parts.screen.phase === phase && !this.#underWay ? this.#parts.cards.offered : undefined
  }

  async #tryOnce(step: SigningStep): Promise<void> {
    const { cards, screen, signer, enqueue } = this.#parts
    const { phase } = screen
    this.#underWay = true
    await enqueue(async () => {
      // From there on the phase says it.
      const onShown = () => (this.#underWay = false)
      if (step.usable === cards.offered && screen.phase === phase) await signer.sign(step, onShown)
      else screen.publish()
      this.#underWay = false
    })
  }
}
