import { decodeSextets, encodeSextets } from './sextets.ts'

/** RFC 4648 §4 with padding, as x5c (RFC 7515 §4.1.6) wants it; strict like base64url. */
const encoder = new TextEncoder()
const equalsSign = 0x3d

export function toBase64(bytes: Uint8Array): string {
  const text = encodeSextets(bytes, 'base64')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Throws RangeError for missing padding and everything that base64url refuses. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => decodeBase64(encoder.encode(text))

/** The same from the text's octets. */
export function decodeBase64(letters: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = letters
  if (length % 4 !== 0) throw new RangeError('base64: impossible length')
  const padding = letters[length - 1] !== equalsSign ? 0 : letters[length - 2] !== equalsSign ? 1 : 2
  return decodeSextets(letters.subarray(0, length - padding), 'base64')
}
