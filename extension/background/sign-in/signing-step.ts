import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { showCard } from '../../../core/assertion/shown-card.ts'
import type { SignInResult } from '../../../core/protocol/bridge.ts'
import type { PinWindowPhase } from '../../../core/protocol/pin-window.ts'
import type { FlowCards } from './flow-cards.ts'
import { signAssertion, signByModule, type SigningOptions } from './sign-assertion.ts'
import type { SigningModule } from './signing-module.ts'
import { entryTimeOf, type HolderCard, type PinCard, type UsableCard } from './usable-card.ts'

/** What the person has just done so that a card signs in: entered its PIN, or agreed. */
export interface SigningStep {
  readonly usable: UsableCard
  /** That signs for the card; undefined where the card signs. */
  readonly signer: SigningModule | undefined
  /** How long the person may still take at the reader's keypad, in milliseconds. */
  readonly entry: number
  /** What the window shows meanwhile. */
  readonly phase: Extract<PinWindowPhase, 'verifying' | 'entering-on-reader' | 'signing'>
  /** Passes the mixing guard, and answers how to sign, once. Error: ERR_CARD_ENVIRONMENT, before anything was sent. */
  pass(cards: FlowCards, readerName: string): PassedStep
}

/** `reset` is still under way when the signature is there. Errors: ERR_PIN_*, ERR_CARD_*, ERR_READER_*. */
export type PassedStep = (
  claims: LoginClaims,
  options: Pick<SigningOptions, 'signal' | 'onVerified'>,
) => Promise<{ readonly result: SignInResult; readonly reset: Promise<void> }>

/** The card signs after its PIN, and a module beside it where one has a part. Without `pin` it is entered on the reader. */
export const byPin = (usable: PinCard, module: SigningModule | undefined, pin?: Uint8Array): SigningStep => ({
  usable,
  signer: undefined,
  entry: pin ? 0 : entryTimeOf(usable),
  phase: pin ? 'verifying' : 'entering-on-reader',
  pass(cards, readerName) {
    const guarded = cards.guard(readerName, usable, module)
    return async (claims, options) => {
      const { assertion, reset } = await signAssertion({ ...options, usable, guarded, claims, pin })
      if (!module) return { result: { assertion }, reset }
      try {
        return {
          result: { assertion, module: await signByModule(module, cards.question(readerName, usable), claims) },
          reset,
        }
      } catch (error) {
        await reset
        throw error
      }
    }
  },
})

/** The module signs for a card that cannot: the holder has seen whose card it is, and with which module. */
export const byConsent = (usable: HolderCard, module: SigningModule): SigningStep => ({
  usable,
  signer: module,
  entry: 0,
  phase: 'signing',
  pass(cards, readerName) {
    const question = cards.question(readerName, usable)
    cards.guardAlone(question, module)
    return async (claims, { signal }) => {
      signal.throwIfAborted()
      return { result: { assertion: await signByModule(module, question, claims) }, reset: Promise.resolve() }
    }
  },
})

/** Nothing signs: the holder shows the card, and what was read from it is told. Nothing more is sent to it. */
export const byShowing = (usable: HolderCard): SigningStep => ({
  usable,
  signer: undefined,
  entry: 0,
  phase: 'signing',
  pass(cards, readerName) {
    cards.guardShown(cards.question(readerName, usable))
    return async (claims, { signal }) => {
      signal.throwIfAborted()
      return { result: { assertion: showCard(claims) }, reset: Promise.resolve() }
    }
  },
})
