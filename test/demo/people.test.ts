import { beforeAll, describe, expect, it } from 'vitest'
import { demoCards } from '../../demo/cards/demo-cards.ts'
import { demoEnrolments, demoInstitutions, demoPeople, demoRoles } from '../../demo/people.ts'
import type { DemoPki } from '../../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'

let pki: DemoPki
beforeAll(async () => {
  pki = await makeDemoPki({ now: new Date() })
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

  it('the business number has a valid check digit', () => {
    const number =
      demoEnrolments(pki).institutionIdentifiers.find(({ kind }) => kind === 'business-number')?.value ?? ''
    expect(number).toMatch(/^\d{8}$/)
    const weights = [1, 2, 1, 2, 1, 2, 4, 1]
    const sum = digits(number)
      .map((digit, index) => digit * (weights[index] ?? 0))
      .reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0)
    expect(sum % 5).toBe(0)
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

  it('an enrolment names the key under which the card was issued', () => {
    expect(holderOf('moica')).toMatchObject({ cardType: 'moica', caKeyId: pki.authorities.MOICA.keyId })
    expect(holderOf('hca-personnel')).toMatchObject({ caKeyId: pki.authorities.HCA.keyId })
  })
})
