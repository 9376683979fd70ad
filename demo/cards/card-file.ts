import type { CardType } from '../../core/cards/card-types.ts'
import type { Environment } from '../../core/cards/environments.ts'

/** What runs on the chip: a row of applications.ts. */
export type CardApplicationCode = 'hca-test' | 'nhi' | 'moica-native' | 'piv' | 'pkcs15' | 'sam'

/** Whom an NHI card was issued to. Dates as on the card: YYYMMDD of the Republic's calendar. Invented. */
export interface NhiCardHolder {
  readonly name: string
  readonly nationalId: string
  readonly birthday: string
  readonly sex: 'M' | 'F'
  readonly issued: string
}

/** Throws TypeError for a security module. */
export function kindOf({ id, cardType }: Pick<CardFile, 'id' | 'cardType'>): CardType {
  if (cardType === null) throw new TypeError(`${id} is a security module`)
  return cardType
}

/**
 * A virtual card at personalisation, as the demo server makes and serves it (`GET /demo/cards`, loopback, demo build only).
 * Tries and the blocked state are not here: they live in the demo store of the browser that holds the card.
 */
export interface CardFile {
  /** Names the card in the demo panel, the demo command and the store: `hca-personnel`, `hca-personnel-revoked`. */
  readonly id: string
  readonly label: { readonly zhTW: string; readonly en: string }
  /** `hca-test` when absent. */
  readonly application?: CardApplicationCode
  /** Null for a security module, which is no card of a kind. */
  readonly cardType: CardType | null
  readonly environment: Environment
  /** Card number as printed and in EF.INFO; of a security module its code. */
  readonly cardSn: string
  /** 10-digit code for cards of an institution, else null. */
  readonly institution: string | null
  /** With the application `nhi` only. */
  readonly holder?: NhiCardHolder
  /** Answer to reset, hex. */
  readonly answerToReset: string
  /** The PIN at personalisation, empty where the application has none. A demo card's PIN is no secret; the panel shows it. */
  readonly pin: string
  /** What its holder signs in with at the portal, of a card that cannot sign: no part of the card, and no secret either. */
  readonly password?: string
  /** Tries left at personalisation (0 = delivered blocked). */
  readonly tries: number
  /** Signing certificate and its issuer, base64 DER; null for a card without certificate. */
  readonly certificate: string | null
  readonly issuerCertificate: string | null
  /** RSA private key as JWK with CRT members, or P-256 of an application that takes it; null for a card without certificate. */
  readonly privateKey: JsonWebKey | null
  /** With the application `sam` only: the public key, P-256, of whoever may authenticate it. */
  readonly authenticationKey?: JsonWebKey
}
