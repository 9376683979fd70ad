import type { CardType } from '../core/cards/card-types.ts'
import type { Role } from '../core/protocol/roles.ts'
import { demoCards } from './cards/demo-cards.ts'
import { type IssuingAuthorityCode } from './pki/authorities.ts'
import type { DemoPki } from './pki/demo-pki.ts'

/** Who is in the demo, as rows for the server's tables. Every name, number and code is invented. */
export interface DemoInstitution {
  /** 10 digits; the last is Σ i·dᵢ mod 10. */
  readonly code: string
  readonly name: string
  readonly type: 'clinic' | 'pharmacy' | 'hospital' | 'health-station' | 'company-clinic'
}

export interface DemoPerson {
  readonly id: string
  readonly name: string
}

export interface DemoRole {
  readonly personId: string
  readonly institutionCode: string
  readonly role: Role
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

export interface DemoEnrolments {
  readonly cardHolders: readonly DemoCardHolder[]
  readonly institutionIdentifiers: readonly DemoInstitutionIdentifier[]
}

export const demoInstitutions: readonly DemoInstitution[] = [
  { code: '3501999018', name: '示範晨曦診所', type: 'clinic' },
  { code: '5901999027', name: '示範安禾藥局', type: 'pharmacy' },
  { code: '0901999031', name: '示範仁樂醫院', type: 'hospital' },
  { code: '2301999040', name: '示範衛生所', type: 'health-station' },
  { code: '3501999054', name: '示範工業股份有限公司附設診所', type: 'company-clinic' },
]

/** Ids are UUIDs, so that they fit wherever the server's own do. */
const personId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** The holder of each personal card, by the card's id. A card that is not here was never enrolled. */
const holders: Readonly<Record<string, DemoPerson>> = {
  'hca-personnel': { id: personId(1), name: '林示範' },
  moica: { id: personId(2), name: '陳測試' },
  'hca-personnel-revoked': { id: personId(3), name: '廢示範' },
  'hca-personnel-expired': { id: personId(4), name: '期示範' },
  'hca-personnel-blocked': { id: personId(5), name: '鎖示範' },
  'hca-personnel-unassigned': { id: personId(6), name: '閒示範' },
  'hca-personnel-production': { id: personId(7), name: '正示範' },
  piv: { id: personId(8), name: '智示範' },
  pkcs15: { id: personId(9), name: '憑示範' },
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
]

function roles(cardId: string, institutionCode: string, held: readonly Role[]): DemoRole[] {
  const holder = holders[cardId]
  return holder ? held.map((role) => ({ personId: holder.id, institutionCode, role })) : []
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
