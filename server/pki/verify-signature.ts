import { type KeyObject, createPublicKey, verify } from 'node:crypto'
import { isKeyFor } from '../../core/pki/is-key-for.ts'
import { pssPublicKeyInfo } from '../../core/pki/pss-parameters.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import type { SignatureScheme } from '../../core/pki/signature-schemes.ts'

const hashNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

/**
 * core/pki's VerifySignature over node:crypto, for every scheme that there is. False for anything that OpenSSL does not take
 * as key or signature. Which schemes are allowed is for whoever asks.
 */
export function verifySignature(
  scheme: SignatureScheme,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isKeyFor(scheme, key)) return false
  try {
    const imported = importFor(scheme, key)
    return imported !== null && verify(hashNames[scheme.hash], message, imported, signature)
  } catch {
    return false
  }
}

/** What `verify` takes: the key, and of the scheme what the key does not say. */
function importFor(scheme: SignatureScheme, key: PublicKey) {
  switch (scheme.name) {
    case 'RSASSA-PKCS1-v1_5':
      return keyObject(key)
    case 'RSASSA-PSS': {
      // A key bound to the scheme's parameters, since there is no other way to tell node:crypto the hash of the mask.
      const spki = Buffer.from(pssPublicKeyInfo(scheme, key.keyBits))
      const bound = createPublicKey({ key: spki, format: 'der', type: 'spki' })
      return { key: bound, saltLength: scheme.saltLength }
    }
    case 'ECDSA': {
      const imported = keyObject(key)
      return imported && { key: imported, dsaEncoding: scheme.encoding }
    }
    default:
      return scheme satisfies never
  }
}

const keys = new WeakMap<PublicKey, KeyObject | null>()

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
