import { toHex } from '../bytes/hex.ts'
import type { Certificate } from './certificate.ts'
import { sha1 } from './sha1.ts'

const identifiers = new WeakMap<Certificate, string>()

/**
 * RFC 5280 §4.2.1.2 (1): SHA-1 of the key's bits, hex. Computed, so that it cannot be claimed: what a certificate says of
 * its issuer's or its own key identifier is only a hint.
 */
export function keyIdentifier(certificate: Certificate): string {
  let identifier = identifiers.get(certificate)
  if (identifier === undefined) {
    identifier = toHex(sha1(certificate.publicKey.keyBits))
    identifiers.set(certificate, identifier)
  }
  return identifier
}
