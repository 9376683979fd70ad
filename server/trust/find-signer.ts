import { keyWeakness } from '../../core/pki/algorithms.ts'
import { type Certificate, isSelfIssued } from '../../core/pki/certificate.ts'
import { SignatureChecker } from '../../core/pki/signature-checker.ts'
import { verifySignature } from '../pki/verify-signature.ts'

/** Who signed a certificate, as far as can be said here. */
export type Signer =
  | { readonly by: 'itself' }
  /** It bears its own name as issuer, and the signature is not checked: an algorithm or a key that is refused, as SHA-1. */
  | { readonly by: 'itself-unchecked' }
  | { readonly by: 'known'; readonly certificate: Certificate }
  | { readonly by: 'unknown' }
  /** Its own name as issuer, but not its own key: neither a root nor issued by anybody here. */
  | { readonly by: 'nobody' }

/** `known` are the certificates that the trust file has. */
export function findSigner(certificate: Certificate, known: readonly Certificate[]): Signer {
  const signatures = new SignatureChecker(verifySignature, known.length + 1)
  const signed = (signer: Certificate) => signatures.isSignedBy(certificate, signer, false)
  if (isSelfIssued(certificate) && signed(certificate)) return { by: 'itself' }
  const signer = known.find((other) => other.subject.matches(certificate.issuer) && signed(other))
  if (signer) return { by: 'known', certificate: signer }
  if (!isSelfIssued(certificate)) return { by: 'unknown' }
  const { signatureAlgorithm, publicKey } = certificate
  const checked = signatureAlgorithm.algorithm !== undefined && keyWeakness(publicKey) === undefined
  return { by: checked ? 'nobody' : 'itself-unchecked' }
}
