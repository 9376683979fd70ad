import { concat } from '../bytes/concat.ts'
import { fromHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import { parseCertificate } from '../pki/certificate.ts'
import { DerError, readDer, tags } from '../pki/der.ts'
import { readInteger } from '../pki/der-primitives.ts'

/** What a card's key can do for a login assertion. */
export type SigningKey =
  { readonly algorithm: 'RS256'; readonly modulusLength: number } | { readonly algorithm: 'ES256' }

/** Octets of the moduli that cards sign with: RSA of 2048 to 4096 bits. */
const modulusLengths: ReadonlySet<number> = new Set([256, 384, 512])
const coordinateLength = 32

/** RFC 8017 §9.2 note 1: what stands before a SHA-256 digest. */
const digestInfoPrefix = fromHex('30 31 30 0D 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20')

/** The kind of key that a certificate is for; undefined when no assertion can be signed with it, or it is unreadable. */
export function signingKeyOf(certificate: Uint8Array): SigningKey | undefined {
  try {
    const { publicKey } = parseCertificate(certificate)
    if (publicKey.type === 'ec' && publicKey.curve === 'P-256') return { algorithm: 'ES256' }
    if (publicKey.type !== 'rsa' || !modulusLengths.has(publicKey.modulus.length)) return undefined
    return { algorithm: 'RS256', modulusLength: publicKey.modulus.length }
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

/** DER of the DigestInfo for a SHA-256 digest. */
export const digestInfo = (digest: Uint8Array): Uint8Array<ArrayBuffer> => concat(digestInfoPrefix, digest)

/** RFC 8017 §9.2 EMSA-PKCS1-v1_5: for cards that only apply their key. */
export function pkcs1Block(digest: Uint8Array, modulusLength: number): Uint8Array<ArrayBuffer> {
  const info = digestInfo(digest)
  return concat([0x00, 0x01], new Uint8Array(modulusLength - info.length - 3).fill(0xff), [0x00], info)
}

/**
 * A card's ECDSA signature over P-256 as R‖S (RFC 7518 §3.4): some cards give it so, others as Ecdsa-Sig-Value
 * (RFC 3279 §2.2.3). Error: ERR_CARD_MALFORMED.
 */
export function ecdsaSignature(signature: Uint8Array): Uint8Array {
  if (signature.length === 2 * coordinateLength && !isSigValue(signature)) return signature
  try {
    const value = readDer(signature, 'signature', tags.sequence).reader()
    const [r, s] = [value.read('r', tags.integer), value.read('s', tags.integer)].map((it) =>
      readInteger(it, 'signature'),
    )
    value.finish('signature')
    return concat(coordinate(r), coordinate(s))
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw malformedSignature(error)
  }
}

/** So short a DER value is one in four thousand million signatures, and R‖S that looks like one is rarer still. */
function isSigValue(signature: Uint8Array): boolean {
  return signature[0] === 0x30 && signature[1] === signature.length - 2 && signature[2] === 0x02
}

function coordinate(integer: Uint8Array | undefined): Uint8Array {
  const octets = integer?.[0] === 0 ? integer.subarray(1) : (integer ?? new Uint8Array())
  if ((integer?.[0] ?? 0) >= 0x80 || octets.length > coordinateLength) throw malformedSignature()
  return concat(new Uint8Array(coordinateLength - octets.length), octets)
}

/** A signature of `key` in the form of the assertion. Error: ERR_CARD_MALFORMED. */
export function assertionSignature(key: SigningKey, signature: Uint8Array): Uint8Array {
  if (key.algorithm === 'ES256') return ecdsaSignature(signature)
  if (signature.length !== key.modulusLength) throw malformedSignature()
  return signature
}

const malformedSignature = (cause?: unknown): CodedError =>
  new CodedError('ERR_CARD_MALFORMED', 'not a signature', { cause, details: { field: 'signature' } })
