import { type Certificate, type CertificationPath, anchorOf } from './certificate.ts'
import type { RevokedEntry } from './crl-entries.ts'
import { crlStatus } from './crl-status.ts'
import { taiwanDate } from './der-time.ts'
import { ocspStatus } from './ocsp-status.ts'
import { PathRefusal, weightiest } from './refusals.ts'
import type { RevocationCheck, SourceAnswer, Unusable } from './revocation-check.ts'

/** What the sources of revocation say of a whole path. */
export interface PathStatus {
  /** Until when the word holds, in milliseconds since 1970: the earliest of all whose status is known. */
  readonly until: number
  /** Why the leaf's status is unknown, where it is. */
  readonly leafUnknown: PathRefusal | undefined
}

/**
 * Every certificate but the anchor must be said good by fresh lists or answers that its issuer vouches for; a single
 * "revoked" or OCSP "unknown" outweighs any number of "good". Throws PathRefusal for these, and for an authority whose
 * status is unknown; the leaf's unknown status is answered. From the anchor down, since the lists of a revoked authority
 * are worth nothing. `onUnknown` is told of every certificate without a status.
 */
export function checkRevocation(
  path: CertificationPath,
  check: RevocationCheck,
  onUnknown: (certificate: Certificate, issuer: Certificate) => void = () => {},
): PathStatus {
  const anchor = anchorOf(path)
  let until = Infinity
  let unknown: PathRefusal | undefined
  let leafUnknown: PathRefusal | undefined
  let issuer = anchor
  for (const certificate of path.slice(0, -1).toReversed()) {
    const isLeaf = certificate === path[0]
    const status = certificateStatus(certificate, issuer, anchor, isLeaf, check)
    if (typeof status === 'number') {
      until = Math.min(until, status)
    } else {
      onUnknown(certificate, issuer)
      if (isLeaf) leafUnknown = status
      else unknown ??= status
    }
    issuer = certificate
  }
  if (unknown) throw unknown
  return { until, leafUnknown }
}

/** Until when it is good, or why nobody knows. Throws PathRefusal when it is not good. */
function certificateStatus(
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  isLeaf: boolean,
  check: RevocationCheck,
): number | PathRefusal {
  let refusal: Unusable | undefined
  let validUntil: number | undefined
  for (const answer of answers(certificate, issuer, anchor, check)) {
    if (answer.status === 'revoked') throw revokedRefusal(answer.entry, certificate, isLeaf, check)
    if (answer.status === 'good') validUntil = Math.max(validUntil ?? 0, answer.validUntil)
    else refusal = weightiest(refusal, answer)
  }
  const subject = `certificate ${certificate.serialNumber}`
  if (refusal?.reason === 'ocsp-unknown') throw new PathRefusal('ocsp-unknown', `${subject}: ${refusal.message}`)
  if (validUntil !== undefined) return validUntil
  return refusal
    ? new PathRefusal(refusal.reason, `${subject}: ${refusal.message}`)
    : new PathRefusal('no-revocation-source', `nothing speaks of ${subject}`)
}

function* answers(
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  check: RevocationCheck,
): Generator<SourceAnswer> {
  for (const response of check.ocsp) {
    const answer = ocspStatus(response, certificate, issuer, check)
    if (answer) yield answer
  }
  const answer = crlStatus(certificate, issuer, anchor, check)
  if (answer) yield answer
}

function revokedRefusal(
  { revokedAt, reason }: RevokedEntry,
  { serialNumber }: Certificate,
  isLeaf: boolean,
  { supersededIsReplacedCard }: RevocationCheck,
): PathRefusal {
  const replaced = supersededIsReplacedCard && reason === 'superseded'
  return new PathRefusal(
    isLeaf ? (replaced ? 'superseded' : 'revoked') : 'issuer-revoked',
    `certificate ${serialNumber}, ${reason}`,
    { details: { revokedAt: taiwanDate(revokedAt) } },
  )
}
