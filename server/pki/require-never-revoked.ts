import type { Certificate } from '../../core/pki/certificate.ts'
import type { RevokedEntry } from '../../core/pki/crl-entries.ts'
import { taiwanDate } from '../../core/pki/der-time.ts'
import { namesCertificate } from '../../core/pki/ocsp-certid.ts'
import type { OcspResponse } from '../../core/pki/ocsp-response.ts'
import { ocspStatus } from '../../core/pki/ocsp-status.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { SignatureChecker } from '../../core/pki/signature-checker.ts'
import type { CardCase } from './judge-card.ts'

/**
 * A list or an OCSP answer that has run out cannot say that a card is good; that it was revoked when that was made stays
 * true. Throws PathRefusal `revoked` or `superseded` where one at hand says so.
 */
export function requireNeverRevoked(issuer: Certificate, card: CardCase): void {
  const { certificate, profile } = card
  for (const { reason, revokedAt } of revocations(issuer, card)) {
    const isReplaced = profile.supersededIsReplacedCard === true && reason === 'superseded'
    const words = `certificate ${certificate.serialNumber}, ${reason}, by a word that has run out`
    throw new PathRefusal(isReplaced ? 'superseded' : 'revoked', words, {
      details: { revokedAt: taiwanDate(revokedAt) },
    })
  }
}

function* revocations(issuer: Certificate, card: CardCase): Generator<RevokedEntry> {
  const { certificate, trust } = card
  // A list in use was checked when it was taken up.
  for (const list of trust.crls) {
    const entry = trust.isListOf(list, issuer) ? list.find(certificate.serialNumber) : undefined
    if (entry && entry.reason !== 'removeFromCRL') yield entry
  }
  for (const response of card.ocsp) {
    const entry = revokedThen(response, issuer, card)
    if (entry) yield entry
  }
}

/** What the answer said when it was signed, by a responder that was appointed then, however old its knowledge was. */
function revokedThen(
  response: OcspResponse,
  issuer: Certificate,
  { certificate, profile, trust, verifySignature }: CardCase,
): RevokedEntry | undefined {
  const single = response.responses.find(({ certId }) => namesCertificate(certId, certificate, issuer))
  if (!single) return undefined
  const endless = { ...response, responses: [{ ...single, nextUpdate: Infinity }] }
  const status = ocspStatus(endless, certificate, issuer, {
    time: Math.max(single.thisUpdate, response.producedAt),
    lists: trust.crls,
    isListOf: trust.isListOf,
    ocsp: [],
    signatures: new SignatureChecker(verifySignature, signatureLimit),
    supersededIsReplacedCard: profile.supersededIsReplacedCard === true,
    certificatesOf: () => [],
    isGoodSigner: () => false,
  })
  return status?.status === 'revoked' ? status.entry : undefined
}

/** The answer's, the responder's, and those of the lists that free the responder. */
const signatureLimit = 12
