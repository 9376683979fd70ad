import type { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import type { PinPadConnection, PinTemplate } from '../smartcard/pin-pad.ts'
import type { CardType } from './card-types.ts'
import type { CardEnvironment } from './environments.ts'

/** What public reads tell of a card. Reading it costs the holder nothing. */
export interface KnownCard {
  /** Undefined when neither application nor certificate says what kind of card it is on. */
  readonly cardType: CardType | undefined
  /** Undefined when the card has no number that we can read. */
  readonly cardSn: string | undefined
  /** 'unknown' is refused by the mixing guard. */
  readonly environment: CardEnvironment
  /** The 10-digit institution code on the card, where the card carries one. */
  readonly institution: string | null
  /** The code of a security module (安全模組), which is no card of a kind; its number too. */
  readonly module?: string | undefined
  /** Nothing that we can send this card is counted by it: no PIN, no key, no authentication. */
  readonly neverCounted?: boolean | undefined
}

/** A card that can sign. */
export interface CardInfo extends KnownCard {
  readonly cardSn: string
}

/** Commands that a card may count against its holder. Only core/cards/environment.ts calls these. */
export interface CountedCommands {
  /** Tries left without trying; undefined when the card does not tell. */
  triesLeft(channel: CardChannel): Promise<number | undefined>
  /** Errors: ERR_PIN_WRONG (details.triesLeft), ERR_PIN_BLOCKED. Does not keep `pin`; its owner zeroes it. */
  verifyPin(channel: CardChannel, pin: Uint8Array): Promise<void>
  /**
   * The same with the PIN entered on the reader's keypad: there with the profile's `pinTemplate`. Errors: as verifyPin,
   * ERR_PIN_ENTRY_CANCELLED and ERR_PIN_ENTRY_TIMEOUT (nothing was sent to the card).
   */
  verifyPinOnReader?(channel: CardChannel, pad: PinPadConnection, signal?: AbortSignal): Promise<void>
  /** Signs a SHA-256 digest: PKCS#1 v1.5 for RSA. One signature per PIN entry. */
  sign(channel: CardChannel, digest: Uint8Array): Promise<Uint8Array>
}

/** One card application: data plus few functions. A real card's profile drops in beside the others. */
export interface CardProfile {
  readonly id: string
  readonly algorithm: 'RS256' | 'ES256'
  readonly pin: { readonly minimum: number; readonly maximum: number }
  /** How a PIN gets from a reader's keypad into the card's command; undefined where it cannot. */
  readonly pinTemplate?: PinTemplate | undefined
  /** Selects the application and reads its public data; undefined when the card does not have it. */
  recognise(channel: CardChannel, answerToReset: Uint8Array): Promise<CardInfo | undefined>
  /**
   * For cards that say themselves which key signs and how its PIN is written: this card's own profile, read after
   * `recognise`. What it finds missing is an error of its `readCertificate`.
   */
  readonly forCard?: (channel: CardChannel) => Promise<OwnProfile>
  /** The signing certificate, DER. Errors: ERR_CARD_NO_CERTIFICATE, ERR_CARD_SPARE, ERR_CARD_MALFORMED. */
  readCertificate(channel: CardChannel): Promise<Uint8Array>
  readonly counted: CountedCommands
}

export interface OwnProfile extends CardProfile {
  /** The signing certificate, DER, where there is one: it tells what the application does not. */
  readonly certificate: Uint8Array | undefined
}

/** A card application that can be read and does not sign: its card is shown as what it is, with why it will not do. */
export interface ReadOnlyProfile {
  readonly id: string
  readonly readOnly: true
  /** As that of a card that signs. */
  recognise(channel: CardChannel, answerToReset: Uint8Array): Promise<ReadOnlyCard | undefined>
}

export interface ReadOnlyCard {
  readonly info: KnownCard
  /** The signing certificate, DER, where public reads give it: whoever signs with the card another way finds its key by it. */
  readonly certificate?: Uint8Array | undefined
  /** Why it cannot sign in. */
  readonly refusal: CodedError
}
