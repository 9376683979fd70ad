/** RFC 4648 §5 without padding, strict: one text for every byte string, and the reverse. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Value by character code; 64 for every other character. */
const values = new Uint8Array(128).fill(64)
for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value

export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const group = (a << 16) | (b << 8) | c
    const letters = Math.min(bytes.length - i, 3) + 1
    for (let k = 0; k < letters; k++) text += alphabet[(group >> (18 - 6 * k)) & 63]
  }
  return text
}

/** Throws RangeError for padding, spaces, letters of the other alphabet, and unused bits that are not zero. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 === 1) throw new RangeError('not base64url: impossible length')
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let buffer = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? 64
    if (value === 64) throw new RangeError('not base64url: foreign character')
    buffer = ((buffer << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (buffer >> bits) & 0xff
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) throw new RangeError('not base64url: unused bits are not zero')
  return bytes
}
