import type { Certificate } from './certificate.ts'
import type { IssuingDistributionPoint } from './crl-extensions.ts'
import type { CertificateList } from './crl.ts'
import type { DistributionPoint, DistributionPointName } from './distribution-points.ts'
import type { GeneralName } from './general-name.ts'
import { type Name, canonicalRdn } from './name.ts'
import { type ReasonMask, allReasons } from './reason-flags.ts'
import { type Unusable, unusable } from './revocation-check.ts'

/**
 * For which reasons a list speaks of this certificate (RFC 5280 §6.3.3 (b) and (d), over all distribution points at once):
 * a partition of another range, or one for authorities only, says nothing about it, and "not listed" there must never
 * count. Undefined: a list of another authority, with which the certificate has nothing to do.
 */
export function coveredReasons(list: CertificateList, certificate: Certificate): ReasonMask | Unusable | undefined {
  const isOwn = list.issuer.matches(certificate.issuer)
  const scope = list.issuingDistributionPoint
  // By far the most: the authority's own list of everything.
  if (isOwn && !scope) return allReasons
  const points = pointsWithin(list, certificate, isOwn)
  if (points.length === 0) return undefined
  // Nobody speaks for another authority unless the list says so, and that authority has said so in the certificate.
  if (!scope || (!isOwn && !scope.indirectCRL))
    return unusable('crl-indirect', 'no indirect list, and not the issuer’s')
  if (!isOfKind(scope, certificate)) return unusable('crl-other-scope', 'a list for another kind of certificate')
  const { name } = scope
  const pointing = name ? pointsTo(name, points, list.issuer) : points
  if (pointing.length === 0) return unusable('crl-other-scope', 'a partition that the certificate does not point to')
  const pointed = pointing.reduce((mask, { reasons }) => mask | (reasons ?? allReasons), 0)
  return pointed & (scope.onlySomeReasons ?? allReasons)
}

/**
 * The certificate's distribution points whose lists this list's issuer signs. The issuer's own lists also count where the
 * certificate does not point to them: at the end of §6.3.3 they stand at a point with the issuer's name, for all reasons.
 */
function pointsWithin(list: CertificateList, certificate: Certificate, isOwn: boolean): DistributionPoint[] {
  const { cRLDistributionPoints: points = [] } = certificate.extensions
  const within = points.filter(({ crlIssuer }) =>
    crlIssuer ? crlIssuer.some((it) => it.form === 'directory' && it.name.matches(list.issuer)) : isOwn,
  )
  return isOwn ? [...within, { name: undefined, reasons: undefined, crlIssuer: undefined }] : within
}

function isOfKind(scope: IssuingDistributionPoint, { extensions }: Certificate): boolean {
  const isAuthority = extensions.basicConstraints?.cA ?? false
  return (
    !scope.onlyContainsAttributeCerts &&
    !(scope.onlyContainsUserCerts && isAuthority) &&
    !(scope.onlyContainsCACerts && !isAuthority)
  )
}

/** Those of the points that a list with this name is at. A point without a name is the entry of whoever signs its lists. */
function pointsTo(
  listName: DistributionPointName,
  points: readonly DistributionPoint[],
  issuer: Name,
): DistributionPoint[] {
  const listKeys = keysOf(listName, issuer)
  return points.filter(({ name, crlIssuer }) => {
    const pointName = name ?? (crlIssuer && { fullName: crlIssuer })
    if (!pointName) return listKeys.has(directoryKey(issuer.canonical))
    for (const key of keysOf(pointName, issuer)) if (listKeys.has(key)) return true
    return false
  })
}

/** Whether a delta list is for exactly what the complete one is for (§6.3.3 (c)). */
export function isSameScope(delta: CertificateList, complete: CertificateList): boolean {
  if (!delta.issuer.matches(complete.issuer) || delta.authorityKeyIdentifier !== complete.authorityKeyIdentifier) {
    return false
  }
  return scopeKey(delta) === scopeKey(complete)
}

function scopeKey({ issuingDistributionPoint: scope, issuer }: CertificateList): string {
  if (!scope) return ''
  let key = scopeKeys.get(scope)
  if (key === undefined) {
    key = JSON.stringify({
      ...scope,
      name: scope.name && [...keysOf(scope.name, issuer)].sort(),
      onlySomeReasons: scope.onlySomeReasons ?? allReasons,
    })
    scopeKeys.set(scope, key)
  }
  return key
}

/** Every complete list is held against every delta list. */
const scopeKeys = new WeakMap<IssuingDistributionPoint, string>()

const directoryKey = (canonical: readonly string[]): string => `directory:${JSON.stringify(canonical)}`

/** Texts that are equal for equal names. */
function keysOf(point: DistributionPointName, issuer: Name): ReadonlySet<string> {
  if ('relativeToIssuer' in point) {
    return new Set([directoryKey([...issuer.canonical, canonicalRdn(point.relativeToIssuer)])])
  }
  const known = keysOfNames.get(point.fullName)
  if (known) return known
  const keys = new Set<string>()
  for (const name of point.fullName) {
    if (name.form === 'directory') keys.add(directoryKey(name.name.canonical))
    else if (name.form === 'uri') keys.add(`uri:${name.text}`)
  }
  keysOfNames.set(point.fullName, keys)
  return keys
}

/** A list is compared with every certificate anew, and its names are the same each time. */
const keysOfNames = new WeakMap<readonly GeneralName[], ReadonlySet<string>>()
