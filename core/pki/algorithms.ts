import { type DerValue, tags } from './der.ts'
import { readOid } from './der-primitives.ts'
import { isOnCurve } from './elliptic-curves.ts'
import type { EcPublicKey, PublicKey, RsaPublicKey } from './public-key.ts'
import { type SignatureScheme, ecdsa, rsaPkcs1 } from './signature-schemes.ts'

/** What may sign a certificate, a list or an OCSP answer. What is not here is refused: SHA-1, MD5, DSA, PSS, Edwards curves. */
const allowed: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.11': rsaPkcs1('SHA-256'),
  '1.2.840.113549.1.1.12': rsaPkcs1('SHA-384'),
  '1.2.840.113549.1.1.13': rsaPkcs1('SHA-512'),
  '1.2.840.10045.4.3.2': ecdsa('SHA-256', 'der'),
  '1.2.840.10045.4.3.3': ecdsa('SHA-384', 'der'),
  '1.2.840.10045.4.3.4': ecdsa('SHA-512', 'der'),
}

/** An AlgorithmIdentifier of a signature. `algorithm` is undefined when it is not one that we accept. */
export interface SignatureAlgorithmIdentifier {
  readonly oid: string
  readonly algorithm: SignatureScheme | undefined
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

/**
 * Checks one signature over `message`. Must answer false, not throw, for a signature of the wrong form and for a key that is
 * not for this scheme. Synchronous.
 */
export type VerifySignature = (
  scheme: SignatureScheme,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean

/** Why a certificate's key may not be used, in words for the log; undefined when it may. */
export function keyWeakness(key: PublicKey): string | undefined {
  switch (key.type) {
    case 'rsa':
      return rsaWeakness(key)
    case 'rsa-pss':
      return 'RSA for PSS alone'
    case 'ec':
      return hasGoodPoint(key) ? undefined : `${key.curve} with a bad point`
    case 'unsupported':
      return `key algorithm ${key.algorithm}`
    default:
      return key satisfies never
  }
}

/** The one weakness that takes long to look for. */
const goodPoints = new WeakMap<EcPublicKey, boolean>()

function hasGoodPoint(key: EcPublicKey): boolean {
  let isGood = goodPoints.get(key)
  if (isGood === undefined) {
    isGood = key.point !== undefined && isOnCurve(key.curve, key.point)
    goodPoints.set(key, isGood)
  }
  return isGood
}

function rsaWeakness({ modulus, modulusBits, exponent }: RsaPublicKey): string | undefined {
  if (modulusBits < 2048 || modulusBits > 8192) return `RSA-${modulusBits}`
  if (((modulus.at(-1) ?? 0) & 1) === 0) return 'RSA with an even modulus'
  if (((exponent.at(-1) ?? 0) & 1) === 0 || (exponent.length === 1 && exponent[0] === 1))
    return 'RSA with a bad exponent'
  // Beyond 64 bits a public exponent only makes the check slow for whoever checks.
  return exponent.length > 8 ? 'RSA with an oversized exponent' : undefined
}
