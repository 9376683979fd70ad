import type { CardType } from '../core/cards/card-types.ts'
import type { Division } from '../core/portal/divisions.ts'
import type { InstitutionType } from '../core/portal/institution-types.ts'
import type { Role } from '../core/portal/roles.ts'
import type { ServiceCode } from '../core/portal/services.ts'
import type { StaffPost } from '../core/portal/staff-roles.ts'
import { demoCards } from './cards/demo-cards.ts'
import { type IssuingAuthorityCode } from './pki/authorities.ts'
import type { DemoPki } from './pki/demo-pki.ts'

/** Who is in the demo, as rows for the server's tables. Every name, number and code is invented. */
export interface DemoInstitution {
  /** 10 digits; the last is Σ i·dᵢ mod 10. */
  readonly code: string
  readonly name: string
  readonly type: InstitutionType
  readonly division: Division
  /** 合併申報: the code of the one through which it files its claims. */
  readonly filesThrough: string | null
}

export interface DemoPerson {
  readonly id: string
  readonly name: string
  /** 身分證號, with a valid check digit. */
  readonly idNumber: string
}

export interface DemoRole {
  readonly personId: string
  readonly institutionCode: string
  readonly role: Role
}

export interface DemoGrant {
  readonly personId: string
  readonly institutionCode: string
  readonly service: ServiceCode
}

/** A row of `card_holders`: whose card it is, found by what its certificate says under its issuer's key. */
export interface DemoCardHolder {
  readonly cardType: CardType
  /** SHA-1 of the issuer's key bits, lower-case hex. */
  readonly caKeyId: string
  /** serialNumber of the certificate's subject. */
  readonly subjectIdentifier: string
  readonly personId: string
}

/** A row of `institution_identifiers`. */
export interface DemoInstitutionIdentifier {
  readonly kind: 'hca-institution-serial' | 'government-oid' | 'business-number'
  readonly value: string
  readonly institutionCode: string
}

export interface DemoVendor {
  readonly id: string
  readonly name: string
  /** 統一編號, with a valid check digit. */
  readonly businessNumber: string
  /** ISO 8601 day; null while its own line is not approved. */
  readonly lineApprovedAt: string | null
}

export interface DemoEnrolments {
  readonly cardHolders: readonly DemoCardHolder[]
  readonly institutionIdentifiers: readonly DemoInstitutionIdentifier[]
}

export const demoInstitutions: readonly DemoInstitution[] = [
  { code: '3501999018', name: '示範晨曦診所', type: 'clinic', division: 'taipei', filesThrough: null },
  { code: '5901999027', name: '示範安禾藥局', type: 'pharmacy', division: 'taipei', filesThrough: null },
  { code: '0901999031', name: '示範仁樂醫院', type: 'hospital', division: 'central', filesThrough: null },
  { code: '2301999040', name: '示範衛生所', type: 'health-station', division: 'eastern', filesThrough: '0901999031' },
  { code: '3501999054', name: '示範工業股份有限公司附設診所', type: 'clinic', division: 'taipei', filesThrough: null },
]

/** Where notices to an institution go: a name that no mail server has. */
export const demoEmail = (institutionCode: string): string => `${institutionCode}@institution.example`

/** Ids are UUIDs, so that they fit wherever the server's own do. */
const personId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const vendorId = (number: number) => `00000000-0000-4000-8001-${String(number).padStart(12, '0')}`

/** The holder of each personal card, by the card's id. A card that is not here was never enrolled. */
const holders: Readonly<Record<string, DemoPerson>> = {
  'hca-personnel': { id: personId(1), name: '林示範', idNumber: 'A199090017' },
  moica: { id: personId(2), name: '陳測試', idNumber: 'A299090028' },
  'hca-personnel-revoked': { id: personId(3), name: '廢示範', idNumber: 'A199090035' },
  'hca-personnel-expired': { id: personId(4), name: '期示範', idNumber: 'A299090046' },
  'hca-personnel-blocked': { id: personId(5), name: '鎖示範', idNumber: 'A199090053' },
  'hca-personnel-unassigned': { id: personId(6), name: '閒示範', idNumber: 'A299090064' },
  'hca-personnel-production': { id: personId(7), name: '正示範', idNumber: 'A199090071' },
  piv: { id: personId(8), name: '智示範', idNumber: 'A299090082' },
  pkcs15: { id: personId(9), name: '憑示範', idNumber: 'A199090099' },
  'moica-staff': { id: personId(10), name: '署示範', idNumber: 'A299090108' },
  nhi: { id: personId(11), name: '許測試', idNumber: 'A299090117' },
  'nhi-preset': { id: personId(12), name: '江示範', idNumber: 'A199090124' },
  'nhi-production': { id: personId(13), name: '何示範', idNumber: 'A299090135' },
  'nhi-unknown': { id: personId(14), name: '蘇示範', idNumber: 'A199090142' },
}

export const demoPeople: readonly DemoPerson[] = Object.values(holders)

/**
 * One person goes straight in, one must choose between two institutions, one is enrolled and assigned nowhere. The
 * holders of faulty cards have a role, so that nothing but the fault can be what keeps them out.
 */
