import { fromBase64url, toBase64url } from '../bytes/base64url.ts'
import { canonicalJson } from './canonical-json.ts'
import type { LoginClaims } from './claims.ts'
import { malformed } from './malformed.ts'
import { readClaims } from './read-claims.ts'

/** Unsecured, and said so (RFC 7515, A.5): nothing on an NHI card can sign. */
const header = toBase64url(new TextEncoder().encode('{"alg":"none"}'))

/**
 * What an extension answers where an NHI card is only shown: who holds it is read from the card and claimed, and nothing proves
 * it. Whoever takes it asks for more: a password, or the verification service.
 */
export const showCard = (claims: LoginClaims): string =>
  `${header}.${toBase64url(new TextEncoder().encode(canonicalJson({ ...claims })))}.`

/** Throws ERR_LOGIN_MALFORMED with `details.field`. */
export function readShownCard(text: string): LoginClaims & { readonly holder: { readonly idNumber: string } } {
  const [first, payload = '', signature, ...more] = text.split('.')
  if (first !== header || signature !== '' || more.length > 0) throw malformed('header')
  const claims = readClaims(bytesOf(payload))
  if (claims.purpose !== 'identify' || !claims.holder) throw malformed('purpose')
  return { ...claims, holder: claims.holder }
}

function bytesOf(payload: string): Uint8Array {
  try {
    return fromBase64url(payload)
  } catch {
    throw malformed('payload')
  }
}
