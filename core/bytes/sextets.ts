/** What base64 and base64url share: four characters of six bits for three octets, by an alphabet of 64. */
export interface Alphabet {
  readonly characters: string
  /** Value by character code; 64 for every other octet. */
  readonly values: Uint8Array
}

export function alphabet(lastTwo: string): Alphabet {
  const characters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${lastTwo}`
  const values = new Uint8Array(256).fill(64)
  for (let value = 0; value < 64; value++) values[characters.charCodeAt(value)] = value
  return { characters, values }
}

/** Without padding. */
export function encodeSextets(bytes: Uint8Array, { characters }: Alphabet): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const letters = Math.min(bytes.length - i, 3) + 1
    for (let k = 0; k < letters; k++) text += characters[(group >> (18 - 6 * k)) & 63]
  }
  return text
}

/**
 * `letters` is the text in UTF-8, without padding. Throws RangeError for what is not in the alphabet, an impossible
 * length, and unused bits that are not zero.
 */
export function decodeSextets(letters: Uint8Array, { values }: Alphabet): Uint8Array<ArrayBuffer> {
  const { length } = letters
  const rest = length % 4
  if (rest === 1) throw new RangeError('base64: impossible length')
  const bytes = new Uint8Array((length * 3) >> 2)
  const value = (index: number): number => values[letters[index] ?? 0] ?? 64
  let seen = 0
  let at = 0
  let i = 0
  for (; i + 3 < length; i += 4) {
    const a = value(i)
    const b = value(i + 1)
    const c = value(i + 2)
    const d = value(i + 3)
    // One look at all of them at the end is cheaper than one each.
    seen |= a | b | c | d
    bytes[at++] = (a << 2) | (b >> 4)
    bytes[at++] = (b << 4) | (c >> 2)
    bytes[at++] = (c << 6) | d
  }
  if (rest > 0) {
    const a = value(i)
    const b = value(i + 1)
    const c = rest === 3 ? value(i + 2) : 0
    seen |= a | b | c
    bytes[at++] = (a << 2) | (b >> 4)
    if (rest === 3) bytes[at++] = (b << 4) | (c >> 2)
    if ((rest === 3 ? c & 3 : b & 15) !== 0) throw new RangeError('base64: unused bits are not zero')
  }
  if (seen >= 64) throw new RangeError('base64: foreign character')
  return bytes
}
