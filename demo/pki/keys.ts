import { fromBase64 } from '../../core/bytes/base64.ts'
import { toHex } from '../../core/bytes/hex.ts'
import { type Der, objectIdentifier, nullValue, readElement, readElements, sequence } from './der.ts'

/** The algorithm of our cards and their authorities: RSA-2048 with SHA-256 and PKCS#1 v1.5 padding. */
export const rsaSha256 = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const

/** That of security modules and their authorities. */
export const ecdsaSha256 = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' } as const

/** AlgorithmIdentifier of sha256WithRSAEncryption (RFC 4055 §5: the parameters are NULL). */
export const rsaSha256Identifier = (): Der => sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue())

export async function makeKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(rsaSha256, true, ['sign', 'verify'])
}

export async function makeEcKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ecdsaSha256, true, ['sign', 'verify'])
}

/**
 * Of a copy: while Node 20 exports a JWK it holds the key's lock, and a garbage collection that meanwhile takes the job away
 * by which the key was made waits for it, in the same thread, for ever.
 */
export async function exportPrivateKey(key: CryptoKey): Promise<JsonWebKey> {
  const { algorithm, usages } = key
  const copy = await crypto.subtle.importKey(
    'pkcs8',
    await crypto.subtle.exportKey('pkcs8', key),
    algorithm,
    true,
    usages,
  )
  return crypto.subtle.exportKey('jwk', copy)
}

export async function importPrivateKey(key: JsonWebKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', key, rsaSha256, false, ['sign'])
}

/** The bits of the BIT STRING subjectPublicKey: what key identifiers and OCSP's issuerKeyHash are made of. */
export function keyBits(subjectPublicKeyInfo: Uint8Array): Uint8Array<ArrayBuffer> {
  const [, bits] = readElements(readElement(subjectPublicKeyInfo, 0x30).content)
  if (bits?.tag !== 0x03) throw new RangeError('not a SubjectPublicKeyInfo')
  return Uint8Array.from(bits.content.subarray(1))
}

export async function hash(
  algorithm: 'SHA-1' | 'SHA-256',
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
}

/** RFC 5280 §4.2.1.2 method (1): SHA-1 of the key bits, lower-case hex. */
export async function keyIdentifier(subjectPublicKeyInfo: Uint8Array): Promise<string> {
  return toHex(await hash('SHA-1', keyBits(subjectPublicKeyInfo)))
}

export const der = (base64: string): Uint8Array<ArrayBuffer> => fromBase64(base64)
