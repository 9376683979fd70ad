import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enrolCard, enrolInstitution } from '../../../server/auth/enrol.ts'
import { localHolderDirectory } from '../../../server/auth/local-holder-directory.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal)
})
afterAll(() => portal.close())

const key = { cardType: 'hca-personnel', caKeyId: 'ab'.repeat(20), subjectIdentifier: '0000000000000123' } as const
const actor = 'division-office:1'
const other = { id: '018f0000-0000-7000-8000-000000000002', name: '陳測試', idNumber: null }

describe('enrolling a card', () => {
  it('makes it lead to its holder, with one audit row that names who did it', async () => {
    await enrolCard(portal, { key, personId: person.id, actor })
    await enrolCard(portal, { key, personId: person.id, actor })
    const holders = localHolderDirectory(portal.database.query)
    expect(await holders.findPerson(key)).toEqual(person)
    const rows = await portal.database.query.selectFrom('audit').selectAll().execute()
    expect(rows).toMatchObject([{ event: 'enrol-card', person_id: person.id, detail: { actor } }])
  })

  it('never moves it to somebody else', async () => {
    await savePerson(portal.database.query, other)
    await enrolCard(portal, { key, personId: person.id, actor })
    await expect(enrolCard(portal, { key, personId: other.id, actor })).rejects.toMatchObject({
      code: 'ERR_REQUEST_CONFLICT',
    })
    expect(await localHolderDirectory(portal.database.query).findPerson(key)).toEqual(person)
  })

  it.each([
    ['card type', { ...key, cardType: 'moica' as const }],
    ['issuing key', { ...key, caKeyId: 'cd'.repeat(20) }],
    ['identifier', { ...key, subjectIdentifier: '0000000000000124' }],
  ])('says nothing about another %s', async (_what, otherKey) => {
    await enrolCard(portal, { key, personId: person.id, actor })
    expect(await localHolderDirectory(portal.database.query).findPerson(otherKey)).toBeUndefined()
  })
})

describe('enrolling an institution', () => {
  const identifier = { kind: 'business-number', value: '12345675' }

  it('makes its certificate lead to it, and never to another one', async () => {
    await enrolInstitution(portal, { identifier, institutionCode: clinic.code, actor })
    await enrolInstitution(portal, { identifier, institutionCode: clinic.code, actor })
    const holders = localHolderDirectory(portal.database.query)
    expect(await holders.findInstitution(identifier)).toEqual(clinic)
    expect(await holders.findInstitution({ ...identifier, kind: 'government-oid' })).toBeUndefined()
    await expect(enrolInstitution(portal, { identifier, institutionCode: pharmacy.code, actor })).rejects.toMatchObject(
      { code: 'ERR_REQUEST_CONFLICT' },
    )
    expect(await portal.auditRows()).toHaveLength(1)
  })
})
