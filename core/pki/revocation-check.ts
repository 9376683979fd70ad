import type { Certificate } from './certificate.ts'
import type { RevokedEntry } from './crl-entries.ts'
import type { CertificateList } from './crl.ts'
import type { OcspResponse } from './ocsp-response.ts'
import { PathRefusal } from './refusals.ts'
import type { SignatureChecker } from './signature-checker.ts'

/** The clocks of authorities, responders and ours may differ by this. Certificates' own dates get no allowance. */
export const clockSkew = 5 * 60_000

/** What one source says. A refusal is a source that cannot be used. */
export type SourceAnswer =
  | { readonly status: 'good'; readonly validUntil: number }
  | { readonly status: 'revoked'; readonly entry: RevokedEntry }
  | { readonly status: 'unusable'; readonly refusal: PathRefusal }

export const unusable = (...refusal: ConstructorParameters<typeof PathRefusal>): SourceAnswer => ({
  status: 'unusable',
  refusal: new PathRefusal(...refusal),
})

export interface RevocationCheck {
  readonly time: number
  /** The lists for the certificates of an authority. Who signed them is not checked yet. */
  readonly listsOf: (issuer: Certificate) => readonly CertificateList[]
  readonly ocsp: readonly OcspResponse[]
  readonly signatures: SignatureChecker
  readonly supersededIsReplacedCard: boolean
  /**
   * Another certificate of the same authority whose key may have signed a list (key rollover): those of this name that
   * reach the same anchor and are not revoked themselves.
   */
  readonly otherSigners: (issuer: Certificate, anchor: Certificate) => Iterable<Certificate>
}
