import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announcementKindCodes } from '../../../core/portal/announcements.ts'
import type { Page } from '../page.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'
import {
  author,
  colleague,
  draftOf,
  elsewhere,
  publish,
  release,
  seedAnnouncementPeople,
  signIn,
} from './announcement-pages.ts'

let portal: TestPortal
let page: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedAnnouncementPeople(portal)
  page = await signIn(portal, author)
})
afterAll(() => portal.close())

const draft = (kind: (typeof announcementKindCodes)[number], changes = {}) => ({
  kind,
  ...draftOf(kind, portal.clock.now(), changes),
})
const write = (kind: (typeof announcementKindCodes)[number], changes = {}) =>
  page.ask('POST /api/staff/announcements', draft(kind, changes))
const done = () =>
  portal.database.query.selectFrom('audit').select(['event', 'code', 'person_id', 'detail']).orderBy('id').execute()

describe('an author', () => {
  it('writes the kinds of the own posts, and no other', async () => {
    for (const kind of ['urgent', 'business', 'system', 'headquarters'] as const) {
      expect(await write(kind)).toMatchObject({ kind, state: 'draft', version: 1, changedBy: author.name })
    }
    const notAllowed = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }
    expect(await page.refusal('POST /api/staff/announcements', draft('division'))).toEqual(notAllowed)
    const theirs = await signIn(portal, colleague)
    for (const kind of announcementKindCodes.filter((code) => code !== 'division')) {
      expect(await theirs.refusal('POST /api/staff/announcements', draft(kind))).toEqual(notAllowed)
      expect(await theirs.refusal('GET /api/staff/announcements', undefined, { query: `?kind=${kind}` })).toEqual(
        notAllowed,
      )
    }
    expect(await theirs.ask('POST /api/staff/announcements', draft('division'))).toMatchObject({ division: 'taipei' })
  })

  it('of a division writes for that division, and never learns that another’s exist', async () => {
    const taipei = await signIn(portal, colleague)
    const eastern = await signIn(portal, elsewhere)
    const refusal = await taipei.refusal('POST /api/staff/announcements', draft('division', { division: 'eastern' }))
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_NOT_ALLOWED' })
    const record = await taipei.ask('POST /api/staff/announcements', draft('division'))
    const notFound = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    const { id, version } = record
    const query = `?id=${id}`
    expect(await eastern.refusal('GET /api/staff/announcements/record', undefined, { query })).toEqual(notFound)
    expect(await eastern.refusal('GET /api/staff/announcements/history', undefined, { query })).toEqual(notFound)
    const change = { id, version, ...draftOf('division', portal.clock.now()) }
    expect(await eastern.refusal('PUT /api/staff/announcements', change)).toEqual(notFound)
    expect(await eastern.refusal('POST /api/staff/announcements/move', { id, version, move: 'release' })).toEqual(
      notFound,
    )
    const list = { query: '?kind=division' }
    expect((await eastern.ask('GET /api/staff/announcements', undefined, list)).items).toEqual([])
    expect((await taipei.ask('GET /api/staff/announcements', undefined, list)).items).toMatchObject([{ id }])
    const moved = { ...change, division: 'eastern' }
    expect(await taipei.refusal('PUT /api/staff/announcements', moved)).toMatchObject({
      code: 'ERR_REQUEST_NOT_ALLOWED',
    })
    expect((await done()).filter(({ code }) => code === 'ERR_REQUEST_NOT_FOUND')).toHaveLength(4)
  })

  it('is told what was taken out, and so is the audit; what is kept is safe', async () => {
    const record = await write('business', {
      title: '<b>急</b><img src=x onerror=alert(1)>',
      content: '<p onclick="x()">文<script>alert(1)</script></p>',
    })
    expect(record).toMatchObject({ title: '<b>急</b>', titleText: '急', content: '<p>文</p>' })
    expect(record.takenOut.map(({ name }) => name)).toEqual(['img', 'script', 'onclick'])
    expect((await done())[0]).toMatchObject({
      event: 'write-announcement',
      person_id: author.id,
      detail: { announcement: record.id, what: 'create', version: 1, takenOut: 'img,script,onclick' },
    })
    const preview = await page.ask('POST /api/staff/announcements/preview', {
      title: '<u>題</u>',
      content: '<style>x</style>',
    })
    expect(preview).toEqual({
      title: '<u>題</u>',
      content: '',
      takenOut: [{ what: 'element', name: 'style', count: 1 }],
    })
  })

  it.each([
    ['title', { title: '<script>x</script>' }],
    ['title', { title: '字'.repeat(501) }],
    ['content', { content: '<ul><li>'.repeat(500) }],
    ['untilDay', { untilDay: '2000-01-01' }],
    ['fromDay', { fromDay: '2026-02-30' }],
    ['division', { division: 'taipei' }],
    ['contactName', { contactName: '王' }],
    ['entry', { entry: 'A' }],
    ['audience', { audience: { types: ['clinic'], divisions: [], roles: [], entryUsersOnly: false } }],
    ['category', { category: 'security' }],
    ['keyword', { keyword: '字'.repeat(31) }],
  ])('may not write a business notice with such a %s', async (field, changes) => {
    const refusal = await page.refusal('POST /api/staff/announcements', draft('business', changes))
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
  })

  it('may not assign one to a function of the third layer', async () => {
    const refusal = await page.refusal('POST /api/staff/announcements', draft('headquarters', { entry: 'A.01.01' }))
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_MALFORMED', details: { field: 'entry' } })
  })

  it('sends a long text, and not an endless one', async () => {
    const long = `<p>${'健'.repeat(50_000)}</p>`
    expect((await write('business', { content: long })).content).toBe(long)
    const options = { rawBody: JSON.stringify({ text: 'a'.repeat(300_000) }) }
    expect(await page.refusal('POST /api/staff/announcements', undefined, options)).toMatchObject({ status: 413 })
  })
})

