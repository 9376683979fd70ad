import { mergeBlocks } from './hash-padding.ts'

/**
 * SHA-1 (FIPS 180-4 §6.1), only for identifiers: key identifiers (RFC 5280 §4.2.1.2) and OCSP's CertID. Never for a
 * signature. Written out because core/ has no synchronous hash from its platform.
 */
export function sha1(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const w = new Int32Array(80)
  return mergeBlocks(message, state, (block) => {
    for (let i = 0; i < 16; i++) w[i] = block.getInt32(4 * i)
    for (let i = 16; i < 80; i++) w[i] = rotate(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1)
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6]
      const next = (rotate(a, 5) + f + e + k + at(w, i)) | 0
      e = d
      d = c
      c = rotate(b, 30)
      b = a
      a = next
    }
    return [a, b, c, d, e]
  })
}

const at = (words: Int32Array, index: number): number => words[index] ?? 0
const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))