export const demoRoles: readonly DemoRole[] = [
  ...roles('hca-personnel', '3501999018', ['manager', 'user']),
  ...roles('moica', '3501999018', ['user']),
  ...roles('moica', '5901999027', ['manager', 'user']),
  ...roles('hca-personnel-revoked', '0901999031', ['user']),
  ...roles('hca-personnel-expired', '0901999031', ['user']),
  ...roles('hca-personnel-blocked', '0901999031', ['user']),
  ...roles('hca-personnel-production', '0901999031', ['user']),
  ...roles('piv', '3501999018', ['user']),
  ...roles('pkcs15', '3501999018', ['user']),
  ...roles('nhi', '3501999018', ['user']),
  // Where the browser tests apply for a module of their own.
  ...roles('nhi', '2301999040', ['user']),
  ...roles('nhi-preset', '3501999018', ['user']),
  ...roles('nhi-production', '3501999018', ['user']),
  ...roles('nhi-unknown', '3501999018', ['user']),
]

/** Services that institutions applied for on the VPN platform. */
export const demoServices: readonly { readonly institutionCode: string; readonly service: ServiceCode }[] = [
  { institutionCode: '3501999018', service: 'A.01' },
  { institutionCode: '3501999018', service: 'E' },
  { institutionCode: '5901999027', service: 'A.01' },
  { institutionCode: '5901999027', service: 'A.01.03' },
]

/** Services of an institution that its manager gave to a user, on the VPN platform. */
export const demoGrants: readonly DemoGrant[] = [...grants('moica', '5901999027', ['A.01', 'A.01.03'])]

/** 健保VPN HIS廠商: each with a valid 統一編號, one whose own line is not approved anew. */
export const demoVendors: readonly DemoVendor[] = [
  { id: vendorId(1), name: '示範醫療資訊股份有限公司', businessNumber: '99992002', lineApprovedAt: '2026-01-15' },
  { id: vendorId(2), name: '示範診所系統有限公司', businessNumber: '99993001', lineApprovedAt: '2026-02-02' },
  { id: vendorId(3), name: '示範舊線路資訊有限公司', businessNumber: '99994000', lineApprovedAt: null },
]

export interface DemoAccount {
  readonly personId: string
  readonly name: string
  /** Given beforehand: its holder has to change it at the first sign-in. */
  readonly password: string
}

/** 一般登入 on the Internet platform. npm start prints it. */
export const demoAccounts: readonly DemoAccount[] = [
  { personId: personId(2), name: 'chen.demo', password: 'first-demo-sign-in' },
]

export interface DemoNhiPassword {
  readonly personId: string
  readonly password: string
  readonly state: 'own' | 'preset'
}

/** Those of the holders of NHI cards. */
export const demoNhiPasswords: readonly DemoNhiPassword[] = demoCards.flatMap(({ id, password }) => {
  const holder = holders[id]
  return holder && password ? [{ personId: holder.id, password: password.text, state: password.state }] : []
})

export interface DemoPost extends StaffPost {
  readonly personId: string
}

/** Who works in the back office. */
export const demoPosts: readonly DemoPost[] = Object.entries(holders)
  .filter(([cardId]) => cardId === 'moica-staff')
  .flatMap(([, { id }]) => [
    { personId: id, role: 'administrator', area: 'everywhere' },
    { personId: id, role: 'information', area: 'everywhere' },
    { personId: id, role: 'headquarters', area: 'everywhere' },
    { personId: id, role: 'division', area: 'taipei' },
    { personId: id, role: 'health-bureau', area: 'TPE' },
    { personId: id, role: 'health-bureau', area: 'TXG' },
  ])

function roles(cardId: string, institutionCode: string, held: readonly Role[]): DemoRole[] {
  const holder = holders[cardId]
  return holder ? held.map((role) => ({ personId: holder.id, institutionCode, role })) : []
}

function grants(cardId: string, institutionCode: string, services: readonly ServiceCode[]): DemoGrant[] {
  const holder = holders[cardId]
  return holder ? services.map((service) => ({ personId: holder.id, institutionCode, service })) : []
}

/** Needs the PKI because an enrolment names the key under which its certificate was issued. */
export function demoEnrolments(pki: DemoPki): DemoEnrolments {
  const cardHolders: DemoCardHolder[] = []
  for (const card of demoCards) {
    const holder = holders[card.id]
    if (!holder || !card.certificate || card.certificate.issuer === 'impostor') continue
    cardHolders.push({
      cardType: card.cardType,
      caKeyId: keyIdOf(pki, card.certificate.issuer),
      subjectIdentifier: card.certificate.subject.serialNumber,
      personId: holder.id,
    })
  }
  return { cardHolders, institutionIdentifiers }
}

const keyIdOf = (pki: DemoPki, issuer: IssuingAuthorityCode) => pki.authorities[issuer].keyId

const subjectOf = (cardId: string) => demoCards.find(({ id }) => id === cardId)?.certificate?.subject

const institutionIdentifiers: readonly DemoInstitutionIdentifier[] = [
  {
    kind: 'hca-institution-serial',
    value: subjectOf('hca-institution')?.serialNumber ?? '',
    institutionCode: '3501999018',
  },
  { kind: 'government-oid', value: subjectOf('gca-unit')?.governmentOid ?? '', institutionCode: '2301999040' },
  { kind: 'business-number', value: subjectOf('moeaca')?.businessNumber ?? '', institutionCode: '3501999054' },
]
