import type { AssertionAlgorithm } from './algorithms.ts'
import { type AssertionHeader, parseHeader } from './assertion-header.ts'
import type { LoginClaims } from './claims.ts'
import { parseCompactJws } from './compact-jws.ts'
import { malformed } from './malformed.ts'
import { readClaims } from './read-claims.ts'

/** An assertion as read. Nothing in it is trusted before certificate, signature and challenge were checked. */
export interface ParsedAssertion {
  readonly algorithm: AssertionAlgorithm
  /** The signing certificate as the token has it, DER, not yet parsed. */
  readonly certificate: Uint8Array
  readonly claims: LoginClaims
  /** What the signature is over, ASCII. */
  readonly signingInput: Uint8Array
  readonly signature: Uint8Array
}

/** 16 KiB holds any token with one certificate several times. */
export const assertionLimit = 16_384

/**
 * Reads the one form that we accept: three parts in strict base64url, header and payload each equal to their own RFC 8785
 * form (so no duplicate member, no second spelling), exactly the header members `alg`, `typ`, `x5c` with the leaf alone,
 * exactly the payload members of the card type. Throws ERR_LOGIN_MALFORMED with `details.field`.
 *
 * `known` is what this very header was read as before, by whoever compared all of its letters: it is not read again.
 */
export function parseAssertion(token: string, known?: AssertionHeader): ParsedAssertion {
  if (token.length > assertionLimit) throw malformed('length')
  const { header, payload, signature, signingInput } = parseCompactJws(token, known !== undefined)
  const { algorithm, certificate } = known ?? parseHeader(header)
  return { algorithm, certificate, claims: readClaims(payload), signingInput, signature }
}
