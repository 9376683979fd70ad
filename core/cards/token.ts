import { CodedError } from '../errors/coded-error.ts'
import { type Certificate, parseCertificate } from '../pki/certificate.ts'
import { DerError } from '../pki/der.ts'
import { type CardIssuer, identifyByCertificate } from './card-issuers.ts'
import type { CardInfo } from './card-profile.ts'
import { type SigningKey, signingKeyOf } from './signature-input.ts'

/** What a PKCS#11 module says of a token, as far as it decides which card it is. */
export interface TokenContent {
  /** CK_TOKEN_INFO's. */
  readonly serialNumber: string
  /** DER, of whatever kind. */
  readonly certificates: readonly Uint8Array[]
}

/** A token as a card: kind and environment are those of its certificate, since it says neither. */
export interface KnownToken {
  readonly info: CardInfo
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  readonly algorithm: SigningKey['algorithm']
}

/** Error: ERR_CARD_NO_CERTIFICATE when none of the certificates is for signing in. */
export function identifyToken(
  { serialNumber, certificates }: TokenContent,
  issuers: readonly CardIssuer[],
): KnownToken {
  const [best] = certificates.flatMap(candidate).sort((a, b) => b.certificate.notAfter - a.certificate.notAfter)
  if (!best) throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'no certificate of the token can sign in')
  const { certificate, algorithm } = best
  const cardSn = serialNumber.replaceAll(/[^\x21-\x7e]/g, '') || certificate.serialNumber
  return {
    info: { ...identifyByCertificate(certificate.der, issuers), cardSn, institution: null },
    certificate: certificate.der,
    algorithm,
  }
}

interface Candidate {
  readonly certificate: Certificate
  readonly algorithm: SigningKey['algorithm']
}

/** Tokens hold their authorities' certificates too, and that of a second key, for encryption. */
function candidate(der: Uint8Array): Candidate[] {
  try {
    const certificate = parseCertificate(der)
    const { basicConstraints, keyUsage } = certificate.extensions
    const key = signingKeyOf(der)
    return key && !basicConstraints?.cA && keyUsage?.has('digitalSignature') ? [{ certificate, ...key }] : []
  } catch (error) {
    if (error instanceof DerError) return [] // of somebody else, and not ours to judge
    throw error
  }
}
