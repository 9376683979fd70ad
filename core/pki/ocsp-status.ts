import { equal } from '../bytes/equal.ts'
import { keyWeakness } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import { crlStatus } from './crl-status.ts'
import { namesCertificate } from './ocsp-certid.ts'
import type { OcspResponse, SingleResponse } from './ocsp-response.ts'
import { extendedKeyUsageOids } from './oids.ts'
import { type RevocationCheck, type SourceAnswer, clockSkew, unusable } from './revocation-check.ts'
import { sha1 } from './sha1.ts'

/** How old an answer without nextUpdate may be. */
const maximumAge = 3_600_000

/**
 * What an OCSP answer says of the certificate (RFC 6960 §3.2); undefined when it speaks of others. One that speaks of it
 * more than once is taken by what weighs most against it.
 */
export function ocspStatus(
  response: OcspResponse,
  certificate: Certificate,
  issuer: Certificate,
  check: RevocationCheck,
): SourceAnswer | undefined {
  const singles = response.responses.filter(({ certId }) => namesCertificate(certId, certificate, issuer))
  if (singles.length === 0) return undefined
  if (!response.signatureAlgorithm.algorithm) return unusable('ocsp-algorithm', response.signatureAlgorithm.oid)
  const [critical] = response.unknownCritical
  if (critical !== undefined) return unusable('ocsp-malformed', `unknown critical extension ${critical}`)
  const responders = [issuer, ...response.certificates].filter((candidate) => isResponder(response, candidate))
  if (responders.length === 0) return unusable('ocsp-responder-not-authorised', 'the responder shows no certificate')
  const appointed = responders.filter((responder) => responder === issuer || isDelegated(responder, issuer, check))
  if (appointed.length === 0) {
    return unusable('ocsp-responder-not-authorised', 'the issuer did not appoint the responder')
  }
  if (!appointed.some((responder) => check.signatures.isSignedBy(response, responder, false))) {
    return unusable('ocsp-bad-signature', 'not signed by the responder')
  }
  return singles
    .map((single) => singleStatus(single, response.producedAt, check.time))
    .reduce((a, b) => (weight(a) >= weight(b) ? a : b))
}

function singleStatus(single: SingleResponse, producedAt: number, time: number): SourceAnswer {
  const { thisUpdate, nextUpdate = thisUpdate + maximumAge, certStatus } = single
  if (Math.max(thisUpdate, producedAt) > time + clockSkew) {
    return unusable('ocsp-not-yet-valid', 'an answer of the future')
  }
  if (nextUpdate < time - clockSkew) return unusable('ocsp-stale', 'a newer answer should be there')
  switch (certStatus.status) {
    case 'good':
      return { status: 'good', validUntil: nextUpdate }
    case 'revoked':
      return { status: 'revoked', entry: certStatus }
    case 'unknown':
      return unusable('ocsp-unknown', 'the responder does not know the certificate')
    default:
      return certStatus satisfies never
  }
}

/** Revoked, then unknown, then good, then what is out of date. */
function weight(answer: SourceAnswer): number {
  if (answer.status === 'revoked') return 3
  if (answer.status === 'good') return 1
  return answer.reason === 'ocsp-unknown' ? 2 : 0
}

function isResponder({ responderId }: OcspResponse, candidate: Certificate): boolean {
  return 'name' in responderId
    ? candidate.subject.matches(responderId.name)
    : equal(sha1(candidate.publicKey.keyBits), responderId.keyHash)
}

/**
 * RFC 6960 §4.2.2.2: a certificate issued directly by the key that issued the one asked about, for OCSP signing, valid
 * now, and either freed from a revocation check by its issuer or not on the issuer's list.
 */
function isDelegated(responder: Certificate, issuer: Certificate, check: RevocationCheck): boolean {
  const { extKeyUsage, keyUsage, ocspNoCheck } = responder.extensions
  if (!responder.issuer.matches(issuer.subject) || !extKeyUsage?.includes(extendedKeyUsageOids.ocspSigning))
    return false
  if ((keyUsage && !keyUsage.has('digitalSignature')) || responder.unknownCritical.length > 0) return false
  if (check.time < responder.notBefore || check.time > responder.notAfter + 999) return false
  if (keyWeakness(responder.publicKey) !== undefined || !check.signatures.isSignedBy(responder, issuer, false))
    return false
  if (ocspNoCheck) return true
  return crlStatus(responder, issuer, issuer, check)?.status === 'good'
}
