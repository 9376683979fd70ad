import { CodedError, type ErrorDetails } from '../errors/coded-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'

/** The step of a sign-in that refused, as the audit row names it. */
export type PathStep = 'path' | 'policy' | 'revocation'

interface RefusalRow {
  readonly step: PathStep
  readonly code: ErrorCode
}

const path = (code: ErrorCode): RefusalRow => ({ step: 'path', code })
const policy = (code: ErrorCode): RefusalRow => ({ step: 'policy', code })
const revocation = (code: ErrorCode): RefusalRow => ({ step: 'revocation', code })

/**
 * Every refusal with its step and the code that a person sees. When several paths fail, or several sources of
 * revocation, the refusal that stands first here is the one reported: what a path that got further says weighs more, and
 * a word that helps the holder (revoked, expired) more than one that only says that nothing fitted.
 */
export const refusals = {
  revoked: revocation('ERR_CERT_REVOKED'),
  superseded: revocation('ERR_CERT_SUPERSEDED'),
  'issuer-revoked': revocation('ERR_CERT_UNTRUSTED'),
  'ocsp-unknown': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-stale': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-not-yet-valid': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-responder-not-authorised': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-bad-signature': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-algorithm': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-malformed': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-nonce': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-stale': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-not-yet-valid': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-without-next-update': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-critical-extension': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-bad-signature': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-algorithm': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-signer-not-authorised': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-signer-not-valid': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-contradiction': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-rollback': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-delta': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-indirect': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-some-reasons': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-other-scope': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'crl-malformed': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'ocsp-no-answer': revocation('ERR_CERT_STATUS_UNKNOWN'),
  'no-revocation-source': revocation('ERR_CERT_STATUS_UNKNOWN'),

  'encryption-certificate': policy('ERR_CERT_KEY_USAGE'),
  'key-usage': policy('ERR_CERT_KEY_USAGE'),
  'extended-key-usage': policy('ERR_CERT_KEY_USAGE'),
  'leaf-is-authority': policy('ERR_CERT_POLICY'),
  'subject-type': policy('ERR_CERT_POLICY'),
  'identifier-missing': policy('ERR_CERT_POLICY'),
  'policy-not-valid': policy('ERR_CERT_POLICY'),
  'policy-budget': policy('ERR_CERT_POLICY'),

  expired: path('ERR_CERT_EXPIRED'),
  'not-yet-valid': path('ERR_CERT_NOT_YET_VALID'),
  'key-too-weak': path('ERR_CERT_ALGORITHM'),
  'signature-algorithm': path('ERR_CERT_ALGORITHM'),
  malformed: path('ERR_CERT_MALFORMED'),
  'unknown-critical-extension': path('ERR_CERT_MALFORMED'),
  'leaf-is-anchor': path('ERR_CERT_POLICY'),
  'issuer-expired': path('ERR_CERT_UNTRUSTED'),
  'issuer-not-yet-valid': path('ERR_CERT_UNTRUSTED'),
  'issuer-key-too-weak': path('ERR_CERT_UNTRUSTED'),
  'issuer-unknown-critical-extension': path('ERR_CERT_UNTRUSTED'),
  'name-constraints': path('ERR_CERT_UNTRUSTED'),
  'name-constraints-budget': path('ERR_CERT_UNTRUSTED'),
  'path-length': path('ERR_CERT_UNTRUSTED'),
  'issuer-key-usage': path('ERR_CERT_UNTRUSTED'),
  'issuer-not-authority': path('ERR_CERT_UNTRUSTED'),
  'bad-signature': path('ERR_CERT_UNTRUSTED'),
  'path-budget': path('ERR_CERT_UNTRUSTED'),
  'no-anchor': path('ERR_CERT_UNTRUSTED'),
} as const satisfies Record<string, RefusalRow>

export type RefusalReason = keyof typeof refusals

const ranks = new Map(Object.keys(refusals).map((reason, rank) => [reason, rank]))

/** Why a certificate was not accepted. The person reads the sentences of `code`; the log keeps reason and message. */
export class PathRefusal extends CodedError {
  readonly reason: RefusalReason
  readonly step: PathStep

  constructor(reason: RefusalReason, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(refusals[reason].code, `${reason}: ${message}`, options)
    this.reason = reason
    this.step = refusals[reason].step
  }
}

/** The one to report, by the order of the table. */
export function weightiest<T extends { readonly reason: RefusalReason }>(a: T | undefined, b: T): T {
  return a && (ranks.get(a.reason) ?? 0) <= (ranks.get(b.reason) ?? 0) ? a : b
}
