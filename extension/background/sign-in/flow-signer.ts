import { toHex } from '../../../core/bytes/hex.ts'
import { type CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { SignInResult } from '../../../core/protocol/bridge.ts'
import type { ExtensionIdentity } from '../extension-identity.ts'
import type { SignedCard } from '../removal-watch/signed-card.ts'
import { uncountedPinErrors } from './card-tries.ts'
import type { FlowCards } from './flow-cards.ts'
import type { FlowHold } from './flow-hold.ts'
import { lastModule, lastReader } from './flow-record.ts'
import type { FlowScreen } from './flow-screen.ts'
import { claimsFor } from './sign-assertion.ts'
import type { SigningStep } from './signing-step.ts'
import type { UsableCard } from './usable-card.ts'

/** What a sign-in lends to its signer. */
export interface FlowSignerParts {
  readonly extension: ExtensionIdentity
  readonly hold: FlowHold
  readonly cards: FlowCards
  readonly screen: FlowScreen
  readonly over: AbortSignal
  /** False when the page gave none, and the sign-in is over. */
  readonly renewChallenge: () => Promise<boolean>
  /** Brings the window to where readers and cards are. */
  readonly settle: () => Promise<void>
  readonly finish: (outcome: SignInResult | CodedError, window?: 'window-closes' | 'window-stays') => void
  /** Only a press on “start again” goes on from there. */
  readonly halt: (error: CodedError) => void
  /** Is told of the card that has signed somebody in. */
  readonly onSignedIn: (card: SignedCard) => Promise<void>
}

/**
 * With less than this left, a fresh challenge is asked for before card or module sign: they need time, and so does the
 * server. Milliseconds. With a PIN that is entered on the reader, the time of the entry comes on top.
 */
const renewBelow = 10_000

/** The one moment of a sign-in in which a card, or a module for it, signs. */
export class FlowSigner {
  readonly #parts: FlowSignerParts
  /** When the reader stops waiting at its keypad, milliseconds since 1970. */
  entryEnds = 0

  constructor(parts: FlowSignerParts) {
    this.#parts = parts
  }

  /** Runs in the flow's queue. `onShown` is called as soon as the window says that it is under way. */
  async sign(step: SigningStep, onShown: () => void): Promise<void> {
    const { extension, hold, cards, screen, over, renewChallenge, settle, finish } = this.#parts
    const { usable, entry } = step
    const { chosenReader } = hold.record
    if (chosenReader === null) return
    if (hold.left < entry + renewBelow && !(await renewChallenge())) return

    // A card put into another reader meanwhile is read first: the guard must see every card there is.
    await cards.watch.settled()
    cards.tries.forgetError(usable)
    try {
      if (!cards.isPresent(usable)) return await settle()
      const sign = step.pass(cards, chosenReader)
      await hold.update({ stage: 'card-in-use' })
      if (over.aborted) return
      this.entryEnds = Date.now() + entry
      screen.show(step.phase, null)
      onShown()
      const { result, reset } = await sign(claimsFor(hold.record, usable, extension, step.signer), {
        signal: over,
        onVerified: () => screen.show('signing', null),
      })
      screen.show('done', null)
      const noted = this.#noteSignedIn(chosenReader, usable)
      finish(result)
      await Promise.all([this.#remember(chosenReader), noted, reset])
    } catch (error) {
      if (over.aborted) return // given up meanwhile; the card is reset
      if (!isCoded(error)) throw error
      if (hold.record.stage === 'card-in-use') await hold.update({ stage: 'before-pin' })
      await this.#afterFailure(usable, error)
    }
  }

  async #remember(readerName: string): Promise<void> {
    const { hold, cards } = this.#parts
    const { record } = hold
    await lastReader.save(record, readerName)
    if (record.reader === 'ccid' && cards.module) await lastModule.save(record, cards.module.institution)
  }

  /** At once in memory: the page may ask for its card to be watched as soon as it has its answer. */
  async #noteSignedIn(readerName: string, { card }: UsableCard): Promise<void> {
    const { hold, cards, onSignedIn } = this.#parts
    const { origin, challenge } = hold.record
    const answerToReset = cards.answerToReset(readerName)
    // A token that is in no reader cannot be followed by one.
    if (challenge.purpose === 'confirm' || !answerToReset) return
    const { cardSn } = card.info
    await onSignedIn({
      origin,
      jkt: challenge.jkt,
      readerName,
      cardSn,
      answerToReset: toHex(answerToReset),
      released: false,
    })
  }

  async #afterFailure(usable: UsableCard, error: CodedError): Promise<void> {
    const { cards, settle, finish, halt } = this.#parts
    if (error.code.startsWith('ERR_PIN_')) cards.tries.failed(usable, error)
    if (isCoded(error, ...goesOnAfter)) return settle()
    if (isCoded(error, 'ERR_PIN_BLOCKED') && !cards.anyUsable) return finish(error, 'window-stays')
    // Not even to another card that could be used: nobody's hand is led from a locked card to the PIN of the next.
    halt(error)
  }
}

/** The window asks again, or says what to take out. */
const goesOnAfter: readonly ErrorCode[] = [
  'ERR_PIN_WRONG',
  'ERR_PIN_WRONG_UNTOLD',
  'ERR_CARD_ENVIRONMENT',
  ...uncountedPinErrors,
]
