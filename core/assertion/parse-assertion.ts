import { fromBase64 } from '../bytes/base64.ts'
import { type AssertionAlgorithm, isAssertionAlgorithm } from './algorithms.ts'
import { type Json, canonicalJson, isJsonObject } from './canonical-json.ts'
import type { LoginClaims } from './claims.ts'
import { decodePart, parseCompactJws } from './compact-jws.ts'
import { malformed } from './malformed.ts'
import { parseClaims } from './parse-claims.ts'
import { assertionType } from './signing-input.ts'

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
  const { algorithm, certificate } = parseHeader(canonicalValue(header, 'header'))
  const claims = parseClaims(canonicalValue(payload, 'payload'))
  return { algorithm, certificate, claims, signingInput, signature }
}

function parseHeader(header: Json) {
  if (!isJsonObject(header)) throw malformed('header')
  const { alg, typ, x5c, ...others } = header
  if (Object.keys(others).length > 0) throw malformed('header')
  if (!isAssertionAlgorithm(alg)) throw malformed('alg')
  if (typ !== assertionType) throw malformed('typ')
  if (!Array.isArray(x5c) || x5c.length !== 1 || typeof x5c[0] !== 'string') throw malformed('x5c')
  const certificate = decodePart(x5c[0], 'x5c', fromBase64)
  if (certificate.length === 0) throw malformed('x5c')
  return { algorithm: alg, certificate }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The JSON value of a part, which must be spelled in its canonical form. */
function canonicalValue(part: Uint8Array, field: string): Json {
  try {
    const text = utf8.decode(part)
    const value: Json = JSON.parse(text)
    if (canonicalJson(value) === text) return value
  } catch (cause) {
    throw malformed(field, cause)
  }
  throw malformed(field)
}
