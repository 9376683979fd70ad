import type { VerifySignature } from '../../core/pki/algorithms.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import type { CertificateList } from '../../core/pki/crl.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { clockSkew } from '../../core/pki/revocation-check.ts'
import { SignatureChecker } from '../../core/pki/signature-checker.ts'

/**
 * Why a fetched list must not replace the held one. A list in use was checked here once, so that a sign-in need not; one
 * that is stale is still taken when it is newer than the held one, and then refuses cards as stale.
 */
export function listRefusal(options: {
  readonly list: CertificateList
  readonly held: CertificateList | undefined
  readonly signers: readonly Certificate[]
  readonly now: Date
  readonly verifySignature: VerifySignature
}): PathRefusal | undefined {
  const { list, held, signers, now, verifySignature } = options
  if (list.isDelta) return new PathRefusal('crl-delta', 'a delta list is no complete list')
  if (list.issuingDistributionPoint?.indirectCRL) return new PathRefusal('crl-indirect', 'an indirect list')
  const [critical] = list.unknownCritical
  if (critical !== undefined) return new PathRefusal('crl-critical-extension', critical)
  if (list.nextUpdate === undefined) return new PathRefusal('crl-without-next-update', 'a list that never ages')
  if (list.thisUpdate > now.getTime() + clockSkew) return new PathRefusal('crl-not-yet-valid', 'a list of the future')
  const signatures = new SignatureChecker(verifySignature, signers.length)
  const own = signers.filter(({ subject }) => subject.matches(list.issuer))
  if (!own.some((signer) => signatures.isSignedBy(list, signer, true))) {
    return new PathRefusal('crl-bad-signature', 'not signed by the authority of this address')
  }
  // The last check: only a genuine list can be an old one played again.
  if (held && isOlder(list, held)) return new PathRefusal('crl-rollback', 'older than the list in use')
  return undefined
}

function isOlder(list: CertificateList, held: CertificateList): boolean {
  if (list.thisUpdate !== held.thisUpdate) return list.thisUpdate < held.thisUpdate
  return crlNumber(list) < crlNumber(held)
}

const crlNumber = ({ crlNumber: hex }: CertificateList): bigint => BigInt(`0x${hex ?? '0'}`)
