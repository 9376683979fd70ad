import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, type AuditEntry } from '../../../server/audit/audit.ts'
import { exportLimit } from '../../../server/audit-search/handle-search.ts'
import { newId } from '../../../server/db/new-id.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let page: Page
const staff = { id: '018f0000-0000-7000-8000-000000000009', name: '署示範', idNumber: 'A299090108' }

beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  const { database, clock } = portal
  await database.clear()
  await seedPeople(portal)
  await savePerson(database.query, staff)
  const post = { personId: staff.id, role: 'administrator', area: 'everywhere' } as const
  await addStaffPost(database.query, { ...post, at: clock.now() })
  page = await portal.signedIn({ kind: 'person', personId: staff.id })
})
afterAll(() => portal.close())

const add = (entry: AuditEntry) => audit(portal.database.query, portal.clock.now(), entry)
const search = async (filter: object = {}) => (await page.ask('POST /api/audit/search', filter)).rows
const events = async (filter: object) => (await search(filter)).map(({ event }) => event)
const searches = () =>
  portal.database.query
    .selectFrom('audit')
    .select(['event', 'person_id', 'detail'])
    .where('event', 'in', ['search-audit', 'export-audit'])
    .orderBy('id')
    .execute()

describe('a search', () => {
  it('shows a row with who did it, masked, and by what', async () => {
    await add({
      event: 'sign-in',
      step: 'path',
      code: 'ERR_CERT_REVOKED',
      platform: 'vpn',
      cardType: 'moica',
      personId: person.id,
      institutionCode: clinic.code,
      address: '192.0.2.1',
      detail: { reason: 'x' },
    })
    expect(await search({ event: 'sign-in' })).toEqual([
      {
        id: expect.any(String),
        at: portal.clock.now().toISOString(),
        event: 'sign-in',
        step: 'path',
        code: 'ERR_CERT_REVOKED',
        platform: 'vpn',
        cardType: 'moica',
        person: { id: person.id, name: person.name, maskedIdNumber: 'A1****0017' },
        institution: clinic.code,
        session: null,
        request: null,
        address: '192.0.2.1',
        detail: { reason: 'x' },
        block: null,
      },
    ])
  })

  it('goes by each filter, and by all that are given', async () => {
    const first = portal.clock.now()
    const [session, request] = [newId(first), newId(first)]
    await add({ event: 'sign-in', personId: person.id, sessionId: session, requestId: request })
    portal.clock.advance(60)
    await add({ event: 'remove-user', personId: staff.id, institutionCode: clinic.code, detail: { person: person.id } })
    await add({ event: 'read', code: 'ERR_REQUEST_NOT_ALLOWED', institutionCode: pharmacy.code })
    const until = portal.clock.now().toISOString()
    expect(await events({ event: 'read' })).toEqual(['read'])
    expect(await events({ code: 'ERR_REQUEST_NOT_ALLOWED' })).toEqual(['read'])
    expect(await events({ institution: clinic.code })).toEqual(['remove-user'])
    expect(await events({ session })).toEqual(['sign-in'])
    expect(await events({ request })).toEqual(['sign-in'])
    expect(await events({ from: first.toISOString(), until })).toContain('sign-in')
    expect(await events({ until: first.toISOString() })).toEqual([])
    expect(await events({ from: until, event: 'sign-in' })).toEqual([])
    // What the person did, and what was done to them; small letters are forgiven.
    expect((await events({ idNumber: ' a199090017', until: '2099-01-01T00:00:00Z' })).toSorted()).toEqual([
      'remove-user',
      'search-audit',
      'sign-in',
    ])
    expect(await events({ idNumber: 'A199090035' })).toEqual([])
  })

  it('leaves a row that says by what was asked, the person by id and no number', async () => {
    await search({ idNumber: person.idNumber, event: 'sign-in' })
    expect(await searches()).toEqual([
      { event: 'search-audit', person_id: staff.id, detail: { by: 'event idNumber', person: person.id } },
    ])
    expect(JSON.stringify(await searches())).not.toContain(person.idNumber)
  })

  it('pages through all of it, newest first, also where many rows are of one moment', async () => {
    for (let row = 0; row < 120; row++) await add({ event: 'sign-in' })
    const ids: string[] = []
    for (let more = true, after: string | undefined; more; after = ids.at(-1)) {
      const found = await page.ask('POST /api/audit/search', { event: 'sign-in', ...(after ? { after } : {}) })
      ids.push(...found.rows.map(({ id }) => id))
      more = found.more
    }
    expect(ids).toHaveLength(120)
    expect(ids).toEqual([...new Set(ids)].toSorted().reverse())
  })

  it.each([{ event: 'Read' }, { code: 'x' }, { idNumber: 'A199090018' }, { from: 'yesterday' }, { name: '林' }])(
    'is not made by %j',
    async (filter) => {
      expect(await page.refusal('POST /api/audit/search', filter)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
    },
  )

  it('is nothing for who works elsewhere in the agency, or not there', async () => {
    const user = await portal.signedIn({ kind: 'person', personId: person.id }, { institutionCode: clinic.code })
    for (const route of ['POST /api/audit/search', 'POST /api/audit/export', 'GET /api/audit/counts'] as const) {
      const body = route.startsWith('GET') ? undefined : {}
      expect(await user.refusal(route, body)).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    }
  })
})

describe('an export', () => {
  it('is a CSV of what the search finds, and is in the audit itself', async () => {
    await add({ event: 'sign-in', personId: person.id, address: '=cmd()' })
    const { csv, rows, more } = await page.ask('POST /api/audit/export', { event: 'sign-in' })
    expect({ rows, more }).toEqual({ rows: 1, more: false })
    const [head, line] = csv.split('\r\n')
    expect(head).toBe(
      '\ufeff"id","at","event","step","code","platform","card_type","person_id","person","masked_id_number",' +
        '"institution","session","request","address","detail","block"',
    )
    expect(line).toContain(`"${person.name}","A1****0017"`)
    expect(line).toContain(`"'=cmd()"`)
    expect(await searches()).toMatchObject([{ event: 'export-audit', detail: { by: 'event', rows: 1 } }])
  })

  it('has 50,000 rows at most, and says when there are more', async () => {
    await sql`insert into audit (id, at, event)
      select gen_random_uuid(), ${portal.clock.now()}, 'sign-out' from generate_series(1, ${exportLimit + 1})`.execute(
      portal.database.query,
    )
    const { csv, rows, more } = await page.ask('POST /api/audit/export', { event: 'sign-out' })
    expect({ rows, more, lines: csv.split('\r\n').length }).toEqual({
      rows: exportLimit,
      more: true,
      lines: exportLimit + 2,
    })
  })
})

it('the counts are listed newest first, by time', async () => {
  const first = portal.clock.now().toISOString()
  await portal.page().refusal('POST /api/auth/sign-out')
  portal.clock.advance(60)
  await portal.page({ address: '2001:db8::1' }).refusal('POST /api/auth/sign-out')
  const { counts, more } = await page.ask('GET /api/audit/counts')
  expect(more).toBe(false)
  expect(counts.map(({ network, count }) => [network, count])).toEqual([
    ['2001:db8:0:0::/64', 1],
    ['192.0.2.1', 1],
  ])
  const query = `?until=${encodeURIComponent(portal.clock.now().toISOString())}&from=${encodeURIComponent(first)}`
  expect((await page.ask('GET /api/audit/counts', undefined, { query })).counts).toMatchObject([{ minute: first }])
  expect((await page.ask('GET /api/audit/counts', undefined, { query: '?page=2' })).counts).toEqual([])
})
