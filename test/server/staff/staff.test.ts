import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../core/check/check-report.ts'
import { addCardHolder } from '../../../server/db/tables/card-holders.ts'
import { addCheckReport } from '../../../server/db/tables/check-reports.ts'
import { findInstitution, saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, person, pharmacy, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let page: Page
const administrator = { id: '018f0000-0000-7000-8000-000000000009', name: '署示範', idNumber: 'A299090108' }
const colleague = { id: '018f0000-0000-7000-8000-00000000000a', name: '分示範', idNumber: 'A199090071' }

beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  const { database, clock } = portal
  await database.clear()
  const at = clock.now()
  for (const somebody of [person, administrator, colleague]) await savePerson(database.query, somebody)
  await saveInstitution(database.query, clinic)
  await saveInstitution(database.query, { ...pharmacy, division: 'central' })
  const post = { personId: administrator.id, role: 'administrator', area: 'everywhere', at } as const
  await addStaffPost(database.query, post)
  await addStaffPost(database.query, { personId: colleague.id, role: 'division', area: 'taipei', at })
  page = await portal.signedIn({ kind: 'person', personId: administrator.id })
})
afterAll(() => portal.close())

const asColleague = () => portal.signedIn({ kind: 'person', personId: colleague.id })
const done = () =>
  portal.database.query
    .selectFrom('audit')
    .select(['event', 'code', 'person_id', 'institution_code', 'detail'])
    .orderBy('id')
    .execute()
const notAllowed = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }

