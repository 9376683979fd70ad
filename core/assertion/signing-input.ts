import { toBase64 } from '../bytes/base64.ts'
import { toBase64url } from '../bytes/base64url.ts'
import type { AssertionAlgorithm } from './algorithms.ts'
import { type Json, canonicalJson } from './canonical-json.ts'
import type { LoginClaims } from './claims.ts'

/** The domain tag: under the signature, so that what is signed for us serves nothing else, and the reverse. */
export const assertionType = 'card-login+jwt'

/**
 * The bytes that the card signs (RFC 7515 §5.1): header and payload in canonical form, with the signing certificate.
 * `bytes` is `text` in ASCII; the card gets its SHA-256.
 */
export function signingInput(assertion: {
  algorithm: AssertionAlgorithm
  /** DER. */
  certificate: Uint8Array
  claims: LoginClaims
}): { readonly text: string; readonly bytes: Uint8Array<ArrayBuffer> } {
  const header = { alg: assertion.algorithm, typ: assertionType, x5c: [toBase64(assertion.certificate)] }
  const encoder = new TextEncoder()
  const encode = (value: Json) => toBase64url(encoder.encode(canonicalJson(value)))
  const text = `${encode(header)}.${encode({ ...assertion.claims })}`
  return { text, bytes: encoder.encode(text) }
}

/** The JWS in compact form. `signature` is PKCS#1 v1.5 for RS256, R‖S for ES256. */
export function assembleAssertion(text: string, signature: Uint8Array): string {
  return `${text}.${toBase64url(signature)}`
}
