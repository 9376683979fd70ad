import type { CardChannel } from '../smartcard/card-channel.ts'
import type { PinPadConnection } from '../smartcard/pin-pad.ts'
import type { CardType } from './card-types.ts'
import type { Environment } from './environments.ts'

/** What public reads tell of a card. Reading it costs the holder nothing. */
export interface CardInfo {
  /** Undefined when the application does not say what kind of card it is on. */
  readonly cardType: CardType | undefined
  readonly cardSn: string
  /** 'unknown' is refused by the mixing guard. */
  readonly environment: Environment | 'unknown'
  /** The 10-digit institution code on the card, where the card carries one. */
  readonly institution: string | null
}

/** Commands that a card may count against its holder. Only core/cards/environment.ts calls these. */
export interface CountedCommands {
  /** Tries left without trying; undefined when the card does not tell. */
  triesLeft(channel: CardChannel): Promise<number | undefined>
  /** Errors: ERR_PIN_WRONG (details.triesLeft), ERR_PIN_BLOCKED. Does not keep `pin`; its owner zeroes it. */
  verifyPin(channel: CardChannel, pin: Uint8Array): Promise<void>
  /**
   * The same with the PIN entered on the reader's keypad; left out where the card's PIN cannot be. Errors: as verifyPin,
   * ERR_PIN_CANCELLED and ERR_PIN_TIMEOUT (nothing was sent to the card).
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
  /** Selects the application and reads its public data; undefined when the card does not have it. */
  recognise(channel: CardChannel, answerToReset: Uint8Array): Promise<CardInfo | undefined>
  /** The signing certificate, DER. Errors: ERR_CARD_NO_CERTIFICATE, ERR_CARD_SPARE, ERR_CARD_MALFORMED. */
  readCertificate(channel: CardChannel): Promise<Uint8Array>
  readonly counted: CountedCommands
}
