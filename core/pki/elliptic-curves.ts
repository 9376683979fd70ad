import { toHex } from '../bytes/hex.ts'

export type CurveName = 'P-256' | 'P-384' | 'P-521'

export const curveNames: Readonly<Record<string, CurveName>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
}

/** SP 800-186 §3.2.1: y² = x³ − 3x + b over GF(p). */
const curves: Readonly<Record<CurveName, { readonly p: bigint; readonly b: bigint }>> = {
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
}

/** A point off the curve can give a signature check that anybody passes, or leak; a good key never has one. */
export function isOnCurve(curve: CurveName, point: { readonly x: Uint8Array; readonly y: Uint8Array }): boolean {
  const { p, b } = curves[curve]
  const x = BigInt(`0x${toHex(point.x)}`)
  const y = BigInt(`0x${toHex(point.y)}`)
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n
}
