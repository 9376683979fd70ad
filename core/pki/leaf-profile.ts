import type { Certificate, CertificationPath } from './certificate.ts'
import { DerError, tags } from './der.ts'
import { readOid } from './der-primitives.ts'
import type { KeyUsage } from './extensions.ts'
import { extendedKeyUsageOids, gpkiOids } from './oids.ts'
import { PathRefusal } from './refusals.ts'

/** What a leaf must be to serve a purpose. Absent members ask for nothing. */
export interface LeafProfile {
  /** No authority's certificate. */
  readonly endEntity?: boolean
  /** Must be said in a keyUsage extension, which then must be there. */
  readonly keyUsage?: readonly KeyUsage[]
  /** Refused when it says one of these: the card's other certificate. */
  readonly foreignKeyUsage?: readonly KeyUsage[]
  /** The purpose that extKeyUsage must name when it is there; anyExtendedKeyUsage is not enough for the leaf. */
  readonly extKeyUsage?: string
  /** One of these must stand in the leaf itself: anyPolicy there does not do. */
  readonly policies?: readonly string[]
  /** One of these must be the subjectType of subjectDirectoryAttributes. */
  readonly subjectTypes?: readonly string[]
  /** A revocation as superseded means that a newer card was issued (ERR_CERT_SUPERSEDED). */
  readonly supersededIsReplacedCard?: boolean
}

/** Throws PathRefusal of step 'policy'. */
export function checkLeafProfile([leaf, ...authorities]: CertificationPath, profile: LeafProfile): void {
  const { basicConstraints, keyUsage, certificatePolicies } = leaf.extensions
  if (profile.endEntity && (basicConstraints?.cA || keyUsage?.has('keyCertSign') || keyUsage?.has('cRLSign'))) {
    throw new PathRefusal('leaf-is-authority', 'an authority’s certificate cannot be the holder’s')
  }
  const foreign = profile.foreignKeyUsage?.find((usage) => keyUsage?.has(usage))
  if (foreign) throw new PathRefusal('encryption-certificate', `keyUsage has ${foreign}`)
  const missing = profile.keyUsage?.find((usage) => !keyUsage?.has(usage))
  if (missing) throw new PathRefusal('key-usage', `keyUsage lacks ${missing}`)
  checkExtendedKeyUsage(leaf, authorities, profile.extKeyUsage)
  if (profile.policies && !certificatePolicies?.some(({ policy }) => profile.policies?.includes(policy))) {
    throw new PathRefusal('policy-not-valid', 'the certificate does not name a policy that is asked for')
  }
  const { subjectTypes } = profile
  if (subjectTypes && !subjectTypesOf(leaf).some((type) => subjectTypes.includes(type))) {
    throw new PathRefusal('subject-type', `subjectType ${subjectTypesOf(leaf).join(', ') || 'absent'}`)
  }
}

/** The purpose must be allowed by every certificate that limits purposes; authorities may allow any. */
function checkExtendedKeyUsage(leaf: Certificate, authorities: readonly Certificate[], purpose?: string): void {
  if (purpose === undefined) return
  const denies = ({ extensions: { extKeyUsage } }: Certificate, ...accepted: string[]) =>
    extKeyUsage !== undefined && !accepted.some((oid) => extKeyUsage.includes(oid))
  if (denies(leaf, purpose)) throw new PathRefusal('extended-key-usage', 'the certificate is for other purposes')
  if (authorities.some((authority) => denies(authority, purpose, extendedKeyUsageOids.any))) {
    throw new PathRefusal('extended-key-usage', 'an authority is for other purposes')
  }
}

/** Values of the GPKI attribute subjectType. */
export function subjectTypesOf({ extensions }: Certificate): string[] {
  const types: string[] = []
  for (const { type, values } of extensions.subjectDirectoryAttributes ?? []) {
    if (type !== gpkiOids.subjectType) continue
    for (const value of values) {
      if (value.tag !== tags.oid) throw new DerError('subjectType: not an OBJECT IDENTIFIER')
      types.push(readOid(value, 'subjectType'))
    }
  }
  return types
}
