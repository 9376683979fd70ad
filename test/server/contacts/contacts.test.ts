import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ContactRecord } from '../../../core/protocol/contacts.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

const person = (number: number) => `018f0000-0000-7000-8000-00000000010${number}`
const [information, planner, financier] = [person(1), person(2), person(3)] as const

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  const { query } = portal.database
  const at = portal.clock.now()
  const posts = [
    [information, 'information', 'everywhere'],
    [planner, 'headquarters', 'planning'],
    [financier, 'headquarters', 'finance'],
  ] as const
  for (const [personId, role, area] of posts) {
    await savePerson(query, { id: personId, name: `${area}示範`, idNumber: null })
    await addStaffPost(query, { personId, role, area, at })
  }
  page = await signIn(information)
})
afterAll(() => portal.close())

const signIn = (personId: string) => portal.signedIn({ kind: 'person', personId }, { institutionCode: null })

const contact = (changes: Partial<RouteRequest<'POST /api/staff/contacts'>> = {}) => ({
  category: 'web' as const,
  item: '網頁諮詢服務',
  organization: '健保署',
  unit: '資訊組',
  name: '王示範',
  phone: '(02)0000-0100',
  department: 'information' as const,
  position: 10,
  fromDay: '2020-01-01',
  untilDay: null,
  ...changes,
})
const add = (changes = {}, by = page) => by.ask('POST /api/staff/contacts', contact(changes))
const change = ({ id, version }: ContactRecord, changes = {}) => ({ ...contact(changes), id, version })
const names = (found: { readonly contacts: readonly { readonly name: string }[] }) =>
  found.contacts.map(({ name }) => name)
const anyone = (query = '') => portal.page().ask('GET /api/contacts', undefined, { query })
const search = (query: string) => page.ask('GET /api/contacts/search', undefined, { query })
const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
const notAllowed = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }

