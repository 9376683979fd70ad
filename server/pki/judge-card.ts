import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { type Certificate, type CertificationPath, parseCertificate } from '../../core/pki/certificate.ts'
import type { CertificateProfile } from '../../core/pki/certificate-profiles.ts'
import { DerError } from '../../core/pki/der.ts'
import { type CertificateIdentity, identify } from '../../core/pki/identify.ts'
import { keyIdentifier } from '../../core/pki/key-identifier.ts'
import type { OcspResponse } from '../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { type PathRequest, type ValidPath, validatePath } from '../../core/pki/validate-path.ts'
import type { Trust } from './trust-store.ts'

/** A card's certificate that passed path, policy and revocation. */
export interface ValidatedCardCertificate {
  readonly certificate: Certificate
  readonly path: CertificationPath
  /** Key identifier of the issuing authority, hex. */
  readonly caKeyId: string
  readonly identity: CertificateIdentity
  /** Until when the word on revocation holds: no time at all under an exception. */
  readonly statusUntil: Date
  /** The operator's exception that let it in although no source told its status. */
  readonly exceptionId?: string
}

/** What the cards of one type are judged by. */
export interface CardTerms {
  readonly profile: CertificateProfile
  readonly trust: Trust
  readonly verifySignature: VerifySignature
}

/** One certificate at one time, with the OCSP answers at hand. */
export interface CardCase extends CardTerms {
  readonly certificate: Certificate
  readonly time: Date
  readonly ocsp: readonly OcspResponse[]
}

export interface CardVerdict {
  readonly valid: ValidPath
  readonly card: ValidatedCardCertificate
}

/** A card's certificate has about 1.5 KiB. */
const leafLimit = 16_384
/** An issuing authority is the anchor, or one or two steps below it. */
const limits = { depth: 4, signatures: 12 }

/** Throws PathRefusal `malformed`. */
export function readCardCertificate(leaf: Uint8Array): Certificate {
  if (leaf.length > leafLimit) throw new PathRefusal('malformed', `certificate: larger than ${leafLimit} octets`)
  return refusingMalformed(() => parseCertificate(leaf))
}

/** Written out, since a card that comes again is done in a few microseconds. */
export const toRequest = ({ certificate, profile, trust, verifySignature, time, ocsp }: CardCase): PathRequest => ({
  leaf: certificate,
  anchors: trust.anchors,
  intermediates: trust.intermediates,
  crls: trust.crls,
  isListOf: trust.isListOf,
  ocsp,
  time,
  policies: { initialPolicySet: profile.policies, requireExplicitPolicy: true },
  profile,
  verifySignature,
  limits,
})

/** Throws PathRefusal. `more` is what becomes of an unknown status. */
export function judgeCard(
  card: CardCase,
  more: Pick<PathRequest, 'onStatusUnknown' | 'acceptsUnknownStatus'> = {},
): CardVerdict {
  const { certificate, profile, time } = card
  const valid = validatePath({ ...toRequest(card), ...more })
  const { path, issuer } = valid
  const validated = {
    certificate,
    path,
    caKeyId: keyIdentifier(issuer),
    identity: refusingMalformed(() => identify(certificate, issuer, profile.identity)),
    statusUntil: valid.statusKnown ? new Date(valid.statusUntil) : time,
  }
  return { valid, card: validated }
}

function refusingMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DerError) throw new PathRefusal('malformed', error.message, { cause: error })
    throw error
  }
}
