import type { CertificateList } from '../../core/pki/crl.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { clockSkew } from '../../core/pki/revocation-check.ts'
import { compareListVersions } from './list-version.ts'
import type { ReadList } from './read-list.ts'

/**
 * Why a fetched list must not replace the held one of its address. A list in use was checked here once, so that a sign-in
 * need not; a complete one that is stale is still taken when it is newer than the held one, and then refuses cards as stale.
 */
export function listRefusal(
  { list, isSigned }: Pick<ReadList, 'list' | 'isSigned'>,
  held: CertificateList | undefined,
  now: Date,
): PathRefusal | undefined {
  const isDelta = list.baseCrlNumber !== undefined
  if (list.issuingDistributionPoint?.indirectCRL) return new PathRefusal('crl-indirect', 'an indirect list')
  const [critical] = list.unknownCritical
  if (critical !== undefined) return new PathRefusal('crl-critical-extension', critical)
  if (list.nextUpdate === undefined) return new PathRefusal('crl-without-next-update', 'a list that never ages')
  if (list.thisUpdate > now.getTime() + clockSkew) return new PathRefusal('crl-not-yet-valid', 'a list of the future')
  if (isDelta && list.nextUpdate < now.getTime() - clockSkew) {
    return new PathRefusal('crl-stale', 'a delta list that says nothing any more')
  }
  if (!isSigned) return new PathRefusal('crl-bad-signature', 'not signed by the authority of this address')
  // The last checks: only a genuine list can be an old one played again, or another one of the same authority.
  if (held && isDelta && held.baseCrlNumber === undefined) {
    return new PathRefusal('crl-delta', 'a delta list at the address of a complete one')
  }
  if (held && compareListVersions(list, held) < 0) return new PathRefusal('crl-rollback', 'older than the list in use')
  return undefined
}
