import type { Certificate } from './certificate.ts'
import { context, tags } from './der.ts'
import { der, derOid } from './der-writer.ts'
import { encodeCertId } from './ocsp-certid.ts'
import { extensionOids, type hashOids } from './oids.ts'

/**
 * An unsigned OCSPRequest for one certificate (RFC 6960 §4.1), to be sent as application/ocsp-request.
 * `nonce`: 16 to 32 random octets (RFC 9654), for responders that answer with it. SHA-1 in the CertID is what all
 * responders know (RFC 5019 §2.1.1); it names a certificate and protects nothing.
 */
export function encodeOcspRequest(request: {
  certificate: Certificate
  issuer: Certificate
  hash?: keyof typeof hashOids
  nonce?: Uint8Array
}): Uint8Array<ArrayBuffer> {
  const { certificate, issuer, hash = 'sha1', nonce } = request
  const requests = der(tags.sequence, der(tags.sequence, encodeCertId(certificate, issuer, hash)))
  const extensions = nonce
    ? [
        der(
          context(2, true),
          der(
            tags.sequence,
            der(tags.sequence, derOid(extensionOids.ocspNonce), der(tags.octetString, der(tags.octetString, nonce))),
          ),
        ),
      ]
    : []
  return der(tags.sequence, der(tags.sequence, requests, ...extensions))
}
