import { mergeBlocks } from './hash-padding.ts'

/** FIPS 180-4 §4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const constants = fractions(64, Math.cbrt)
/** §5.3.3: the same of the square roots of the first eight. */
const initial = fractions(8, Math.sqrt)

/** SHA-256 (FIPS 180-4 §6.2) for fingerprints and OCSP's CertID. Written out because core/ has no synchronous hash. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = [...initial]
  const w = new Int32Array(64)
  return mergeBlocks(message, state, (block) => {
    for (let i = 0; i < 16; i++) w[i] = block.getInt32(4 * i)
    for (let i = 16; i < 64; i++) {
      const x = at(w, i - 15)
      const y = at(w, i - 2)
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
      w[i] = (at(w, i - 16) + s0 + at(w, i - 7) + s1) | 0
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + at(w, i)) | 0
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    return [a, b, c, d, e, f, g, h]
  })
}

const at = (words: Int32Array, index: number): number => words[index] ?? 0
const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

/** A double's 53 bits hold the root's integer part (at most 5 bits) and the 32 that are wanted. */
function fractions(count: number, root: (prime: number) => number): number[] {
  const words: number[] = []
  for (let candidate = 2; words.length < count; candidate++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) isPrime = false
    if (isPrime) words.push(((root(candidate) % 1) * 2 ** 32) | 0)
  }
  return words
}
