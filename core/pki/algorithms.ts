import { type DerValue, tags } from './der.ts'
import { readOid } from './der-primitives.ts'
import { isOnCurve } from './elliptic-curves.ts'
import type { PublicKey } from './public-key.ts'

/** A signature algorithm that we accept. */
export interface SignatureAlgorithm {
  readonly key: 'rsa' | 'ec'
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512'
}

/** RSA is PKCS#1 v1.5. What is not in this table is refused: SHA-1, MD5, DSA, PSS, Edwards curves. */
const allowed: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'SHA-512' },
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'SHA-512' },
}

/** An AlgorithmIdentifier of a signature. `algorithm` is undefined when it is not one that we accept. */
export interface SignatureAlgorithmIdentifier {
  readonly oid: string
  readonly algorithm: SignatureAlgorithm | undefined
}

export function parseSignatureAlgorithm(value: DerValue): SignatureAlgorithmIdentifier {
  const what = 'signatureAlgorithm'
  const reader = value.reader()
  const oid = readOid(reader.read(what, tags.oid), what)
  const parameters = reader.done ? undefined : reader.read(what)
  reader.finish(what)
  const algorithm = Object.hasOwn(allowed, oid) ? allowed[oid] : undefined
  // RFC 4055 §5: NULL, and absent must be understood too. RFC 5758 §3.2: absent.
  const fits =
    parameters === undefined || (algorithm?.key === 'rsa' && parameters.tag === tags.null && parameters.isEmpty)
  return { oid, algorithm: fits ? algorithm : undefined }
}

/** Checks one signature over `message`. Must answer false, not throw, for a signature of the wrong form. Synchronous. */
export type VerifySignature = (
  algorithm: SignatureAlgorithm,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean

/** What is wrong with a key, in words for the log; undefined when it may be used. */
export function keyWeakness(key: PublicKey): string | undefined {
  if (!weaknesses.has(key)) weaknesses.set(key, findWeakness(key))
  return weaknesses.get(key)
}

const weaknesses = new WeakMap<PublicKey, string | undefined>()

function findWeakness(key: PublicKey): string | undefined {
  switch (key.type) {
    case 'rsa': {
      if (key.modulusBits < 2048 || key.modulusBits > 8192) return `RSA-${key.modulusBits}`
      if (((key.modulus.at(-1) ?? 0) & 1) === 0) return 'RSA with an even modulus'
      if (((key.exponent.at(-1) ?? 0) & 1) === 0 || (key.exponent.length === 1 && key.exponent[0] === 1))
        return 'RSA with a bad exponent'
      // Beyond 64 bits a public exponent only makes the check slow for whoever checks.
      return key.exponent.length > 8 ? 'RSA with an oversized exponent' : undefined
    }
    case 'ec':
      return key.point && isOnCurve(key.curve, key.point) ? undefined : `${key.curve} with a bad point`
    case 'unsupported':
      return `key algorithm ${key.algorithm}`
    default:
      return key satisfies never
  }
}
