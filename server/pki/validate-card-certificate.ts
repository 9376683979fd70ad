import type { CardType } from '../../core/cards/card-types.ts'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { type Certificate, type CertificationPath, parseCertificate } from '../../core/pki/certificate.ts'
import { certificateProfile } from '../../core/pki/certificate-profiles.ts'
import { DerError } from '../../core/pki/der.ts'
import { type CertificateIdentity, identify } from '../../core/pki/identify.ts'
import { keyIdentifier } from '../../core/pki/key-identifier.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { validatePath } from '../../core/pki/validate-path.ts'
import type { TrustStore } from './trust-store.ts'

/** A card's certificate that passed path, policy and revocation. */
export interface ValidatedCardCertificate {
  readonly certificate: Certificate
  readonly path: CertificationPath
  /** Key identifier of the issuing authority, hex. */
  readonly caKeyId: string
  readonly identity: CertificateIdentity
  /** Until when the word on revocation holds. */
  readonly statusUntil: Date
}

export interface CardCertificateValidator {
  /**
   * Throws PathRefusal (ERR_CERT_*) with `step` ('path', 'policy' or 'revocation') and `reason`, and nothing else,
   * whatever the bytes are.
   */
  validate(leaf: Uint8Array, cardType: CardType, time: Date): ValidatedCardCertificate
}

/** A card's certificate has about 1.5 KiB. */
const leafLimit = 16_384
/** An issuing authority is the anchor, or one or two steps below it. */
const limits = { depth: 4, signatures: 12 }

export function createCardCertificateValidator(options: {
  readonly trustStore: TrustStore
  readonly verifySignature: VerifySignature
}): CardCertificateValidator {
  const { trustStore, verifySignature } = options
  return {
    validate(leaf, cardType, time) {
      const profile = certificateProfile(cardType)
      const trust = trustStore.trustFor(cardType)
      if (!profile || !trust) throw new PathRefusal('no-anchor', `no authority is configured for ${cardType}`)
      try {
        if (leaf.length > leafLimit) throw new DerError(`certificate: larger than ${leafLimit} octets`)
        const certificate = parseCertificate(leaf)
        const { path, issuer, statusUntil } = validatePath({
          leaf: certificate,
          ...trust,
          time,
          policies: { initialPolicySet: profile.policies, requireExplicitPolicy: true },
          profile,
          verifySignature,
          limits,
        })
        const identity = identify(certificate, issuer, profile.identity)
        return { certificate, path, caKeyId: keyIdentifier(issuer), identity, statusUntil: new Date(statusUntil) }
      } catch (error) {
        if (error instanceof DerError) throw new PathRefusal('malformed', error.message, { cause: error })
        throw error
      }
    },
  }
}
