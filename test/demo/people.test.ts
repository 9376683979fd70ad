import { beforeAll, describe, expect, it } from 'vitest'
import type { KnownCard } from '../../core/cards/card-profile.ts'
import { environmentByNumber } from '../../core/cards/nhi-numbers.ts'
import { isBusinessNumber } from '../../core/portal/business-number.ts'
import { isIdNumber } from '../../core/portal/id-number.ts'
import { passwordKinds } from '../../core/portal/password-kinds.ts'
import { demoCards } from '../../demo/cards/demo-cards.ts'
import { demoNhiCards } from '../../demo/cards/nhi-numbers.ts'
import {
  demoEnrolments,
  demoInstitutions,
  demoNhiPasswords,
  demoPeople,
  demoRoles,
  demoVendors,
} from '../../demo/people.ts'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { makeTestPki } from './test-pki.ts'

let pki: DemoPki
beforeAll(async () => {
  pki = await makeTestPki()
}, 60_000)

const digits = (code: string) => Array.from(code, Number)
const institutionsOf = (personId: string) =>
  new Set(demoRoles.filter((role) => role.personId === personId).map(({ institutionCode }) => institutionCode))
const holderOf = (cardId: string) => {
  const subject = demoCards.find(({ id }) => id === cardId)?.certificate?.subject.serialNumber
  return demoEnrolments(pki).cardHolders.find(({ subjectIdentifier }) => subjectIdentifier === subject)
}

describe('the people of the demo', () => {
  it('institution codes end in their check digit', () => {
    for (const { code } of demoInstitutions) {
      expect(code).toMatch(/^\d{10}$/)
      const sum = digits(code.slice(0, 9)).reduce((total, digit, index) => total + (index + 1) * digit, 0)
      expect(sum % 10, code).toBe(Number(code[9]))
    }
  })

  it('business numbers have a valid check digit, and one vendor’s line is not approved', () => {
    const number =
      demoEnrolments(pki).institutionIdentifiers.find(({ kind }) => kind === 'business-number')?.value ?? ''
    for (const it of [number, ...demoVendors.map(({ businessNumber }) => businessNumber)]) {
      expect([it, isBusinessNumber(it)]).toEqual([it, true])
    }
    expect(demoVendors.filter(({ lineApprovedAt }) => lineApprovedAt === null)).toHaveLength(1)
  })

  it('every role and identifier names an institution and a person that there are', () => {
    const codes = new Set(demoInstitutions.map(({ code }) => code))
    const people = new Set(demoPeople.map(({ id }) => id))
    const { cardHolders, institutionIdentifiers } = demoEnrolments(pki)
    for (const { institutionCode, personId } of demoRoles) {
      expect(codes).toContain(institutionCode)
      expect(people).toContain(personId)
    }
    for (const { institutionCode, value } of institutionIdentifiers) {
      expect(codes).toContain(institutionCode)
      expect(value).not.toBe('')
    }
    for (const { personId } of cardHolders) expect(people).toContain(personId)
  })

  it('the personnel card goes straight in, the citizen certificate chooses between two', () => {
    expect(institutionsOf(holderOf('hca-personnel')?.personId ?? '').size).toBe(1)
    expect(institutionsOf(holderOf('moica')?.personId ?? '').size).toBe(2)
  })

  it('one card is enrolled without a role, one is not enrolled, and neither is the impostor’s', () => {
    expect(institutionsOf(holderOf('hca-personnel-unassigned')?.personId ?? '').size).toBe(0)
    expect(holderOf('hca-personnel-unassigned')).toBeDefined()
    expect(holderOf('hca-personnel-not-enrolled')).toBeUndefined()
    for (const { caKeyId } of demoEnrolments(pki).cardHolders) expect(caKeyId).not.toBe(pki.impostor.keyId)
  })

  it('the holder of each NHI card is a person with its ID number, a role and a password: one her own, one to be changed', () => {
    const cards = demoCards.filter(({ cardType }) => cardType === 'nhi')
    for (const { id, holder } of cards) {
      const person = demoPeople.find(({ idNumber }) => idNumber === holder?.nationalId)
      expect([id, person?.name, isIdNumber(person?.idNumber ?? '')]).toEqual([id, holder?.name, true])
      expect(institutionsOf(person?.id ?? '')).toContain('3501999018')
      const held = demoNhiPasswords.find(({ personId }) => personId === person?.id)
      expect(held?.state).toBe(id === 'nhi-preset' ? 'preset' : 'own')
      expect(held?.password.length).toBeGreaterThanOrEqual(passwordKinds['nhi-card'].minimumLength)
    }
    expect(cards).toHaveLength(4)
  })

  it('the number of an NHI card tells its environment, of all but one', () => {
    const environments = demoCards
      .filter(({ cardType }) => cardType === 'nhi')
      .map(({ id, cardSn }) => {
        const card = { cardType: 'nhi', cardSn, environment: 'unknown', institution: null } as const
        return [id, environmentByNumber<KnownCard>(card, demoNhiCards).environment]
      })
    expect(environments).toEqual([
      ['nhi', 'test'],
      ['nhi-preset', 'test'],
      ['nhi-production', 'production'],
      ['nhi-unknown', 'unknown'],
    ])
  })

  it('an enrolment names the key under which the card was issued', () => {
    expect(holderOf('moica')).toMatchObject({ cardType: 'moica', caKeyId: pki.authorities.MOICA.keyId })
    expect(holderOf('hca-personnel')).toMatchObject({ caKeyId: pki.authorities.HCA.keyId })
  })
})
