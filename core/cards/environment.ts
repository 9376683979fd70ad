import { CodedError } from '../errors/coded-error.ts'
import type { CardInfo, KnownCard } from './card-profile.ts'
import type { Environment } from './environments.ts'
import type { OpenCard } from './open-card.ts'

/** A card beside the one in use. */
export interface OtherCard extends Pick<KnownCard, 'cardSn' | 'environment' | 'neverCounted'> {
  readonly readerName: string
}

/** What the mixing guard looks at: everything that must be of one environment (mission/04). */
export interface MixingQuestion {
  /** Environment of the challenge, and so of the server that gave it. */
  readonly challenge: Environment
  readonly card: CardInfo
  /** Every other card present, in whatever reader. */
  readonly others: readonly OtherCard[]
  /** The security module in use, where there is one. Its code's first digit decides: 9 test, 0 production. */
  readonly sam?: { readonly samCode: string } | undefined
}

/**
 * The first thing that is not of the challenge's environment for certain, named by the end of its number as its owner
 * can read it there, or by its reader when it has no number that we can read; undefined when all are.
 */
export function findMixed({ challenge, card, others, sam }: MixingQuestion): string | undefined {
  if (sam && samEnvironment(sam.samCode) !== challenge) return `SAM ${endOf(sam.samCode)}`
  if (card.environment !== challenge) return endOf(card.cardSn)
  const mixed = others.find((other) => other.environment !== challenge && !(isBystander(other) && !sam))
  return mixed && (mixed.cardSn === undefined ? mixed.readerName : endOf(mixed.cardSn))
}

/**
 * An NHI card that lies in a second reader. Nothing documented tells a test card of this kind from one in use, and it is
 * not at risk here: the product has no command that such a card counts, and in a sign-in by certificate no other card has
 * a part. So not knowing does not stand in the way of the card that signs. It does as soon as a security module is in
 * use, for the module and the NHI card authenticate each other, and that is what locks cards (mission/04); and a card
 * that is known to be of the other environment always does.
 */
const isBystander = ({ environment, neverCounted }: OtherCard): boolean =>
  environment === 'unknown' && neverCounted === true

const endOf = (cardSn: string): string => `…${cardSn.slice(-4)}`

const samEnvironments: Readonly<Record<string, Environment>> = { '9': 'test', '0': 'production' }

const samEnvironment = (samCode: string): Environment | 'unknown' => samEnvironments[samCode.charAt(0)] ?? 'unknown'

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
   * There when the reader has a keypad that can take this card's PIN: the person enters it there, and no program has it.
   * Errors: as verifyPin, ERR_PIN_CANCELLED, ERR_PIN_TIMEOUT.
   */
  readonly verifyPinOnReader?: (signal?: AbortSignal) => Promise<void>
  /** Signs a SHA-256 digest. Once per PIN entry. */
  sign(digest: Uint8Array): Promise<Uint8Array>
}

/**
 * The mixing guard: a test card in production, or the reverse, is locked for good by its own counters. Nothing that
 * counts reaches a card but through here. Error: ERR_CARD_ENVIRONMENT, with the end of the number of the card or module at fault.
 */
export function passMixingGuard({
  card,
  ...situation
}: Omit<MixingQuestion, 'card'> & { readonly card: OpenCard }): GuardedCard {
  const culprit = findMixed({ ...situation, card: card.info })
  if (culprit !== undefined) {
    const details = { culprit }
    throw new CodedError('ERR_CARD_ENVIRONMENT', `${culprit} is not of the ${situation.challenge} environment`, {
      details,
    })
  }
  const { profile, channel } = card
  const { pinPad } = channel
  const { counted } = profile
  const onReader =
    pinPad && counted.verifyPinOnReader
      ? { verifyPinOnReader: async (signal?: AbortSignal) => counted.verifyPinOnReader?.(channel, pinPad, signal) }
      : {}
  return {
    ...onReader,
    triesLeft: () => profile.counted.triesLeft(channel),
    async verifyPin(pin) {
      const { minimum, maximum } = profile.pin
      if (pin.length < minimum || pin.length > maximum || !pin.every(isDigit))
        throw new CodedError('ERR_PIN_FORMAT', 'a PIN of another form', { details: { minimum, maximum } })
      await profile.counted.verifyPin(channel, pin)
    },
    async sign(digest) {
      if (digest.length !== 32) throw new RangeError('not a SHA-256 digest')
      return profile.counted.sign(channel, digest)
    },
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
