import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { openTestPortal, person, type TestPortal } from '../test-portal.ts'
import { makeJwk, summary } from './oidc-portal.ts'

const holder = { kind: 'person', personId: person.id } as const
const facts = summary(makeJwk())
const post = 'POST /api/staff/clients'
const put = 'PUT /api/staff/clients'

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await savePerson(portal.database.query, person)
  await addStaffPost(portal.database.query, {
    personId: person.id,
    role: 'information',
    area: 'everywhere',
    at: portal.clock.now(),
  })
  page = await portal.signedIn(holder)
})
afterAll(() => portal.close())

async function add(changes: object = {}) {
  await portal.confirm(page, 'change-client', facts.clientId)
  const { clients } = await page.ask(post, { ...facts, ...changes })
  const [client] = clients
  if (!client) throw new Error('it was not added')
  return client
}

describe('單一登入系統作業', () => {
  it('adds, changes and withdraws a system, each time signed for, with its history and in the audit', async () => {
    expect(await page.refusal(post, facts)).toMatchObject({ code: 'ERR_REQUEST_CONFIRMATION_NEEDED' })
    const { changedAt, changedBy, ...client } = await add()
    expect(client).toEqual({ ...facts, id: client.id, version: 1 })
    expect([changedBy, changedAt]).toEqual([person.name, portal.clock.now().toISOString()])
    expect(await page.refusal(put, client)).toMatchObject({ code: 'ERR_REQUEST_CONFIRMATION_NEEDED' })
    await portal.confirm(page, 'change-client', facts.clientId)
    await page.ask(put, { ...client, inUse: false })
    const query = `?id=${client.id}`
    const { versions } = await page.ask('GET /api/staff/clients/history', undefined, { query })
    expect(versions[0]).toMatchObject({ version: 2, by: person.name, changes: [{ field: 'inUse', value: '0' }] })
    const written = await portal.database.query
      .selectFrom('audit')
      .select('detail')
      .where('event', '=', 'write-client')
      .where('code', 'is', null)
      .orderBy('id')
      .execute()
    expect(written.at(-1)?.detail).toEqual({ record: client.id, version: 2, fields: 'inUse' })
  })

  it('names in the PIN window which system it is about', async () => {
    const ask = async () =>
      (await page.ask('POST /api/auth/confirmation', { action: 'change-client', subject: facts.clientId })).confirm
        ?.words
    expect(await ask()).toBe('新系統 claims-summary')
    await add()
    expect(await ask()).toBe('申報總表系統（claims-summary）')
  })

  it('refuses an id that is taken, a version that is old, and another id', async () => {
    const { changedAt: _at, changedBy: _by, ...client } = await add()
    await portal.confirm(page, 'change-client', facts.clientId)
    expect(await page.refusal(post, facts)).toMatchObject({ status: 409, code: 'ERR_REQUEST_CLIENT_KNOWN' })
    expect(await page.refusal(put, { ...client, version: 7 })).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
    await portal.confirm(page, 'change-client', 'other-system')
    const other = { ...client, clientId: 'other-system' }
    expect(await page.refusal(put, other)).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it.each([
    ['http', { redirectAddresses: ['http://summary.example/callback'] }],
    ['two hosts', { redirectAddresses: ['https://a.example/', 'https://b.example/'] }],
    ['no address', { redirectAddresses: [] }],
    ['a fragment', { logoutAddress: 'https://summary.example/#x' }],
    ['a private key', { keys: [{ ...facts.keys[0], d: 'd'.repeat(43) }] }],
    ['no entry', { entries: [] }],
  ])('takes no system with %s', async (_what, changes) => {
    await portal.confirm(page, 'change-client', facts.clientId)
    const refused = await page.refusal(post, { ...facts, ...changes })
    expect(refused).toMatchObject({ status: 400, code: 'ERR_REQUEST_MALFORMED' })
  })

  it('takes addresses of this computer in a demo alone', async () => {
    const local = { ...facts, loginAddress: 'http://sample.localhost:8080/login' }
    await portal.confirm(page, 'change-client', facts.clientId)
    expect(await page.refusal(post, local)).toMatchObject({ code: 'ERR_REQUEST_CLIENT_LOCAL' })
  })
})
