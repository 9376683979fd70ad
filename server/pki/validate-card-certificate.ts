import type { CardType } from '../../core/cards/card-types.ts'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { certificateProfile } from '../../core/pki/certificate-profiles.ts'
import type { OcspResponse } from '../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { CardVerdicts } from './card-verdicts.ts'
import { certificateDigest, derDigest } from './certificate-digest.ts'
import { type CardTerms, judgeCard, readCardCertificate, type ValidatedCardCertificate } from './judge-card.ts'
import { isStatusUnknown, resolveStatus, type StatusParts } from './resolve-status.ts'
import type { Trust, TrustStore } from './trust-store.ts'

/**
 * Refuses with PathRefusal (ERR_CERT_*), which has `step` ('path', 'policy' or 'revocation') and `reason`, and with
 * nothing else, whatever the bytes are.
 */
export interface CardCertificateValidator {
  /** By what is in memory: lists, and OCSP answers of the last hour. */
  validateNow(leaf: Uint8Array, cardType: CardType, time: Date): ValidatedCardCertificate
  /**
   * The same, and where no source tells a status the authority's OCSP responder is asked (5 s at most), and then whether
   * an operator's exception is open. Rejects with the reason of `signal` when that is aborted meanwhile.
   */
  validate(leaf: Uint8Array, cardType: CardType, time: Date, signal?: AbortSignal): Promise<ValidatedCardCertificate>
}

export function createCardCertificateValidator(
  parts: StatusParts & { readonly trustStore: TrustStore; readonly verifySignature: VerifySignature },
): CardCertificateValidator {
  const { trustStore, verifySignature, ocsp } = parts
  const verdicts = new CardVerdicts()

  const termsFor = (cardType: CardType): CardTerms => {
    const profile = certificateProfile(cardType)
    const trust = trustStore.trustFor(cardType)
    if (!profile || !trust) throw new PathRefusal('no-anchor', `no authority is configured for ${cardType}`)
    return { profile, trust, verifySignature }
  }
  const keptAnswers = (digest: string, { intermediates }: Trust, time: Date): OcspResponse[] => {
    if (ocsp.isEmpty) return []
    const digests = [digest, ...intermediates.map(certificateDigest)]
    return digests.flatMap((it) => ocsp.keptFor(it, time) ?? [])
  }

  const validateNow: CardCertificateValidator['validateNow'] = (leaf, cardType, time) => {
    const terms = termsFor(cardType)
    const digest = derDigest(leaf)
    const now = { time, ocsp: keptAnswers(digest, terms.trust, time) }
    const known = verdicts.find(digest, terms, now)
    if (known) return known
    const card = { ...terms, ...now, certificate: readCardCertificate(leaf) }
    const verdict = judgeCard(card)
    verdicts.keep(digest, card, verdict)
    return verdict.card
  }

  return {
    validateNow,
    async validate(leaf, cardType, time, signal) {
      try {
        return validateNow(leaf, cardType, time)
      } catch (error) {
        if (!(error instanceof PathRefusal) || !isStatusUnknown(error)) throw error
      }
      const terms = termsFor(cardType)
      const digest = derDigest(leaf)
      const ocsp = keptAnswers(digest, terms.trust, time)
      const card = { ...terms, time, ocsp, certificate: readCardCertificate(leaf) }
      const { verdict, exceptionId } = await resolveStatus(card, parts, signal)
      verdicts.keep(digest, card, verdict)
      return exceptionId === undefined ? verdict.card : { ...verdict.card, exceptionId }
    },
  }
}
