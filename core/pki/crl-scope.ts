import type { Certificate } from './certificate.ts'
import type { CertificateList } from './crl.ts'
import type { DistributionPoint, DistributionPointName } from './extensions.ts'
import type { GeneralName } from './general-name.ts'
import { type Name, canonicalRdn } from './name.ts'
import { PathRefusal } from './refusals.ts'

/**
 * Whether a list speaks of this certificate at all (RFC 5280 §6.3.3 (b)): a partition of another range, or one for
 * authorities only, says nothing about it, and "not listed" there must never count. Same issuer is the caller's to see.
 */
export function scopeRefusal(list: CertificateList, certificate: Certificate): PathRefusal | undefined {
  const scope = list.issuingDistributionPoint
  if (list.isDelta) return new PathRefusal('crl-delta', 'a delta list is no complete list')
  if (!scope) return undefined
  if (scope.indirectCRL) return new PathRefusal('crl-indirect', 'an indirect list')
  if (scope.onlySomeReasons) return new PathRefusal('crl-some-reasons', 'a list for some reasons only')
  const isAuthority = certificate.extensions.basicConstraints?.cA ?? false
  if (
    scope.onlyContainsAttributeCerts ||
    (scope.onlyContainsUserCerts && isAuthority) ||
    (scope.onlyContainsCACerts && !isAuthority)
  ) {
    return new PathRefusal('crl-other-scope', 'a list for another kind of certificate')
  }
  if (scope.name && !isPointedAt(scope.name, certificate)) {
    return new PathRefusal('crl-other-scope', 'a partition that the certificate does not point to')
  }
  return undefined
}

function isPointedAt(listName: DistributionPointName, certificate: Certificate): boolean {
  const { issuer, extensions } = certificate
  const names = new Set(keysOf(listName, issuer))
  const points = extensions.cRLDistributionPoints ?? [{ name: undefined, onlySomeReasons: false, crlIssuer: undefined }]
  return points.some((point) => !point.onlySomeReasons && pointKeys(point, issuer).some((key) => names.has(key)))
}

/** A point without a name stands for the issuer's own entry. One with another issuer leads to an indirect list. */
function pointKeys({ name, crlIssuer }: DistributionPoint, issuer: Name): string[] {
  if (crlIssuer && !crlIssuer.some((it) => it.form === 'directory' && it.name.matches(issuer))) return []
  return name ? keysOf(name, issuer) : [directoryKey(issuer.canonical)]
}

const directoryKey = (canonical: readonly string[]): string => `directory:${JSON.stringify(canonical)}`

/** Texts that are equal for equal names. */
function keysOf(point: DistributionPointName, issuer: Name): string[] {
  if ('relativeToIssuer' in point) return [directoryKey([...issuer.canonical, canonicalRdn(point.relativeToIssuer)])]
  return point.fullName.flatMap((name: GeneralName) => {
    if (name.form === 'directory') return [directoryKey(name.name.canonical)]
    return name.form === 'uri' ? [`uri:${name.text}`] : []
  })
}
