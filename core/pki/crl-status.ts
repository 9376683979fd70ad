import type { Certificate } from './certificate.ts'
import type { CertificateList } from './crl.ts'
import { deltasOf, isBeyond } from './crl-deltas.ts'
import { coveredReasons } from './crl-scope.ts'
import { listSigner } from './crl-signer.ts'
import { type ReasonMask, allReasons } from './reason-flags.ts'
import { weightiest } from './refusals.ts'
import { type RevocationCheck, type SourceAnswer, type Unusable, clockSkew, unusable } from './revocation-check.ts'

/**
 * What all lists together say of a certificate (RFC 5280 §6.3.3): revoked when one says so; good when those that do not
 * name it cover every reason. Undefined when there is no list that has to do with it.
 */
export function crlStatus(
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  check: RevocationCheck,
): SourceAnswer | undefined {
  let refusal: Unusable | undefined
  const covered: Covered[] = []
  for (const list of check.lists) {
    if (!check.isListOf(list, issuer)) continue
    const reasons = coveredReasons(list, certificate)
    if (reasons === undefined) continue
    const answer = typeof reasons === 'number' ? listStatus(list, certificate, issuer, anchor, check) : reasons
    if (answer.status === 'revoked') return answer
    if (answer.status === 'unusable') refusal = weightiest(refusal, answer)
    else if (typeof reasons === 'number') covered.push({ reasons, validUntil: answer.validUntil })
  }
  const validUntil = coveredUntil(covered)
  if (validUntil !== undefined) return { status: 'good', validUntil }
  return covered.length > 0 ? weightiest(refusal, unusable('crl-some-reasons', 'not every reason is covered')) : refusal
}

interface Covered {
  readonly reasons: ReasonMask
  readonly validUntil: number
}

/** Until when every reason is covered; undefined when not. */
function coveredUntil(covered: Covered[]): number | undefined {
  let mask = 0
  for (const { reasons, validUntil } of covered.sort((a, b) => b.validUntil - a.validUntil)) {
    mask |= reasons
    if (mask === allReasons) return validUntil
  }
  return undefined
}

/** What one list says that speaks of the certificate, with the delta lists to it. */
function listStatus(
  list: CertificateList,
  certificate: Certificate,
  issuer: Certificate,
  anchor: Certificate,
  check: RevocationCheck,
): SourceAnswer {
  if (list.baseCrlNumber !== undefined) return unusable('crl-delta', 'a delta list alone')
  const flaw = flawOf(list, check)
  if (flaw) return flaw
  const deltas = deltasOf(list, issuer, check).filter((delta) => !flawOf(delta, check))
  const isFresh = !isStale(list, check)
  if (!isFresh && deltas.every((delta) => isStale(delta, check))) return stale
  const signer = listSigner(list, certificate, issuer, anchor, check)
  if ('status' in signer) return signer
  for (const delta of deltas) {
    if (!check.signatures.isSignedBy(delta, signer, true)) continue
    const news = delta.find(certificate.serialNumber, certificate.issuer)
    const isFreshDelta = !isStale(delta, check)
    if (news && news.reason !== 'removeFromCRL') {
      if (isFreshDelta) return { status: 'revoked', entry: news }
      // What is out of date makes nothing good, and takes nothing from what a list that is not says.
      return isFresh ? entryStatus(list, certificate, stale) : stale
    }
    if (!isFreshDelta || isBeyond(delta, list)) continue
    return news ? good(delta) : entryStatus(list, certificate, good(delta))
  }
  return isFresh ? entryStatus(list, certificate, good(list)) : stale
}

const good = ({ nextUpdate = 0 }: CertificateList): SourceAnswer => ({ status: 'good', validUntil: nextUpdate })
const stale = unusable('crl-stale', 'a newer list should be there')

/** What the complete list says, in the end: `notListed` when it does not name the certificate. */
function entryStatus(
  list: CertificateList,
  { serialNumber, issuer }: Certificate,
  notListed: SourceAnswer,
): SourceAnswer {
  const entry = list.find(serialNumber, issuer)
  if (!entry) return notListed
  // RFC 5280 §5.3.1: only a delta list may say so. What a complete list means by it nobody knows.
  if (entry.reason === 'removeFromCRL') return unusable('crl-contradiction', 'removeFromCRL in a complete list')
  return { status: 'revoked', entry }
}

/** Why a list must not be used at all, whatever else there is; being stale is another matter. */
function flawOf(
  { unknownCritical, nextUpdate, thisUpdate }: CertificateList,
  { time }: RevocationCheck,
): Unusable | undefined {
  const [critical] = unknownCritical
  if (critical !== undefined) return unusable('crl-critical-extension', critical)
  if (nextUpdate === undefined) return unusable('crl-without-next-update', 'a list that never ages')
  return thisUpdate > time + clockSkew ? unusable('crl-not-yet-valid', 'a list of the future') : undefined
}

const isStale = ({ nextUpdate = 0 }: CertificateList, { time }: RevocationCheck): boolean =>
  nextUpdate < time - clockSkew
