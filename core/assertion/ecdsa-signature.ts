import { DerError, readDer, tags } from '../pki/der.ts'
import { readInteger } from '../pki/der-primitives.ts'

/**
 * ECDSA's DER signature (RFC 3279 §2.2.3) as R‖S (RFC 7518 §3.4): for P-256, whose numbers have 32 octets, 64 octets.
 * Strict: one DER form per signature, both numbers positive and in range of the curve's size. Throws DerError.
 */
export function ecdsaSignatureToRaw(der: Uint8Array, numberLength = 32): Uint8Array<ArrayBuffer> {
  const what = 'ecdsaSignature'
  const reader = readDer(der, what, tags.sequence).reader()
  const raw = new Uint8Array(2 * numberLength)
  for (const half of [0, 1]) {
    const octets = readInteger(reader.read(what, tags.integer), what)
    const number = octets[0] === 0 ? octets.subarray(1) : octets
    if ((octets[0] ?? 0) >= 0x80 || number.length === 0 || number.length > numberLength) {
      throw new DerError(`${what}: out of range`)
    }
    raw.set(number, numberLength * half + numberLength - number.length)
  }
  reader.finish(what)
  return raw
}
