import { decodeBase64url } from '../bytes/base64url.ts'
import { OctetSlab } from '../bytes/octet-slab.ts'
import { malformed } from './malformed.ts'

/** A JWS in compact form (RFC 7515 §7.1), decoded. Its octets share memory with others': copy what outlives the request. */
export interface CompactJws {
  /** Without octets when it was said to be known. */
  readonly header: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** What the signature is over, ASCII. */
  readonly signingInput: Uint8Array
}

const encoder = new TextEncoder()
const dot = 0x2e
const slab = new OctetSlab()

/**
 * Three parts in strict base64url: no padding, no white space, no bits that mean nothing, a signature that is not empty.
 * Throws ERR_LOGIN_MALFORMED with `details.field`: `parts`, `header`, `payload` or `signature`.
 * A header that is known is not decoded.
 */
export function parseCompactJws(token: string, headerIsKnown = false): CompactJws {
  const toDecode = headerIsKnown ? token.length - token.indexOf('.') : token.length
  // One piece of memory for the letters and what they stand for: to ask for it takes as long as to read a small part.
  const memory = slab.take(token.length + toDecode)
  const { read, written } = encoder.encodeInto(token, memory)
  // More octets than letters: something beyond ASCII.
  if (read !== token.length || written !== read) throw malformed('parts')
  const letters = memory.subarray(0, written)
  const headerEnd = letters.indexOf(dot)
  const payloadEnd = letters.indexOf(dot, headerEnd + 1)
  if (headerEnd < 0 || payloadEnd < 0 || letters.includes(dot, payloadEnd + 1)) throw malformed('parts')
  if (payloadEnd + 1 === letters.length) throw malformed('signature')
  let room = memory.subarray(written)
  const decode = (start: number, end: number, field: string) => {
    const octets = decodePart(letters.subarray(start, end), field, (part) => decodeBase64url(part, room))
    room = room.subarray(octets.length)
    return octets
  }
  return {
    header: headerIsKnown ? room.subarray(0, 0) : decode(0, headerEnd, 'header'),
    payload: decode(headerEnd + 1, payloadEnd, 'payload'),
    signature: decode(payloadEnd + 1, letters.length, 'signature'),
    signingInput: letters.subarray(0, payloadEnd),
  }
}

/** Throws ERR_LOGIN_MALFORMED for what is not in the encoding that `from` reads. */
export function decodePart(part: Uint8Array, field: string, from: (part: Uint8Array) => Uint8Array): Uint8Array {
  try {
    return from(part)
  } catch (cause) {
    if (cause instanceof RangeError) throw malformed(field, cause)
    throw cause
  }
}
