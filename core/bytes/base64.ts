import { alphabet, decodeSextets, encodeSextets } from './sextets.ts'

/** RFC 4648 §4 with padding, as x5c (RFC 7515 §4.1.6) wants it; strict like base64url. */
const base64 = alphabet('+/')
const encoder = new TextEncoder()

export function toBase64(bytes: Uint8Array): string {
  const text = encodeSextets(bytes, base64)
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Throws RangeError for missing padding and everything that base64url refuses. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new RangeError('base64: impossible length')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return decodeSextets(encoder.encode(text).subarray(0, text.length - padding), base64)
}
