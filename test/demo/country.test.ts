import { expect, it } from 'vitest'
import { isIdNumber } from '../../core/portal/id-number.ts'
import { servicesFor } from '../../core/portal/services.ts'
import { inventCountry } from '../../demo/country.ts'
import { demoInstitutions, demoPeople } from '../../demo/people.ts'

const country = inventCountry({ institutions: 300, people: 4000 })
const { institutions, people, assignments, services, grants } = country

it('has as many institutions and people as were asked for, each by a number of its own, none of the demo’s', () => {
  const codes = [...institutions, ...demoInstitutions].map(({ code }) => code)
  expect(new Set(codes)).toHaveProperty('size', 300 + demoInstitutions.length)
  const numbers = [...people, ...demoPeople].map(({ idNumber }) => idNumber)
  expect(new Set(numbers)).toHaveProperty('size', 4000 + demoPeople.length)
  expect(new Set(people.map(({ id }) => id))).toHaveProperty('size', 4000)
})

it('has valid check digits', () => {
  expect(people.filter(({ idNumber }) => !isIdNumber(idNumber))).toEqual([])
  const isValid = (code: string) =>
    Array.from(code.slice(0, 9)).reduce((sum, digit, index) => sum + (index + 1) * Number(digit), 0) % 10 ===
    Number(code[9])
  expect([...institutions, ...demoInstitutions].filter(({ code }) => !isValid(code))).toEqual([])
})

it('files claims only through what stands before', () => {
  const seen = new Set<string>()
  for (const { code, filesThrough } of institutions) {
    if (filesThrough !== null) expect(seen.has(filesThrough)).toBe(true)
    seen.add(code)
  }
  expect(institutions.some(({ filesThrough }) => filesThrough !== null)).toBe(true)
})

it('has a manager everywhere, nobody twice in one role, and people at two places', () => {
  const keys = assignments.map(({ personId, institutionCode, role }) => `${personId} ${institutionCode} ${role}`)
  expect(new Set(keys).size).toBe(keys.length)
  const managed = new Set(assignments.filter(({ role }) => role === 'manager').map((it) => it.institutionCode))
  expect(managed.size).toBe(300)
  const places = new Map<string, number>()
  for (const { personId, role } of assignments)
    if (role === 'user') places.set(personId, (places.get(personId) ?? 0) + 1)
  expect(Math.max(...places.values())).toBe(2)
})

it('grants to users what their institution may have and has applied for', () => {
  const typeOf = new Map(institutions.map(({ code, type }) => [code, type]))
  const applied = new Set(services.map((it) => `${it.institutionCode} ${it.platform} ${it.service}`))
  const users = new Set(assignments.filter(({ role }) => role === 'user').map((it) => it.personId + it.institutionCode))
  for (const { institutionCode, platform, service } of services)
    expect(servicesFor(typeOf.get(institutionCode) ?? 'clinic', platform)).toContain(service)
  const wrong = grants.filter(
    (it) =>
      !applied.has(`${it.institutionCode} ${it.platform} ${it.service}`) ||
      !users.has(it.personId + it.institutionCode),
  )
  expect(wrong).toEqual([])
  expect(grants.length).toBeGreaterThan(1000)
})
