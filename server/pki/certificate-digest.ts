import { hash } from 'node:crypto'
import type { Certificate } from '../../core/pki/certificate.ts'

/** SHA-256, base64: tells certificates apart by all of their octets. 0.8 µs, since OpenSSL computes it. */
export const derDigest = (der: Uint8Array): string => hash('sha256', der, 'base64')

const digests = new WeakMap<Certificate, string>()

export function certificateDigest(certificate: Certificate): string {
  let digest = digests.get(certificate)
  if (digest === undefined) digests.set(certificate, (digest = derDigest(certificate.der)))
  return digest
}
