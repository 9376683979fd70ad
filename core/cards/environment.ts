import { CodedError } from '../errors/coded-error.ts'
import { isPossible } from '../smartcard/pin-pad.ts'
import type { CardProfile } from './card-profile.ts'
import type { Environment } from './environments.ts'
import { findMixed, type MixingQuestion } from './mixing.ts'
import type { OpenCard } from './open-card.ts'
import type { CountedSamCommands, SamCard } from './sam-card.ts'

/** `few`: how many is not told, but a wrong PIN was entered since the last right one. Undefined when nothing is told. */
export type TriesLeft = number | 'few' | undefined

type PinLength = CardProfile['pin']

/** The commands that a card may count. Good for the card as it is now: used at once, and never kept over a removal. */
export interface GuardedCard {
  /** Undefined when the card does not tell. */
  triesLeft(): Promise<number | undefined>
  /**
   * Sends the PIN once. `pin` stays its owner's to overwrite. Errors: ERR_PIN_FORMAT (nothing was sent), ERR_PIN_WRONG
   * (details.triesLeft), ERR_PIN_BLOCKED.
   */
  verifyPin(pin: Uint8Array): Promise<void>
  /**
   * There when `takesPinOnReader`: the person enters the PIN on the reader, and no program has it.
   * Errors: as verifyPin, ERR_PIN_ENTRY_CANCELLED, ERR_PIN_ENTRY_TIMEOUT.
   */
  readonly verifyPinOnReader?: (signal?: AbortSignal) => Promise<void>
  /** Signs a SHA-256 digest. Once per PIN entry. */
  sign(digest: Uint8Array): Promise<Uint8Array>
}

/** Whether this card's PIN is entered on its reader: that has a keypad which can take it, and so no program need have it. */
export function takesPinOnReader({ profile: { pinTemplate }, channel: { pinPad } }: OpenCard): boolean {
  return pinTemplate !== undefined && pinPad !== undefined && isPossible(pinTemplate, pinPad.pinPad)
}

/**
 * The mixing guard by itself, for a sign-in in which no card is sent anything that it counts. Error: ERR_CARD_ENVIRONMENT,
 * with the end of the number of the card or module at fault.
 */
export function requireOneEnvironment(question: MixingQuestion): void {
  const culprit = findMixed(question)
  if (culprit !== undefined) throw notOfEnvironment(culprit, question.challenge)
}

/** ERR_CARD_ENVIRONMENT: `culprit` is not of the environment of the challenge. */
export function notOfEnvironment(culprit: string, challenge: Environment): CodedError {
  const message = `${culprit} is not of the ${challenge} environment`
  return new CodedError('ERR_CARD_ENVIRONMENT', message, { details: { culprit } })
}

/**
 * A token of a vendor's PKCS#11 module. Its PIN and its key are one step: the module signs an assertion, never a digest.
 */
export interface CountedToken {
  /** As far as its flags go; 0 when it is locked. */
  triesLeft(): Promise<TriesLeft>
  /** `pin` undefined: it is entered on the device. Errors: as GuardedCard.verifyPin, and ERR_PIN_WRONG_UNTOLD. */
  sign(signingInput: string, pin: Uint8Array | undefined, signal: AbortSignal): Promise<Uint8Array>
}

/** The mixing guard before a token. Errors: as passMixingGuard. */
export function passMixingGuardWithToken(question: MixingQuestion, token: CountedToken, pin: PinLength): CountedToken {
  requireOneEnvironment(question)
  return {
    triesLeft: () => token.triesLeft(),
    async sign(signingInput, digits, signal) {
      if (digits) requirePinForm(digits, pin)
      return token.sign(signingInput, digits, signal)
    },
  }
}

/**
 * The mixing guard: a test card in production, or the reverse, is locked for good by its own counters. Nothing that
 * counts reaches a card but through here. Error: ERR_CARD_ENVIRONMENT, with the end of the number of the card or module at fault.
 */
export function passMixingGuard({
  card,
  ...situation
}: Omit<MixingQuestion, 'card'> & { readonly card: OpenCard }): GuardedCard {
  requireOneEnvironment({ ...situation, card: card.info })
  const { profile, channel } = card
  const { pinPad } = channel
  const { counted } = profile
  const onReader =
    pinPad && takesPinOnReader(card)
      ? { verifyPinOnReader: async (signal?: AbortSignal) => counted.verifyPinOnReader?.(channel, pinPad, signal) }
      : {}
  return {
    ...onReader,
    triesLeft: () => profile.counted.triesLeft(channel),
    async verifyPin(pin) {
      requirePinForm(pin, profile.pin)
      await profile.counted.verifyPin(channel, pin)
    },
    async sign(digest) {
      requireDigest(digest)
      return profile.counted.sign(channel, digest)
    },
  }
}

/** The commands that a security module in a reader may count. Good for as long as the module has power. */
export type GuardedSam = CountedSamCommands

/** The mixing guard before the security module of a reader, which is the one in use. Errors: as passMixingGuard. */
export function passMixingGuardWithSam(question: Omit<MixingQuestion, 'module'>, sam: SamCard): GuardedSam {
  requireOneEnvironment({ ...question, module: { code: sam.module } })
  const { counted } = sam
  return {
    challenge: () => counted.challenge(),
    authenticate: (response) => counted.authenticate(response),
    async sign(digest) {
      requireDigest(digest)
      return counted.sign(digest)
    },
  }
}

function requireDigest(digest: Uint8Array): void {
  if (digest.length !== 32) throw new RangeError('not a SHA-256 digest')
}

function requirePinForm(pin: Uint8Array, { minimum, maximum }: PinLength): void {
  if (pin.length < minimum || pin.length > maximum || !pin.every(isDigit))
    throw new CodedError('ERR_PIN_FORMAT', 'a PIN of another form', { details: { minimum, maximum } })
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
