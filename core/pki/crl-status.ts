import type { Certificate } from './certificate.ts'
import type { CertificateList } from './crl.ts'
import { scopeRefusal } from './crl-scope.ts'
import { type RevocationCheck, type SourceAnswer, clockSkew, unusable } from './revocation-check.ts'

/** What a list of the certificate's issuer (same name) says of it (RFC 5280 §6.3.3). */
export function crlStatus(
  list: CertificateList,
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  check: RevocationCheck,
): SourceAnswer {
  const refusal = scopeRefusal(list, certificate)
  if (refusal) return { status: 'unusable', refusal }
  const [critical] = list.unknownCritical
  if (critical !== undefined) return unusable('crl-critical-extension', critical)
  if (list.nextUpdate === undefined) return unusable('crl-without-next-update', 'a list that never ages')
  if (list.thisUpdate > check.time + clockSkew) return unusable('crl-not-yet-valid', 'a list of the future')
  if (list.nextUpdate < check.time - clockSkew) return unusable('crl-stale', 'a newer list should be there')
  const unsigned = signerRefusal(list, issuer, anchor, check)
  if (unsigned) return unsigned
  const entry = list.find(certificate.serialNumber)
  return entry ? { status: 'revoked', entry } : { status: 'good', validUntil: list.nextUpdate }
}

/** Undefined when the list was signed by a key that may: the issuer's, or another of the same authority and anchor. */
function signerRefusal(
  list: CertificateList,
  issuer: Certificate,
  anchor: Certificate,
  { signatures, otherSigners }: RevocationCheck,
): SourceAnswer | undefined {
  if (!list.signatureAlgorithm.algorithm) return unusable('crl-algorithm', list.signatureAlgorithm.oid)
  if (mayNotSign(issuer)) {
    if (signatures.isSignedBy(list, issuer, false))
      return unusable('crl-signer-not-authorised', 'keyUsage lacks cRLSign')
  } else if (signatures.isSignedBy(list, issuer, true)) {
    return undefined
  }
  for (const signer of otherSigners(issuer, anchor)) {
    if (!mayNotSign(signer) && signatures.isSignedBy(list, signer, true)) return undefined
  }
  return unusable('crl-bad-signature', 'not signed by the issuer')
}

const mayNotSign = ({ extensions: { keyUsage } }: Certificate): boolean =>
  keyUsage !== undefined && !keyUsage.has('cRLSign')
