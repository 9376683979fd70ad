/** What base64 and base64url share: four characters of six bits for three octets, by an alphabet of 64. */
export interface Alphabet {
  readonly characters: string
  /** By character code: the value as it stands in each of the four places of a group; `foreign` for other octets. */
  readonly places: readonly [Int32Array, Int32Array, Int32Array, Int32Array]
}

/** A bit that no group of four good characters has. */
const foreign = 1 << 24

export function alphabet(lastTwo: string): Alphabet {
  const characters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${lastTwo}`
  const place = (shift: number) => {
    const values = new Int32Array(256).fill(foreign)
    for (let value = 0; value < 64; value++) values[characters.charCodeAt(value)] = value << shift
    return values
  }
  return { characters, places: [place(18), place(12), place(6), place(0)] }
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
 * `letters` is the text in UTF-8, without padding; `room`, when given, takes the octets, and the answer is a view of it.
 * Throws RangeError for what is not in the alphabet, an impossible length, and unused bits that are not zero.
 */
export function decodeSextets(
  letters: Uint8Array,
  { places: [first, second, third, fourth] }: Alphabet,
  room?: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const { length } = letters
  const size = (length * 3) >> 2
  const bytes = room?.subarray(0, size) ?? new Uint8Array(size)
  let seen = 0
  let at = 0
  for (let i = 0; i + 3 < length; i += 4) {
    const group =
      (first[letters[i] ?? 0] ?? 0) |
      (second[letters[i + 1] ?? 0] ?? 0) |
      (third[letters[i + 2] ?? 0] ?? 0) |
      (fourth[letters[i + 3] ?? 0] ?? 0)
    // One look at all of them at the end is cheaper than one at each.
    seen |= group
    bytes[at] = group >> 16
    bytes[at + 1] = group >> 8
    bytes[at + 2] = group
    at += 3
  }
  const rest = length % 4
  if (rest === 1) throw new RangeError('base64: impossible length')
  if (rest > 0) {
    const [a = 0, b = 0, c = 0] = letters.subarray(length - rest)
    const group = (first[a] ?? 0) | (second[b] ?? 0) | (rest === 3 ? (third[c] ?? 0) : 0)
    seen |= group
    bytes[at] = group >> 16
    if (rest === 3) bytes[at + 1] = group >> 8
    if ((rest === 3 ? group & 0xff : group & 0xffff) !== 0) throw new RangeError('base64: unused bits are not zero')
  }
  if ((seen & foreign) !== 0) throw new RangeError('base64: foreign character')
  return bytes
}
