/** What base64 and base64url share: four characters of six bits for three octets. They differ in two characters. */
const common = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const lastTwo = { base64: '+/', base64url: '-_' } as const
export type Alphabet = keyof typeof lastTwo

/** Bits beyond a group's 24, of characters that are in neither alphabet, or in one alone. */
const foreign = 1 << 24
const only = { base64: 1 << 25, base64url: 1 << 26 } as const
const refused = { base64: foreign | only.base64url, base64url: foreign | only.base64 } as const

/**
 * By character code: the value as it stands in one of the four places of a group, with the bits above. One table serves
 * both alphabets.
 */
function placeTable(shift: number): Int32Array {
  const table = new Int32Array(256).fill(foreign)
  for (let value = 0; value < 62; value++) table[common.charCodeAt(value)] = value << shift
  for (const name of ['base64', 'base64url'] as const) {
    for (const at of [0, 1]) table[lastTwo[name].charCodeAt(at)] = ((62 + at) << shift) | only[name]
  }
  return table
}
/** Without padding. */
export function encodeSextets(bytes: Uint8Array, alphabet: Alphabet): string {
  const characters = common + lastTwo[alphabet]
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
export const decodeSextets = makeDecoder()

/** Once. In here the tables are constants to the compiler, which a bundler's module does not have: half the time. */
function makeDecoder() {
  const first = placeTable(18)
  const second = placeTable(12)
  const third = placeTable(6)
  const fourth = placeTable(0)
  return (letters: Uint8Array, alphabet: Alphabet, room?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const { length } = letters
    const size = (length * 3) >> 2
    const bytes = room?.subarray(0, size) ?? new Uint8Array(size)
    const rest = length % 4
    let seen = 0
    let at = 0
    for (let i = 0; i < length - rest; i += 4) {
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
    if (rest === 1) throw new RangeError('base64: impossible length')
    if (rest > 0) {
      const end = length - rest
      const group =
        (first[letters[end] ?? 0] ?? 0) |
        (second[letters[end + 1] ?? 0] ?? 0) |
        (rest === 3 ? (third[letters[end + 2] ?? 0] ?? 0) : 0)
      seen |= group
      bytes[at] = group >> 16
      if (rest === 3) bytes[at + 1] = group >> 8
      if ((group & (rest === 3 ? 0xff : 0xffff)) !== 0) throw new RangeError('base64: unused bits are not zero')
    }
    if ((seen & refused[alphabet]) !== 0) throw new RangeError('base64: foreign character')
    return bytes
  }
}
