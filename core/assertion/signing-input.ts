import { toBase64 } from '../bytes/base64.ts'
import { toBase64url } from '../bytes/base64url.ts'
import type { AssertionAlgorithm } from './algorithms.ts'
import { headerText } from './assertion-header.ts'
import { canonicalJson } from './canonical-json.ts'
import type { LoginClaims } from './claims.ts'

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
  const encoder = new TextEncoder()
  const encode = (json: string) => toBase64url(encoder.encode(json))
  const header = headerText(assertion.algorithm, toBase64(assertion.certificate))
  const text = `${encode(header)}.${encode(canonicalJson({ ...assertion.claims }))}`
  return { text, bytes: encoder.encode(text) }
}

/** The JWS in compact form. `signature` is PKCS#1 v1.5 for RS256, R‖S for ES256. */
export function assembleAssertion(text: string, signature: Uint8Array): string {
  return `${text}.${toBase64url(signature)}`
}
