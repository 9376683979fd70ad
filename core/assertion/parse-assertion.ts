import type { AssertionAlgorithm } from './algorithms.ts'
import { parseHeader } from './assertion-header.ts'
import type { LoginClaims } from './claims.ts'
import { parseCompactJws } from './compact-jws.ts'
import { malformed } from './malformed.ts'
import { parseClaims } from './parse-claims.ts'
import { readCanonicalJson } from './read-canonical-json.ts'

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
 */
export function parseAssertion(token: string): ParsedAssertion {
  if (token.length > assertionLimit) throw malformed('length')
  const { header, payload, signature, signingInput } = parseCompactJws(token)
  const { algorithm, certificate } = parseHeader(header)
  const claims = parseClaims(readCanonicalJson(payload, 'payload'))
  return { algorithm, certificate, claims, signingInput, signature }
}
