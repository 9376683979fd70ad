import { type KeyObject, createPublicKey, verify } from 'node:crypto'
import type { SignatureAlgorithm } from '../../core/pki/algorithms.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'

const hashNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const
const keys = new WeakMap<PublicKey, KeyObject | null>()

/**
 * core/pki's VerifySignature over node:crypto: RSA PKCS#1 v1.5, and ECDSA with DER signatures as certificates have them.
 * False for anything that OpenSSL does not take as key or signature.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifyWith(algorithm, key, message, signature, 'der')
}

/** The same, with the choice of ECDSA form: JWS has R and S side by side (`ieee-p1363`). */
export function verifyWith(
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  dsaEncoding: 'der' | 'ieee-p1363',
): boolean {
  if (algorithm.key !== key.type) return false
  const imported = keyObject(key)
  if (!imported) return false
  try {
    return verify(hashNames[algorithm.hash], message, { key: imported, dsaEncoding }, signature)
  } catch {
    return false
  }
}

function keyObject(key: PublicKey): KeyObject | null {
  let imported = keys.get(key)
  if (imported === undefined) {
    imported = importKey(key)
    keys.set(key, imported)
  }
  return imported
}

/** By PKCS#1 and JWK, not SPKI: for RSA 3 µs instead of 92 µs, for EC half (measured, Node 20 with OpenSSL 3.0). */
function importKey(key: PublicKey): KeyObject | null {
  try {
    if (key.type === 'rsa') {
      return createPublicKey({ key: Buffer.from(key.keyBits), format: 'der', type: 'pkcs1' })
    }
    if (key.type !== 'ec' || !key.point) return null
    const coordinate = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')
    const jwk = { kty: 'EC', crv: key.curve, x: coordinate(key.point.x), y: coordinate(key.point.y) }
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}
