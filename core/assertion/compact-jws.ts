import { fromBase64url } from '../bytes/base64url.ts'
import { malformed } from './malformed.ts'

/** A JWS in compact form (RFC 7515 §7.1), decoded. */
export interface CompactJws {
  readonly header: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** What the signature is over, ASCII. */
  readonly signingInput: Uint8Array
}

/**
 * Three parts in strict base64url: no padding, no white space, no bits that mean nothing, a signature that is not empty.
 * Throws ERR_LOGIN_MALFORMED with `details.field`: `parts`, `header`, `payload` or `signature`.
 */
export function parseCompactJws(token: string): CompactJws {
  const [header, payload, signature, more] = token.split('.', 4)
  if (header === undefined || payload === undefined || signature === undefined || more !== undefined) {
    throw malformed('parts')
  }
  if (signature === '') throw malformed('signature')
  return {
    header: decodePart(header, 'header', fromBase64url),
    payload: decodePart(payload, 'payload', fromBase64url),
    signature: decodePart(signature, 'signature', fromBase64url),
    signingInput: new TextEncoder().encode(token.slice(0, token.lastIndexOf('.'))),
  }
}

/** Throws ERR_LOGIN_MALFORMED for what is not in the encoding that `from` reads. */
export function decodePart(text: string, field: string, from: (text: string) => Uint8Array): Uint8Array {
  try {
    return from(text)
  } catch (cause) {
    if (cause instanceof RangeError) throw malformed(field, cause)
    throw cause
  }
}