describe('posts', () => {
  const { idNumber, name } = person
  const post = { idNumber, name, role: 'health-bureau', area: 'TPE' }
  const adminPost = { personId: administrator.id, role: 'administrator', area: 'everywhere' }

  it('are listed with who holds them, masked, and whether a card is enrolled', async () => {
    const { posts } = await page.ask('GET /api/staff/posts')
    expect(posts).toEqual([
      {
        ...adminPost,
        name: '署示範',
        maskedIdNumber: 'A2****0108',
        givenAt: portal.clock.now().toISOString(),
        hasCard: false,
      },
      expect.objectContaining({ personId: colleague.id, role: 'division', area: 'taipei' }),
    ])
    const key = { cardType: 'moica', caKeyId: '0'.repeat(40), subjectIdentifier: '1' } as const
    await addCardHolder(portal.database.query, { ...key, personId: administrator.id, at: portal.clock.now() })
    expect((await page.ask('GET /api/staff/posts')).posts[0]?.hasCard).toBe(true)
  })

  it('are given to who is named by number and name, hold at once, and the audit says so', async () => {
    const theirs = await portal.signedIn({ kind: 'person', personId: person.id })
    await page.ask('POST /api/staff/posts', { ...post, idNumber: 'a199090017' })
    expect((await theirs.ask('GET /api/auth/session')).posts).toEqual([{ role: 'health-bureau', area: 'TPE' }])
    expect(await done()).toEqual([
      {
        event: 'give-post',
        code: null,
        person_id: administrator.id,
        institution_code: null,
        detail: { person: person.id, role: 'health-bureau', area: 'TPE' },
      },
    ])
    const refusal = await page.refusal('POST /api/staff/posts', post)
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_POST_HELD' })
  })

  it('may be given to who is not in the directory yet, and to nobody under another name', async () => {
    const { posts } = await page.ask('POST /api/staff/posts', { ...post, idNumber: 'A199090035', name: '新示範' })
    expect(posts.map((it) => it.name)).toContain('新示範')
    const refusal = await page.refusal('POST /api/staff/posts', { ...post, name: '陳測試' })
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_NAME_DIFFERS' })
  })

  it.each([
    ['area', { role: 'division', area: 'everywhere' }],
    ['area', { role: 'administrator', area: 'taipei' }],
    ['role', { role: 'king', area: 'everywhere' }],
    ['idNumber', { idNumber: 'A199090018' }],
  ])('of a wrong %s are not given: %j', async (field, change) => {
    const refusal = await page.refusal('POST /api/staff/posts', { ...post, ...change })
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
  })

  it('are taken at the next request of an open session', async () => {
    const theirs = await asColleague()
    await theirs.ask('GET /api/staff/institutions', undefined, { query: '?text=3' })
    await page.ask('DELETE /api/staff/posts', { personId: colleague.id, role: 'division', area: 'taipei' })
    expect(await theirs.refusal('GET /api/staff/institutions', undefined, { query: '?text=3' })).toMatchObject({
      code: 'ERR_REQUEST_UNAUTHENTICATED',
    })
    expect((await done())[0]).toMatchObject({ event: 'take-post', detail: { person: colleague.id } })
    expect(
      await page.refusal('DELETE /api/staff/posts', { personId: colleague.id, role: 'division', area: 'taipei' }),
    ).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it('the last administrator’s stays', async () => {
    const refusal = await page.refusal('DELETE /api/staff/posts', adminPost)
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_LAST_ADMINISTRATOR' })
  })

  it('of two administrators who take each other’s at once, one stays', async () => {
    await page.ask('POST /api/staff/posts', { idNumber, name, role: 'administrator', area: 'everywhere' })
    const other = await portal.signedIn({ kind: 'person', personId: person.id })
    const answers = await Promise.all([
      page.call('DELETE /api/staff/posts', { ...adminPost, personId: person.id }),
      other.call('DELETE /api/staff/posts', adminPost),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const left = await portal.database.query
      .selectFrom('staff_posts')
      .where('role', '=', 'administrator')
      .selectAll()
      .execute()
    expect(left).toHaveLength(1)
  })

  it('are nobody else’s business', async () => {
    const theirs = await asColleague()
    expect(await theirs.refusal('GET /api/staff/posts')).toEqual(notAllowed)
    expect(await theirs.refusal('POST /api/staff/posts', { ...post, role: 'administrator' })).toEqual(notAllowed)
  })
})

describe('settings', () => {
  it('are set and taken back, with what they were in the audit', async () => {
    const nothing = { 'general-sign-in-closes': null, 'cloud-module-off': null, 'vendor-cut-over': null }
    expect(await page.ask('GET /api/staff/settings')).toEqual({ settings: nothing })
    const key = 'vendor-cut-over'
    const { settings } = await page.ask('PUT /api/staff/settings', { key, value: '2027-01-01' })
    expect(settings).toEqual({ ...nothing, [key]: '2027-01-01' })
    await page.ask('PUT /api/staff/settings', { key, value: '2027-01-01' })
    expect((await page.ask('PUT /api/staff/settings', { key, value: null })).settings).toEqual(nothing)
    expect((await done()).map(({ event, detail }) => [event, detail])).toEqual([
      ['change-setting', { key, from: '', to: '2027-01-01' }],
      ['change-setting', { key, from: '2027-01-01', to: '' }],
    ])
  })

  it.each([
    { key: 'unknown', value: null },
    { key: 'vendor-cut-over', value: '2027-02-30' },
    { key: 'vendor-cut-over', value: 'soon' },
  ])('%j is none', async (change) => {
    expect(await page.refusal('PUT /api/staff/settings', change)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
  })
})

describe('institutions', () => {
  const search = async (by: Page, text: string) =>
    (await by.ask('GET /api/staff/institutions', undefined, { query: `?text=${encodeURIComponent(text)}` }))
      .institutions

  it('are found by the beginning of the code and by a part of the name, to the letter', async () => {
    const codes = async (text: string) => (await search(page, text)).map(({ code }) => code)
    expect(await codes('3501')).toEqual([clinic.code])
    expect(await codes('晨曦')).toEqual([clinic.code])
    expect(await codes('示範')).toEqual([clinic.code, pharmacy.code])
    expect(await codes('501')).toEqual([])
    for (const sign of ['%', '_', '\\']) expect(await codes(sign)).toEqual([])
  })

  it('come twenty at a time', async () => {
    for (let number = 10; number < 35; number++) {
      await saveInstitution(portal.database.query, { ...clinic, code: `77000000${number}`, name: '某診所' })
    }
    const first = await page.ask('GET /api/staff/institutions', undefined, { query: '?text=77' })
    expect([first.institutions.length, first.more]).toEqual([20, true])
    const query = `?text=77&after=${first.institutions.at(-1)?.code}`
    const second = await page.ask('GET /api/staff/institutions', undefined, { query })
    expect([second.institutions[0]?.code, second.institutions.length, second.more]).toEqual(['7700000030', 5, false])
  })

  it('are changed field by field, each in the audit', async () => {
    const change = { code: clinic.code, type: 'hospital', filesThrough: pharmacy.code }
    expect(await page.ask('PUT /api/staff/institutions', change)).toEqual({
      code: clinic.code,
      name: clinic.name,
      type: 'hospital',
      division: 'taipei',
      contracted: true,
      filesThrough: { code: pharmacy.code, name: pharmacy.name },
      email: '',
    })
    await page.ask('PUT /api/staff/institutions', { code: clinic.code, contracted: false, filesThrough: null })
    expect(await findInstitution(portal.database.query, clinic.code)).toMatchObject({
      type: 'hospital',
      contracted: false,
      filesThrough: null,
    })
    expect((await done()).map((row) => [row.event, row.institution_code, row.detail])).toEqual([
      ['change-institution', clinic.code, { field: 'type', from: 'clinic', to: 'hospital' }],
      ['change-institution', clinic.code, { field: 'filesThrough', from: '', to: pharmacy.code }],
      ['change-institution', clinic.code, { field: 'contracted', from: 'true', to: 'false' }],
      ['change-institution', clinic.code, { field: 'filesThrough', from: pharmacy.code, to: '' }],
    ])
  })

  it('file through another institution that there is', async () => {
    for (const filesThrough of [clinic.code, '9999999999']) {
      const refusal = await page.refusal('PUT /api/staff/institutions', { code: clinic.code, filesThrough })
      expect(refusal).toMatchObject({ code: 'ERR_REQUEST_MALFORMED', details: { field: 'filesThrough' } })
    }
  })

  it('of another division are out of a division’s reach', async () => {
    const theirs = await asColleague()
    expect((await search(theirs, '示範')).map(({ code }) => code)).toEqual([clinic.code])
    const elsewhere = { code: pharmacy.code, contracted: false }
    expect(await theirs.refusal('PUT /api/staff/institutions', elsewhere)).toEqual({
      status: 404,
      code: 'ERR_REQUEST_NOT_FOUND',
    })
    const moved = { code: clinic.code, division: 'central' }
    expect(await theirs.refusal('PUT /api/staff/institutions', moved)).toEqual(notAllowed)
    await theirs.ask('PUT /api/staff/institutions', { code: clinic.code, type: 'dental-clinic' })
    expect(await findInstitution(portal.database.query, pharmacy.code)).toMatchObject({ contracted: true })
  })
})

describe('HIS vendors', () => {
  const vendor = { name: '示範資訊', businessNumber: '12345675', lineApprovedAt: null }

  it('are added and changed, with the approval of their line', async () => {
    const [added] = (await page.ask('POST /api/staff/vendors', vendor)).vendors
    expect(added).toMatchObject(vendor)
    const { vendors } = await page.ask('PUT /api/staff/vendors', { ...added, lineApprovedAt: '2026-03-01' })
    expect(vendors).toEqual([{ ...added, lineApprovedAt: '2026-03-01' }])
    expect((await done()).map(({ event, detail }) => [event, detail])).toEqual([
      ['change-vendor', { vendor: added?.id, businessNumber: '12345675', lineApprovedAt: '' }],
      ['change-vendor', { vendor: added?.id, businessNumber: '12345675', lineApprovedAt: '2026-03-01' }],
    ])
  })

  it('have a business number each', async () => {
    await page.ask('POST /api/staff/vendors', vendor)
    const refusal = await page.refusal('POST /api/staff/vendors', { ...vendor, name: '另一家' })
    expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_VENDOR_KNOWN' })
    const unknown = { ...vendor, id: '018f0000-0000-7000-8000-0000000000ff' }
    expect(await page.refusal('PUT /api/staff/vendors', unknown)).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
  })
})

describe('a report of the settings check', () => {
  const report: CheckReport = { version: 1, madeAt: 1_795_000_000_000, extension: '1.4.2', results: [] }
  const keep = (code: string, content: unknown) => {
    const sentAt = portal.clock.now()
    const kept = { platform: 'vpn', sentAt, expiresAt: new Date(sentAt.getTime() + 1000) } as const
    return addCheckReport(portal.database.query, { ...kept, code, report: content as CheckReport })
  }

  it('is found by its code as it is said, and the audit says who read it', async () => {
    await keep('7K2M-9QXD', report)
    const theirs = await asColleague()
    const found = await theirs.ask('POST /api/staff/check-reports', { code: '7k2m 9qxd' })
    expect(found).toMatchObject({ code: '7K2M-9QXD', platform: 'vpn', report })
    expect(await done()).toMatchObject([
      { event: 'read-check-report', person_id: colleague.id, detail: { report: '7K2M-9QXD' } },
    ])
  })

  it('of another version is told to be one', async () => {
    await keep('0000-0001', { version: 2 })
    expect((await page.ask('POST /api/staff/check-reports', { code: '0000-0001' })).report).toBeNull()
  })

  it('whose time is over, or which there never was, is not found; what is no code is malformed', async () => {
    await keep('7K2M-9QXD', report)
    portal.clock.advance(1)
    for (const code of ['7K2M-9QXD', '7K2M-9QXE']) {
      expect(await page.refusal('POST /api/staff/check-reports', { code })).toMatchObject({
        code: 'ERR_REQUEST_NOT_FOUND',
      })
    }
    expect(await page.refusal('POST /api/staff/check-reports', { code: '7K2M' })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
    })
  })
})
