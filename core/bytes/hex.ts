const digits = new TextEncoder().encode('0123456789abcdef')
const decoder = new TextDecoder()

export function toHex(bytes: Uint8Array): string {
  // Put together from pieces, a text keeps all of them in memory.
  const letters = new Uint8Array(2 * bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] ?? 0
    letters[2 * i] = digits[octet >> 4] ?? 0
    letters[2 * i + 1] = digits[octet & 15] ?? 0
  }
  return decoder.decode(letters)
}

/** Reads hex digits; spaces between bytes are allowed. Throws RangeError for anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const digits = /\s/.test(text) ? text.replaceAll(/\s+/g, '') : text
  if (digits.length % 2 !== 0) throw new RangeError('not hex')
  const bytes = new Uint8Array(digits.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (valueOf(digits.charCodeAt(2 * i)) << 4) | valueOf(digits.charCodeAt(2 * i + 1))
  }
  return bytes
}

function valueOf(digit: number): number {
  if (digit >= 0x30 && digit <= 0x39) return digit - 0x30
  const letter = digit | 0x20
  if (letter >= 0x61 && letter <= 0x66) return letter - 0x57
  throw new RangeError('not hex')
}
