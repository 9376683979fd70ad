import { type Certificate, type CertificationPath, anchorOf } from './certificate.ts'
import type { RevokedEntry } from './crl-entries.ts'
import { crlStatus } from './crl-status.ts'
import { taiwanDate } from './der-time.ts'
import { ocspStatus } from './ocsp-status.ts'
import { PathRefusal, weightiest } from './refusals.ts'
import type { RevocationCheck, SourceAnswer } from './revocation-check.ts'

/**
 * Every certificate but the anchor must be said good by a fresh list or answer that its issuer vouches for; a single
 * "revoked" or "unknown" outweighs any number of "good". Hard fail: without a usable source the path is refused.
 * From the anchor down, since the lists of a revoked authority are worth nothing. Answers until when the word holds.
 */
export function checkRevocation(path: CertificationPath, check: RevocationCheck): number {
  let validUntil = Infinity
  let issuer = anchorOf(path)
  for (const certificate of path.slice(0, -1).toReversed()) {
    const until = requireGood(certificate, issuer, anchorOf(path), certificate === path[0], check)
    validUntil = Math.min(validUntil, until)
    issuer = certificate
  }
  return validUntil
}

function requireGood(
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  isLeaf: boolean,
  check: RevocationCheck,
): number {
  let refusal: PathRefusal | undefined
  let validUntil: number | undefined
  for (const answer of answers(certificate, issuer, anchor, check)) {
    if (answer.status === 'revoked') throw revokedRefusal(answer.entry, certificate, isLeaf, check)
    if (answer.status === 'good') validUntil = Math.max(validUntil ?? 0, answer.validUntil)
    else if (answer.refusal.reason === 'ocsp-unknown') throw answer.refusal
    else refusal = weightiest(refusal, answer.refusal)
  }
  if (validUntil !== undefined) return validUntil
  throw refusal ?? new PathRefusal('no-revocation-source', `nothing speaks of certificate ${certificate.serialNumber}`)
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
  for (const list of check.listsOf(issuer)) yield crlStatus(list, certificate, issuer, anchor, check)
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
