import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

const personId = '018f0000-0000-7000-8000-000000000101'
let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  const { query } = portal.database
  const at = portal.clock.now()
  await savePerson(query, { id: personId, name: '資示範', idNumber: 'A299090108' })
  await addStaffPost(query, { personId, role: 'information', area: 'everywhere', at })
  page = await portal.signedIn({ kind: 'person', personId }, { institutionCode: null })
})
afterAll(() => portal.close())

const link = (changes: Partial<RouteRequest<'POST /api/staff/links'>> = {}) => ({
  section: 'systems' as const,
  name: '衛生福利部',
  address: 'https://www.mohw.gov.tw/',
  contact: '',
  phone: '',
  position: 10,
  fromDay: '2020-01-01',
  untilDay: null,
  ...changes,
})
const contact = { section: 'system-contacts' as const, address: '', contact: '王示範', phone: '(02)0000-0000' }
const add = async (changes = {}) => (await page.ask('POST /api/staff/links', link(changes))).links
const seen = async () => (await portal.page().ask('GET /api/links')).links.map(({ name }) => name)

describe('friendly links', () => {
  it('are read by everybody: those in force, by section, position and name', async () => {
    await add({ name: '後', position: 20 })
    await add({ name: '先', position: 10 })
    await add({ name: '分區', section: 'divisions', position: 99 })
    await add({ name: '系統', ...contact, position: 0 })
    await add({ name: '未到', fromDay: '2090-01-01' })
    await add({ name: '已過', untilDay: '2020-01-02' })
    expect(await seen()).toEqual(['分區', '先', '後', '系統'])
    expect((await page.ask('GET /api/staff/links')).links).toHaveLength(6)
  })

  it.each([
    ['address', { address: 'javascript:alert(1)' }],
    ['address', { address: '' }],
    ['contact', { contact: '王示範' }],
    ['phone', { ...contact, phone: '' }],
    ['address', { ...contact, address: 'https://www.mohw.gov.tw/' }],
    ['untilDay', { untilDay: '2019-12-31' }],
    ['name', { name: ' ' }],
    ['section', { section: 'others' }],
    ['position', { position: -1 }],
  ])('are not written with such a %s', async (field, changes) => {
    const refusal = await page.refusal('POST /api/staff/links', link(changes as object))
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
    expect(await seen()).toEqual([])
  })

  it('tell in their history and in the audit who changed what', async () => {
    const [first] = await add()
    const id = first?.id ?? ''
    const [changed] = (
      await page.ask('PUT /api/staff/links', { ...link({ name: '衛福部', untilDay: '2099-12-31' }), id, version: 1 })
    ).links
    expect(changed).toMatchObject({ name: '衛福部', version: 2, changedBy: '資示範' })
    const { versions } = await page.ask('GET /api/staff/links/history', undefined, { query: `?id=${id}` })
    expect(versions).toMatchObject([
      {
        version: 2,
        by: '資示範',
        changes: [
          { field: 'name', value: '衛福部' },
          { field: 'untilDay', value: '2099-12-31' },
        ],
      },
      { version: 1 },
    ])
    const rows = await portal.database.query
      .selectFrom('audit')
      .select(['event', 'person_id', 'detail'])
      .where('event', '=', 'write-link')
      .orderBy('id')
      .execute()
    expect(rows).toMatchObject([
      { person_id: personId, detail: { record: id, version: 1 } },
      { person_id: personId, detail: { record: id, version: 2, fields: 'name,untilDay' } },
    ])
  })

  it('that somebody else changed meanwhile, or that there are not, are not changed', async () => {
    const [first] = await add()
    const id = first?.id ?? ''
    await page.ask('PUT /api/staff/links', { ...link({ name: '新' }), id, version: 1 })
    expect(await page.refusal('PUT /api/staff/links', { ...link(), id, version: 1 })).toMatchObject({
      code: 'ERR_REQUEST_CONFLICT',
    })
    expect(await seen()).toEqual(['新'])
    const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    expect(await page.refusal('PUT /api/staff/links', { ...link(), id: personId, version: 1 })).toEqual(notFound)
    expect(await page.refusal('GET /api/staff/links/history', undefined, { query: `?id=${personId}` })).toEqual(
      notFound,
    )
  })
})