describe('from draft to withdrawn', () => {
  const move = (record: { id: string; version: number }, to: string) =>
    page.refusal('POST /api/staff/announcements/move', { id: record.id, version: record.version, move: to })

  it('every move is a version, with who and when and what', async () => {
    const first = await write('business')
    const { id } = first
    portal.clock.advance(60)
    const released = await release(page, first)
    expect(released).toMatchObject({ state: 'published', version: 2 })
    const changed = await page.ask('PUT /api/staff/announcements', {
      id,
      version: 2,
      ...draftOf('business', portal.clock.now(), { title: '新標題' }),
    })
    expect(changed).toMatchObject({ state: 'published', version: 3, titleText: '新標題' })
    const withdrawn = await page.ask('POST /api/staff/announcements/move', { id, version: 3, move: 'withdraw' })
    expect(withdrawn).toMatchObject({ state: 'withdrawn', version: 4 })
    expect(await page.ask('POST /api/staff/announcements/move', { id, version: 4, move: 'rework' })).toMatchObject({
      state: 'draft',
    })
    const { versions } = await page.ask('GET /api/staff/announcements/history', undefined, { query: `?id=${id}` })
    expect(versions.map(({ version, what, by, fields }) => [version, what, by, fields.join()])).toEqual([
      [5, 'rework', author.name, 'stage'],
      [4, 'withdraw', author.name, 'stage'],
      [3, 'change', author.name, 'title,titleText'],
      [2, 'release', author.name, 'stage'],
      [1, 'create', author.name, expect.stringContaining('title')],
    ])
    expect(versions.at(-1)).toMatchObject({
      title: '讀卡機控制軟體更新',
      titleText: '讀卡機控制軟體更新',
      content: first.content,
    })
    expect((await done()).map(({ event }) => event)).toEqual([
      'write-announcement',
      'move-announcement',
      'write-announcement',
      'move-announcement',
      'move-announcement',
    ])
  })

  it('its days decide, by Taiwan’s day', async () => {
    const now = portal.clock.now()
    const tomorrow = new Date(now.getTime() + 86_400_000)
    const day = draftOf('business', tomorrow).fromDay
    const record = await publish(page, 'business', now, { fromDay: day, untilDay: day })
    expect(record.state).toBe('scheduled')
    const read = () => page.ask('GET /api/staff/announcements/record', undefined, { query: `?id=${record.id}` })
    portal.clock.advance(86_400)
    page = await signIn(portal, author)
    expect((await read()).state).toBe('published')
    portal.clock.advance(86_400)
    page = await signIn(portal, author)
    expect((await read()).state).toBe('withdrawn')
    expect(await move(record, 'withdraw')).toMatchObject({ status: 409, code: 'ERR_REQUEST_ANNOUNCEMENT_STATE' })
    portal.clock.advance(-2 * 86_400)
  })

  it('none is released without what its kind requires, nor loses it afterwards', async () => {
    const record = await write('headquarters', { entry: null, category: null })
    expect(await move(record, 'release')).toEqual({
      status: 409,
      code: 'ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE',
      details: { fields: 'category,entry' },
    })
    const complete = await publish(page, 'headquarters', portal.clock.now())
    const change = draftOf('headquarters', portal.clock.now(), { entry: null })
    const refusal = await page.refusal('PUT /api/staff/announcements', {
      id: complete.id,
      version: complete.version,
      ...change,
    })
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE' })
  })

  it('what is withdrawn is not changed before it is a draft again', async () => {
    const { id, version } = await write('business')
    await page.ask('POST /api/staff/announcements/move', { id, version, move: 'withdraw' })
    const change = { id, version: 2, ...draftOf('business', portal.clock.now()) }
    expect(await page.refusal('PUT /api/staff/announcements', change)).toMatchObject({
      code: 'ERR_REQUEST_ANNOUNCEMENT_STATE',
    })
  })

  it('two authors at once do not overwrite each other: the second is told', async () => {
    const { id, version } = await write('business')
    const change = { id, version, ...draftOf('business', portal.clock.now()) }
    const answers = await Promise.all([
      page.call('PUT /api/staff/announcements', { ...change, title: '一' }),
      page.call('PUT /api/staff/announcements', { ...change, title: '二' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await page.refusal('POST /api/staff/announcements/move', { id, version, move: 'release' })).toEqual({
      status: 409,
      code: 'ERR_REQUEST_CONFLICT',
    })
  })

  it('the list of a kind shows every state, and can be narrowed to one', async () => {
    const drafted = await write('business', { title: '草' })
    const shown = await publish(page, 'business', portal.clock.now(), { title: '現' })
    const idsOf = async (query: string) =>
      (await page.ask('GET /api/staff/announcements', undefined, { query: `?kind=business${query}` })).items.map(
        ({ id }) => id,
      )
    expect(await idsOf('')).toEqual([shown.id, drafted.id])
    expect(await idsOf('&state=draft')).toEqual([drafted.id])
    expect(await idsOf('&state=published&words=現')).toEqual([shown.id])
    expect(await idsOf('&state=withdrawn')).toEqual([])
  })
})
