import type { CardType, ReaderKind } from '../cards/card-types.ts'
import type { Environment } from '../cards/environments.ts'
import type { Confirmation } from './confirmation.ts'

/**
 * What is asked of the card. `identify`: an NHI card is only shown (shown-card.ts). The purpose is under the signature, so a sign-in cannot pass for anything else.
 */
export const purposes = ['login', 'confirm', 'identify'] as const
export type Purpose = (typeof purposes)[number]

/**
 * A challenge as the server gives it to the page and the page to the extension (reference/assertion.md §2.3).
 * The server keeps its own record, found by the pre-session cookie or, for a confirmation, by the session, and compares;
 * nothing here is trusted on return.
 */
export interface Challenge {
  /** 32 random bytes, base64url. */
  readonly nonce: string
  /** The portal's origin, and the audience of the assertion. */
  readonly aud: string
  readonly purpose: Purpose
  readonly environment: Environment
  readonly cardTypes: readonly CardType[]
  /** Seconds since 1970 by the server's clock. */
  readonly iat: number
  readonly exp: number
  /** 16 random bytes, base64url: names the challenge in audit rows. */
  readonly jti: string
  /** RFC 7638 thumbprint of the page's key. */
  readonly jkt: string
  /** Lowest extension version that the portal accepts, dotted numbers. */
  readonly minimumExtension: string
  /** With purpose `confirm`, and only then. */
  readonly confirm?: Confirmation
}

/**
 * The members of the signed payload. A card with a certificate signs it; beside it, in an NHI reader, the reader's security
 * module signs the same payload; an NHI card has no key, and the module alone signs (module-part.ts).
 */
export interface LoginClaims {
  readonly v: 1
  readonly purpose: Purpose
  readonly aud: string
  readonly origin: string
  readonly nonce: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly cardType: CardType
  readonly cardSn: string
  /** The 10-digit code on the card, else null; with an NHI card that of the module. */
  readonly institution: string | null
  readonly ext: { readonly id: string; readonly version: string }
  readonly reader: ReaderKind
  readonly cnf: { readonly jkt: string }
  /** With an NHI card, and only then: whose it says it is. Claimed and not proven; a password goes with it. */
  readonly holder?: { readonly idNumber: string }
  /** With purpose `confirm`, and only then: what the person was shown. */
  readonly confirm?: Confirmation
}
