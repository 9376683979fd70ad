import type { CardType, ReaderKind } from '../cards/card-types.ts'
import type { Environment } from '../cards/environments.ts'

/** What is asked of the card. The purpose is under the signature, so a sign-in cannot pass for anything else. */
export const purposes = ['login', 'confirm'] as const
export type Purpose = (typeof purposes)[number]

/**
 * A challenge as the server gives it to the page and the page to the extension (reference/assertion.md §2.3).
 * The server keeps its own record, found by the pre-session cookie, and compares; nothing here is trusted on return.
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
}

/** The members of the signed payload. `holder` is present for the NHI card only. */
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
  /** The 10-digit code on the card or the SAM, else null. */
  readonly institution: string | null
  readonly ext: { readonly id: string; readonly version: string }
  readonly reader: ReaderKind
  readonly cnf: { readonly jkt: string }
}
