const octets = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'))

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += octets[bytes[i] ?? 0]
  return text
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
