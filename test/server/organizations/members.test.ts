import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { managerSeats } from '../../../core/portal/manager-seats.ts'
import { addCardHolder } from '../../../server/db/tables/card-holders.ts'
import { findPersonByIdNumber } from '../../../server/db/tables/people.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'
import { addPerson, idNumberOf, noContact, representative, signedInAs } from './institution-pages.ts'

let portal: TestPortal
let card: Page
let manager: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedPeople(portal)
  card = await representative(portal)
  manager = await signedInAs(portal, person.id)
})
afterAll(() => portal.close())

const managers = 'organizations/managers'
const users = 'organizations/users'
const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
const notAllowed = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }
const contact = { phone: '02-2345-6789 #12', email: 'manager@clinic.example' }
const newcomer = { idNumber: idNumberOf(1), name: '王新任', contact }

const details = () =>
  portal.database.query
    .selectFrom('audit')
    .select(['event', 'code', 'person_id', 'institution_code', 'detail'])
    .orderBy('id')
    .execute()

describe('機構管理者維護作業', () => {
  it('lists the managers of the institution alone, with masked numbers and all their roles', async () => {
    await addPerson(portal, { name: '他所人', serial: 7, roles: ['manager'], code: pharmacy.code })
    const key = { cardType: 'moica', caKeyId: 'aa', subjectIdentifier: '1' } as const
    await addCardHolder(portal.database.query, { ...key, personId: person.id, at: portal.clock.now() })
    expect(await card.ask(`GET /api/${managers}`)).toEqual({
      managers: [
        {
          personId: person.id,
          name: person.name,
          maskedIdNumber: 'A1****0017',
          contact: noContact,
          roles: ['manager', 'user'],
          hasCard: true,
          assignedAt: portal.clock.now().toISOString(),
        },
      ],
      seats: managerSeats,
    })
  })

  it('appoints somebody whom the directory knows, by the whole number and the name', async () => {
    const personId = await addPerson(portal, { name: '李已知', serial: 2 })
    const appointed = await card.ask(`POST /api/${managers}`, {
      idNumber: ` ${idNumberOf(2).toLowerCase()} `,
      name: '李 已知',
      contact,
    })
    expect(appointed).toMatchObject({ personId, name: '李已知', contact, roles: ['manager'] })
    expect(await details()).toEqual([
      {
        event: 'appoint-manager',
        code: null,
        person_id: null,
        institution_code: clinic.code,
        detail: { person: personId },
      },
    ])
  })

  it('adds somebody whom the directory does not know, who has no card yet', async () => {
    const appointed = await card.ask(`POST /api/${managers}`, newcomer)
    expect(appointed).toMatchObject({ name: '王新任', hasCard: false, roles: ['manager'] })
    const added = await findPersonByIdNumber(portal.database.query, newcomer.idNumber)
    expect(added).toEqual({ id: appointed.personId, name: '王新任', idNumber: newcomer.idNumber })
    expect((await details())[0]?.detail).toEqual({ person: appointed.personId, directory: 'added' })
  })

  it('refuses a number that the directory knows under another name, and changes nothing', async () => {
    const personId = await addPerson(portal, { name: '李已知', serial: 2 })
    const refusal = await card.refusal(`POST /api/${managers}`, { idNumber: idNumberOf(2), name: '李未知', contact })
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_NAME_DIFFERS' })
    expect((await card.ask(`GET /api/${managers}`)).managers.map((it) => it.personId)).not.toContain(personId)
  })

  it.each([
    ['a wrong check digit', { idNumber: 'A199090018' }, 'idNumber'],
    ['no name', { name: ' ' }, 'name'],
    ['an address that is none', { contact: { phone: '', email: 'nobody' } }, 'contact.email'],
    ['a telephone number that is none', { contact: { phone: '<b>', email: '' } }, 'contact.phone'],
  ])('refuses %s', async (_, wrong, field) => {
    const refusal = await card.refusal(`POST /api/${managers}`, { ...newcomer, ...wrong })
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
  })

  it('refuses who is a manager there already', async () => {
    const again = { idNumber: person.idNumber, name: person.name, contact }
    expect(await card.refusal(`POST /api/${managers}`, again)).toEqual({ status: 409, code: 'ERR_REQUEST_ROLE_HELD' })
  })

  it('changes how a manager is reached, and nothing else', async () => {
    const changed = await card.ask(`PUT /api/${managers}`, { personId: person.id, contact })
    expect(changed).toMatchObject({ personId: person.id, contact, roles: ['manager', 'user'] })
    expect((await manager.ask(`GET /api/${users}`)).users[0]?.contact).toEqual(noContact)
  })

  it('one of another institution is neither changed nor removed', async () => {
    const personId = await addPerson(portal, { name: '他所人', serial: 7, roles: ['manager'], code: pharmacy.code })
    expect(await card.refusal(`PUT /api/${managers}`, { personId, contact })).toEqual(notFound)
    await portal.confirm(card, 'remove-manager', personId)
    expect(await card.refusal(`DELETE /api/${managers}`, { personId })).toEqual(notFound)
    const there = await (await representative(portal, pharmacy.code)).ask(`GET /api/${managers}`)
    expect(there.managers).toMatchObject([{ personId, contact: noContact }])
  })

  it('a user is not changed or removed as a manager', async () => {
    const personId = await addPerson(portal, { name: '使用人', serial: 8, roles: ['user'] })
    expect(await card.refusal(`PUT /api/${managers}`, { personId, contact })).toEqual(notFound)
    await portal.confirm(card, 'remove-manager', personId)
    expect(await card.refusal(`DELETE /api/${managers}`, { personId })).toEqual(notFound)
  })

  it('who is removed loses it at the next request of a session that is open', async () => {
    await manager.ask(`GET /api/${users}`)
    await portal.confirm(card, 'remove-manager', person.id)
    await card.ask(`DELETE /api/${managers}`, { personId: person.id })
    expect(await manager.refusal(`GET /api/${users}`)).toEqual(notAllowed)
    expect((await manager.ask('GET /api/auth/session')).institution?.roles).toEqual(['user'])
  })

  it('who loses the last role is signed out by the next request', async () => {
    const personId = await addPerson(portal, { name: '只管理', serial: 9, roles: ['manager'] })
    const page = await signedInAs(portal, personId)
    await page.ask('GET /api/auth/session')
    await portal.confirm(card, 'remove-manager', personId)
    await card.ask(`DELETE /api/${managers}`, { personId })
    expect(await page.refusal('GET /api/auth/session')).toEqual({ status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' })
  })
})

describe('the seats of the managers', () => {
  const fill = async (count: number) => {
    for (let serial = 100; serial < 100 + count; serial++) {
      await addPerson(portal, { name: `管理${serial}`, serial, roles: ['manager'] })
    }
  }
  const count = async () => (await card.ask(`GET /api/${managers}`)).managers.length

  it('are all that there are', async () => {
    await fill(managerSeats - 1)
    const refusal = await card.refusal(`POST /api/${managers}`, newcomer)
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_SEATS_TAKEN', details: { seats: managerSeats } })
    expect(await findPersonByIdNumber(portal.database.query, newcomer.idNumber)).toBeUndefined()
    await portal.confirm(card, 'remove-manager', person.id)
    await card.ask(`DELETE /api/${managers}`, { personId: person.id })
    await card.ask(`POST /api/${managers}`, newcomer)
    expect(await count()).toBe(managerSeats)
  })

  it('do not limit the users', async () => {
    await fill(managerSeats - 1)
    await manager.ask(`POST /api/${users}`, { member: newcomer })
  })

  it('of a hundred who ask at once for the last one, exactly one gets it', { timeout: 60_000 }, async () => {
    await fill(managerSeats - 2)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        card.call(`POST /api/${managers}`, { idNumber: idNumberOf(1000 + index), name: `候選${index}`, contact }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body)
    for (const body of refused) expect(body).toMatchObject({ error: { code: 'ERR_REQUEST_SEATS_TAKEN' } })
    expect(await count()).toBe(managerSeats)
    expect((await details()).filter(({ event, code }) => event === 'appoint-manager' && code === null)).toHaveLength(1)
  })
})

describe('機構使用者維護作業', () => {
  it('appoints, changes and removes a user', async () => {
    const { personId } = await manager.ask(`POST /api/${users}`, { member: newcomer })
    expect(await manager.ask(`PUT /api/${users}`, { personId, contact: noContact })).toMatchObject({
      contact: noContact,
    })
    expect((await manager.ask(`GET /api/${users}`)).users.map(({ name }) => name).toSorted()).toEqual(
      [person.name, '王新任'].toSorted(),
    )
    await manager.ask(`DELETE /api/${users}`, { personId })
    expect((await manager.ask(`GET /api/${users}`)).users.map(({ name }) => name)).toEqual([person.name])
    expect(await manager.refusal(`DELETE /api/${users}`, { personId })).toEqual(notFound)
    const rows = (await details()).filter(({ code }) => code === null)
    expect(rows.map(({ event }) => event)).toEqual(['appoint-user', 'change-user', 'remove-user'])
    for (const row of rows) expect(row).toMatchObject({ person_id: person.id, detail: { person: personId } })
  })

  it('a person may be a user of several institutions', async () => {
    const personId = await addPerson(portal, { name: '兩處人', serial: 7, roles: ['user'], code: pharmacy.code })
    const member = { idNumber: idNumberOf(7), name: '兩處人', contact }
    expect(await manager.ask(`POST /api/${users}`, { member })).toMatchObject({ personId, roles: ['user'] })
  })

  it('a manager may make themselves a user, reached as before', async () => {
    const personId = await addPerson(portal, { name: '只管理', serial: 9, roles: ['manager'] })
    await card.ask(`PUT /api/${managers}`, { personId, contact })
    const page = await signedInAs(portal, personId)
    expect(await page.ask(`POST /api/${users}`, { member: null })).toMatchObject({
      personId,
      contact,
      roles: ['manager', 'user'],
    })
    expect(await page.refusal(`POST /api/${users}`, { member: null })).toEqual({
      status: 409,
      code: 'ERR_REQUEST_ROLE_HELD',
    })
    await page.ask(`DELETE /api/${users}`, { personId })
    expect((await page.ask('GET /api/auth/session')).institution?.roles).toEqual(['manager'])
  })

  it('refuses a name that differs, and a user of another institution', async () => {
    const personId = await addPerson(portal, { name: '他所人', serial: 7, roles: ['user'], code: pharmacy.code })
    const member = { idNumber: idNumberOf(7), name: '別的人', contact }
    const refusal = await manager.refusal(`POST /api/${users}`, { member })
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_NAME_DIFFERS' })
    expect(await manager.refusal(`PUT /api/${users}`, { personId, contact })).toEqual(notFound)
    expect(await manager.refusal(`DELETE /api/${users}`, { personId })).toEqual(notFound)
  })

  it('is the manager’s work: neither the card of the institution nor a user does it', async () => {
    const user = await signedInAs(portal, await addPerson(portal, { name: '使用人', serial: 8, roles: ['user'] }))
    for (const page of [card, user]) {
      expect(await page.refusal(`POST /api/${users}`, { member: newcomer })).toEqual(notAllowed)
    }
  })
})

describe('異動紀錄', () => {
  const history = (page: Page, query = '') => page.ask('GET /api/organizations/history', undefined, { query })

  it('tells who did what to whom, newest first, by the names of now', async () => {
    const { personId } = await card.ask(`POST /api/${managers}`, newcomer)
    portal.clock.advance(60)
    const at = portal.clock.now().toISOString()
    await manager.ask(`DELETE /api/${users}`, { personId: person.id })
    expect(await history(card)).toEqual({
      entries: [
        { at, event: 'remove-user', actor: person.name, person: person.name, service: null, vendor: null },
        {
          at: expect.any(String),
          event: 'appoint-manager',
          actor: null,
          person: '王新任',
          service: null,
          vendor: null,
        },
      ],
      page: 1,
      pages: 1,
    })
    expect(await history(manager)).toEqual(await history(card))
    expect(personId).not.toBe(person.id)
  })

  it('has twenty a page', async () => {
    for (let index = 0; index < 21; index++) {
      await card.ask(`PUT /api/${managers}`, { personId: person.id, contact })
    }
    expect(await history(card)).toMatchObject({ page: 1, pages: 2, entries: { length: 20 } })
    expect(await history(card, '?page=2')).toMatchObject({ page: 2, pages: 2, entries: { length: 1 } })
    expect(await history(card, '?page=3')).toMatchObject({ page: 3, pages: 2, entries: [] })
  })

  it('leaves out what was refused, what is no change, and every other institution', async () => {
    await card.refusal(`POST /api/${managers}`, { ...newcomer, idNumber: person.idNumber })
    const there = await representative(portal, pharmacy.code)
    await there.ask(`POST /api/${managers}`, newcomer)
    await manager.ask('POST /api/auth/institution', { institution: clinic.code })
    expect(await history(card)).toEqual({ entries: [], page: 1, pages: 1 })
    expect((await history(there)).entries).toHaveLength(1)
  })
})

it('a whole ID number is in no answer, no audit row and no log line', async () => {
  const { personId } = await card.ask(`POST /api/${managers}`, newcomer)
  const told = JSON.stringify([
    await card.call(`GET /api/${managers}`),
    await card.call(`POST /api/${managers}`, newcomer),
    await card.call(`POST /api/${managers}`, { ...newcomer, name: '別的人' }),
    await card.call(`POST /api/${managers}`, { ...newcomer, idNumber: `${newcomer.idNumber}0` }),
    await card.call(`PUT /api/${managers}`, { personId, contact }),
    await manager.call(`GET /api/${users}`),
    await card.call('GET /api/organizations/history'),
    await portal.database.query.selectFrom('audit').selectAll().execute(),
    portal.logged,
  ])
  expect(told).toContain(personId)
  for (const idNumber of [newcomer.idNumber, person.idNumber]) expect(told).not.toContain(idNumber)
})
