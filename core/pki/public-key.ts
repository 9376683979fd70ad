import { DerError, DerReader, type DerValue, tags } from './der.ts'
import { readInteger, readOctetAlignedBits, readOid } from './der-primitives.ts'
import { type CurveName, curveNames } from './elliptic-curves.ts'
import { keyOids } from './oids.ts'
import { parsePssParameters } from './pss-parameters.ts'
import type { PssParameters } from './signature-schemes.ts'

/** A SubjectPublicKeyInfo. Whether the key may be used is decided in algorithms.ts; `unsupported` never may. */
export type PublicKey = RsaPublicKey | RsaPssPublicKey | EcPublicKey | UnsupportedPublicKey

interface KeyBits {
  /** The whole SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** What key identifiers are made of (RFC 5280 §4.2.1.2): the BIT STRING without its first octet. For RSA this is PKCS#1. */
  readonly keyBits: Uint8Array
}

interface RsaNumbers {
  /** Unsigned big-endian, without leading zero. */
  readonly modulus: Uint8Array
  readonly exponent: Uint8Array
  readonly modulusBits: number
}

export interface RsaPublicKey extends KeyBits, RsaNumbers {
  readonly type: 'rsa'
}

/** id-RSASSA-PSS: a key for PSS alone; `parameters` undefined binds it no further (RFC 4055 §3.3). */
export interface RsaPssPublicKey extends KeyBits, RsaNumbers {
  readonly type: 'rsa-pss'
  readonly parameters: PssParameters | undefined
}

export interface EcPublicKey extends KeyBits {
  readonly type: 'ec'
  readonly curve: CurveName
  /** Coordinates of an uncompressed point; undefined for any other form. */
  readonly point: { readonly x: Uint8Array; readonly y: Uint8Array } | undefined
}

export interface UnsupportedPublicKey extends KeyBits {
  readonly type: 'unsupported'
  readonly algorithm: string
}

const what = 'subjectPublicKeyInfo'

export function parsePublicKey(value: DerValue): PublicKey {
  const spki = value.reader()
  const algorithm = spki.read(what, tags.sequence).reader()
  const oid = readOid(algorithm.read(what, tags.oid), what)
  const parameters = algorithm.done ? undefined : algorithm.read(what)
  algorithm.finish(what)
  const keyBits = readOctetAlignedBits(spki.read(what, tags.bitString), what)
  spki.finish(what)
  const bits = { spki: value.der, keyBits }
  const unsupported: PublicKey = { type: 'unsupported', algorithm: oid, ...bits }

  if (oid === keyOids.rsaEncryption && parameters?.tag === tags.null && parameters.isEmpty) {
    return { type: 'rsa', ...parseRsa(keyBits), ...bits }
  }
  if (oid === keyOids.rsassaPss) {
    const bound = parameters && parsePssParameters(parameters)
    return parameters && !bound ? unsupported : { type: 'rsa-pss', parameters: bound, ...parseRsa(keyBits), ...bits }
  }
  if (oid === keyOids.ecPublicKey && parameters?.tag === tags.oid) {
    const curve = curveNames[readOid(parameters, what)]
    return curve ? { type: 'ec', curve, point: readPoint(keyBits, curve), ...bits } : unsupported
  }
  return unsupported
}

/** PKCS#1 RSAPublicKey (RFC 8017 A.1.1). */
function parseRsa(keyBits: Uint8Array): RsaNumbers {
  const outer = new DerReader(keyBits)
  const key = outer.read(what, tags.sequence).reader()
  outer.finish(what)
  const modulus = unsigned(readInteger(key.read(what, tags.integer), what))
  const exponent = unsigned(readInteger(key.read(what, tags.integer), what))
  key.finish(what)
  return { modulus, exponent, modulusBits: modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24 }
}

function unsigned(integer: Uint8Array): Uint8Array {
  if ((integer[0] ?? 0) >= 0x80) throw new DerError(`${what}: negative number in a key`)
  return integer[0] === 0 ? integer.subarray(1) : integer
}

const coordinateLength: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }

/** SEC 1 §2.3.3, uncompressed form only. */
function readPoint(keyBits: Uint8Array, curve: CurveName): EcPublicKey['point'] {
  const length = coordinateLength[curve]
  if (keyBits[0] !== 4 || keyBits.length !== 1 + 2 * length) return undefined
  return { x: keyBits.subarray(1, 1 + length), y: keyBits.subarray(1 + length) }
}
