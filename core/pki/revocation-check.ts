import type { Certificate } from './certificate.ts'
import type { RevokedEntry } from './crl-entries.ts'
import type { CertificateList } from './crl.ts'
import type { Name } from './name.ts'
import type { OcspResponse } from './ocsp-response.ts'
import type { RefusalReason } from './refusals.ts'
import type { SignatureChecker } from './signature-checker.ts'

/** The clocks of authorities, responders and ours may differ by this. Certificates' own dates get no allowance. */
export const clockSkew = 5 * 60_000

/** Why a source cannot be used. Not an Error yet: most are outweighed by a source that can. */
export interface Unusable {
  readonly status: 'unusable'
  readonly reason: RefusalReason
  readonly message: string
}

/** What one source, or all lists together, say. */
export type SourceAnswer =
  | { readonly status: 'good'; readonly validUntil: number }
  | { readonly status: 'revoked'; readonly entry: RevokedEntry }
  | Unusable

export const unusable = (reason: RefusalReason, message: string): Unusable => ({
  status: 'unusable',
  reason,
  message,
})

export interface RevocationCheck {
  readonly time: number
  /** Complete and delta lists of anybody. Who signed them is not checked yet. */
  readonly lists: readonly CertificateList[]
  /** Whether a list is one for the certificates of this authority, beyond what it says itself. */
  readonly isListOf: (list: CertificateList, issuer: Certificate) => boolean
  readonly ocsp: readonly OcspResponse[]
  readonly signatures: SignatureChecker
  readonly supersededIsReplacedCard: boolean
  /** Every certificate at hand with this subject. */
  readonly certificatesOf: (subject: Name) => readonly Certificate[]
  /**
   * Whether `signer`, beside the path, may speak of `certificate`: it reaches the same anchor and is not revoked itself
   * (RFC 5280 §6.3.3 (f)).
   */
  readonly isGoodSigner: (signer: Certificate, certificate: Certificate, anchor: Certificate) => boolean
}
