import type { LeafProfile } from './leaf-profile.ts'
import { extendedKeyUsageOids, gpkiOids } from './oids.ts'

/** Where the holder's identifier stands: in the subject's name, or in an attribute of subjectDirectoryAttributes. */
export type IdentifierPlace = { readonly subject: string } | { readonly directoryAttribute: string }

/** Kinds of identifiers that lead to an institution, as enrolled. */
export type InstitutionIdentifierKind = 'hca-institution-serial' | 'government-oid' | 'business-number'

export type IdentityRule =
  | { readonly holder: 'person'; readonly place: IdentifierPlace; readonly pattern: RegExp }
  | {
      readonly holder: 'institution'
      readonly kind: InstitutionIdentifierKind
      readonly place: IdentifierPlace
      readonly pattern: RegExp
    }

export interface CertificateProfile extends LeafProfile {
  readonly policies: readonly string[]
  readonly identity: IdentityRule
}

const serialNumber = { place: { subject: '2.5.4.5' }, pattern: /^[0-9A-Za-z-]{1,64}$/ } as const

/** What GPKI says of every card's signing certificate (seen on MOICA G2, its test cards and MOEACA). */
const signingCertificate = {
  endEntity: true,
  keyUsage: ['digitalSignature'],
  // Each card has a second key pair, for encryption; its certificate must never sign in.
  foreignKeyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  extKeyUsage: extendedKeyUsageOids.clientAuth,
  policies: [gpkiOids.policyLevel3],
} as const satisfies LeafProfile

/** HCA issues second-generation cards and revokes the first ones (mission/01). */
const hca = { ...signingCertificate, supersededIsReplacedCard: true } as const satisfies LeafProfile

/** Per card type with a certificate. A new kind of card is a row here, with its anchor in the configuration. */
export const certificateProfiles = {
  'hca-personnel': {
    ...hca,
    subjectTypes: ['2.16.886.1.100.3.1.7'],
    identity: { holder: 'person', ...serialNumber },
  },
  'hca-institution': {
    ...hca,
    subjectTypes: ['2.16.886.1.100.3.2.21'],
    identity: { holder: 'institution', kind: 'hca-institution-serial', ...serialNumber },
  },
  moica: {
    ...signingCertificate,
    // …1.9 is what MOICA's test certificates for the mobile version carry.
    subjectTypes: ['2.16.886.1.100.3.1.1', '2.16.886.1.100.3.1.9'],
    identity: { holder: 'person', ...serialNumber },
  },
  'gca-unit': {
    ...signingCertificate,
    // A government agency, and a unit of one.
    subjectTypes: ['2.16.886.1.100.3.2.1.1', '2.16.886.1.100.3.2.1.2'],
    identity: {
      holder: 'institution',
      kind: 'government-oid',
      place: { directoryAttribute: gpkiOids.governmentOid },
      pattern: /^[0-2](?:\.(?:0|[1-9]\d*)){2,20}$/,
    },
  },
  moeaca: {
    ...signingCertificate,
    // Company, branch, business.
    subjectTypes: ['2.16.886.1.100.3.2.2.1.1', '2.16.886.1.100.3.2.3.3.1', '2.16.886.1.100.3.2.3.1'],
    identity: {
      holder: 'institution',
      kind: 'business-number',
      place: { directoryAttribute: gpkiOids.businessNumber },
      pattern: /^\d{8}$/,
    },
  },
} as const satisfies Record<string, CertificateProfile>

/** The card types that sign with a certificate of their own: the same as `certificateCardTypes` of core/cards. */
export type CertificateCardType = keyof typeof certificateProfiles

const profiles: ReadonlyMap<string, CertificateProfile> = new Map(Object.entries(certificateProfiles))

export const certificateProfile = (cardType: string): CertificateProfile | undefined => profiles.get(cardType)