describe('before the sign-in', () => {
  it('the public categories’ items and contacts in force are read, by order', async () => {
    await add({ name: '後', position: 20 })
    await add({ name: '先', position: 10 })
    await add({ name: '公告窗口', item: '業務公告', position: 30 })
    await add({ name: '醫事人員', category: 'personnel', item: '溝通平台' })
    await add({ name: '登入後', category: 'claims' })
    await add({ name: '已過', item: '舊項目', untilDay: '2020-01-02' })
    await add({ name: '未到', item: '新項目', fromDay: '2090-01-01' })
    expect((await portal.page().ask('GET /api/contacts/items')).items).toEqual([
      { category: 'web', item: '網頁諮詢服務' },
      { category: 'web', item: '業務公告' },
      { category: 'personnel', item: '溝通平台' },
    ])
    expect(names(await anyone())).toEqual(['先', '後', '公告窗口', '醫事人員'])
    expect(names(await anyone(`?category=web&item=${encodeURIComponent('業務公告')}`))).toEqual(['公告窗口'])
    expect(names(await anyone('?category=claims'))).toEqual([])
  })

  it.each([
    ['溝通', ['醫事人員']],
    ['資訊組 王', ['王示範']],
    ['（02）00', ['王示範', '醫事人員']],
    ['100%_', []],
  ])('the words %s find %j', async (words, wanted) => {
    await add()
    await add({ name: '醫事人員', category: 'personnel', item: '溝通平台' })
    expect(names(await anyone(`?words=${encodeURIComponent(words)}`))).toEqual(wanted)
  })

  it('neither the choices nor the search of the others are open', async () => {
    const nobody = { status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' }
    for (const route of ['GET /api/contacts/choices', 'GET /api/contacts/search'] as const) {
      expect(await portal.page().refusal(route, undefined, { query: '?category=claims' })).toMatchObject(nobody)
    }
  })
})

describe('after the sign-in', () => {
  it('what there is to choose from depends on the category, and narrows the contacts, ten a page', async () => {
    for (const [index, unit] of ['臺北業務組', '東區業務組'].entries()) {
      await add({ category: 'claims', item: '門診申報', unit, name: unit, position: index })
    }
    for (let number = 10; number < 22; number++) {
      await add({ category: 'claims', item: '住院申報', name: `窗口${number}`, position: number })
    }
    await add({ category: 'review', item: '審查' })
    const { combinations } = await page.ask('GET /api/contacts/choices', undefined, { query: '?category=claims' })
    expect(combinations).toEqual([
      { item: '門診申報', organization: '健保署', unit: '臺北業務組' },
      { item: '門診申報', organization: '健保署', unit: '東區業務組' },
      { item: '住院申報', organization: '健保署', unit: '資訊組' },
    ])
    const item = encodeURIComponent('門診申報')
    expect(names(await search(`?category=claims&item=${item}`))).toEqual(['臺北業務組', '東區業務組'])
    const unit = encodeURIComponent('東區業務組')
    expect(names(await search(`?category=claims&item=${item}&unit=${unit}`))).toEqual(['東區業務組'])
    const second = await search('?category=claims&page=2')
    expect(second).toMatchObject({ page: 2, pages: 2, total: 14 })
    expect(names(second)).toEqual(['窗口18', '窗口19', '窗口20', '窗口21'])
  })
})

describe('the maintenance', () => {
  it('of an office is its own contacts, and it never learns of another’s', async () => {
    const plans = await signIn(planner)
    const finance = await signIn(financier)
    expect(await plans.refusal('POST /api/staff/contacts', contact())).toEqual(notAllowed)
    const own = await add({ department: 'planning', name: '企劃窗口' }, plans)
    expect(names(await plans.ask('GET /api/staff/contacts'))).toEqual(['企劃窗口'])
    expect(names(await finance.ask('GET /api/staff/contacts'))).toEqual([])
    expect(names(await page.ask('GET /api/staff/contacts'))).toEqual(['企劃窗口'])
    const toFinance = change(own, { department: 'finance' })
    expect(await finance.refusal('PUT /api/staff/contacts', toFinance)).toEqual(notFound)
    expect(await finance.refusal('GET /api/staff/contacts/history', undefined, { query: `?id=${own.id}` })).toEqual(
      notFound,
    )
    expect(await plans.refusal('PUT /api/staff/contacts', toFinance)).toEqual(notAllowed)
    expect(await page.ask('PUT /api/staff/contacts', toFinance)).toMatchObject({ department: 'finance', version: 2 })
    expect(names(await finance.ask('GET /api/staff/contacts'))).toEqual(['王示範'])
  })

  it('tells in its history and in the audit who changed what, and takes no older version', async () => {
    const first = await add()
    await page.ask('PUT /api/staff/contacts', change(first, { phone: '(02)0000-0199' }))
    expect(await page.refusal('PUT /api/staff/contacts', change(first))).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
    const { versions } = await page.ask('GET /api/staff/contacts/history', undefined, { query: `?id=${first.id}` })
    expect(versions).toMatchObject([
      { version: 2, by: 'everywhere示範', changes: [{ field: 'phone', value: '(02)0000-0199' }] },
      { version: 1 },
    ])
    const rows = await portal.database.query
      .selectFrom('audit')
      .select(['event', 'code', 'person_id', 'detail'])
      .orderBy('id')
      .execute()
    expect(rows.filter(({ event }) => event === 'write-contact')).toMatchObject([
      { code: null, person_id: information, detail: { record: first.id, version: 1 } },
      { code: null, person_id: information, detail: { record: first.id, version: 2, fields: 'phone' } },
      { code: 'ERR_REQUEST_CONFLICT' },
    ])
  })

  it.each([
    ['name', { name: ' ' }],
    ['phone', { phone: '1'.repeat(51) }],
    ['category', { category: 'others' }],
    ['department', { department: 'taipei' }],
    ['untilDay', { untilDay: '2019-12-31' }],
  ])('takes no such %s', async (field, changes) => {
    const refusal = await page.refusal('POST /api/staff/contacts', contact(changes as object))
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
  })
})
