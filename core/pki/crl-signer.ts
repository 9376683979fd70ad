import type { Certificate } from './certificate.ts'
import type { CertificateList } from './crl.ts'
import { type RevocationCheck, type Unusable, unusable } from './revocation-check.ts'

/**
 * Whose key signed a list, and may (RFC 5280 §6.3.3 (f), (g)): the certificate's issuer, whose path is the one looked at;
 * the same authority with another key; or the signer of an indirect list. Those beside the path need one of their own.
 */
export function listSigner(
  list: CertificateList,
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  { signatures, certificatesOf, isGoodSigner }: RevocationCheck,
): Certificate | Unusable {
  if (!list.signatureAlgorithm.algorithm) return unusable('crl-algorithm', list.signatureAlgorithm.oid)
  let refusal = unusable('crl-bad-signature', 'not signed by who should have')
  for (const signer of candidates(list, issuer, certificatesOf)) {
    if (!signatures.isSignedBy(list, signer, true)) continue
    if (!maySignLists(signer, signer === issuer)) {
      refusal = unusable('crl-signer-not-authorised', 'keyUsage lacks cRLSign')
    } else if (signer === issuer || isGoodSigner(signer, certificate, anchor)) {
      return signer
    } else {
      refusal = unusable('crl-signer-not-valid', 'the signer’s own certificate does not hold')
    }
  }
  return refusal
}

/** Nearly always the first one has signed, so the others are looked for only after it. */
function* candidates(
  list: CertificateList,
  issuer: Certificate,
  certificatesOf: RevocationCheck['certificatesOf'],
): Generator<Certificate> {
  if (list.issuer.matches(issuer.subject)) yield issuer
  for (const other of certificatesOf(list.issuer)) if (other !== issuer) yield other
}

/** Without keyUsage an authority may do everything; anybody else was never meant to sign lists. */
function maySignLists({ extensions: { keyUsage, basicConstraints } }: Certificate, isIssuer: boolean): boolean {
  return keyUsage ? keyUsage.has('cRLSign') : isIssuer || basicConstraints?.cA === true
}
