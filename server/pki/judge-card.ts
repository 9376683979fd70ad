import type { VerifySignature } from '../../core/pki/algorithms.ts'
import { type Certificate, type CertificationPath, parseCertificate } from '../../core/pki/certificate.ts'
import type { CertificateProfile, IdentityRule } from '../../core/pki/certificate-profiles.ts'
import { DerError } from '../../core/pki/der.ts'
import { type CertificateIdentity, identify } from '../../core/pki/identify.ts'
import { keyIdentifier } from '../../core/pki/key-identifier.ts'
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

/** One certificate, and everything that it is judged by. */
export interface CardCase {
  readonly request: PathRequest
  readonly trust: Trust
  readonly identity: IdentityRule
}

export interface CardVerdict {
  readonly valid: ValidPath
  readonly card: ValidatedCardCertificate
}

/** A card's certificate has about 1.5 KiB. */
const leafLimit = 16_384
/** An issuing authority is the anchor, or one or two steps below it. */
const limits = { depth: 4, signatures: 12 }

/** Reads the certificate. Throws PathRefusal `malformed`. */
export function openCase(options: {
  readonly leaf: Uint8Array
  readonly profile: CertificateProfile
  readonly trust: Trust
  readonly time: Date
  readonly verifySignature: VerifySignature
}): CardCase {
  const { leaf, profile, trust, time, verifySignature } = options
  if (leaf.length > leafLimit) throw new PathRefusal('malformed', `certificate: larger than ${leafLimit} octets`)
  const request: PathRequest = {
    leaf: refusingMalformed(() => parseCertificate(leaf)),
    anchors: trust.anchors,
    intermediates: trust.intermediates,
    crls: trust.crls,
    isListOf: trust.isListOf,
    time,
    policies: { initialPolicySet: profile.policies, requireExplicitPolicy: true },
    profile,
    verifySignature,
    limits,
  }
  return { request, trust, identity: profile.identity }
}

/** Throws PathRefusal. */
export function judgeCard({ request, identity }: Pick<CardCase, 'request' | 'identity'>): CardVerdict {
  const valid = validatePath(request)
  const { path, issuer } = valid
  const card = {
    certificate: request.leaf,
    path,
    caKeyId: keyIdentifier(issuer),
    identity: refusingMalformed(() => identify(request.leaf, issuer, identity)),
    statusUntil: valid.statusKnown ? new Date(valid.statusUntil) : request.time,
  }
  return { valid, card }
}

function refusingMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DerError) throw new PathRefusal('malformed', error.message, { cause: error })
    throw error
  }
}
