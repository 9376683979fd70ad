import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stateOn } from '../../../core/portal/announcements.ts'
import { downloadItemCodes } from '../../../core/portal/downloads.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { DownloadDraft, DownloadList, DownloadRecord } from '../../../core/protocol/downloads.ts'
import { newId } from '../../../server/db/new-id.ts'
import { findDownload, saveDownload } from '../../../server/db/tables/downloads.ts'
import { isKept } from '../../../server/db/tables/kept-files.ts'
import { author, colleague, seedAnnouncementPeople, signIn } from '../announcements/announcement-pages.ts'
import { sampleFiles } from '../files/sample-files.ts'
import type { Page } from '../page.ts'
import { openTestPortal, type TestPortal } from '../test-portal.ts'

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

const today = () => taiwanDay(portal.clock.now())
const day = 86_400
const draft = (changes: Partial<DownloadDraft> = {}): DownloadDraft => ({
  item: 'settings',
  description: 'DNS 設定說明',
  fromDay: today(),
  untilDay: null,
  ...changes,
})
const write = (changes: Partial<DownloadDraft> = {}) => page.ask('POST /api/staff/downloads', draft(changes))
const upload = 'POST /api/staff/downloads/files'
const aboutFile = ({ id, version }: DownloadRecord, name: string) =>
  `?${new URLSearchParams({ id, version: String(version), name }).toString()}`
const attach = (record: DownloadRecord, name = '說明.pdf', type: 'pdf' | 'odt' = 'pdf') =>
  page.ask(upload, undefined, { query: aboutFile(record, name), rawBody: new Uint8Array(sampleFiles[type]) })
const move = ({ id, version }: DownloadRecord, to: string) =>
  page.ask('POST /api/staff/downloads/move', { id, version, move: to })
const offer = async (changes: Partial<DownloadDraft> = {}) => move(await attach(await write(changes)), 'release')
const list = (query = ''): Promise<DownloadList> => portal.page().ask('GET /api/downloads', undefined, { query })
const descriptions = async (query = '') => (await list(query)).entries.map(({ description }) => description)
const visit = (address: string) => portal.page().fetch('GET', address, undefined, { proof: null })

describe('下載專區', () => {
  it('offers an entry with several file types, each under a plain address, until it is withdrawn', async () => {
    const both = await attach(await attach(await write()), '說明.odt', 'odt')
    expect((await list()).total).toBe(0)
    const [pdf] = both.files
    expect((await visit(`/downloads/files/${pdf?.id}`)).status).toBe(404)
    const released = await move(both, 'release')
    const [entry] = (await list()).entries
    expect(entry).toMatchObject({ item: 'settings', description: 'DNS 設定說明', day: today() })
    expect(entry?.files.map(({ type }) => type)).toEqual(['pdf', 'odt'])
    const { status, headers } = await visit(`/downloads/files/${pdf?.id}`)
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('說明.pdf')}`)
    await move(released, 'withdraw')
    expect((await list()).entries).toEqual([])
    expect((await visit(`/downloads/files/${pdf?.id}`)).status).toBe(404)
    expect((await visit('/downloads/files/x')).status).toBe(404)
  })

  it('begins and ends with its days in Taiwan', async () => {
    const tomorrow = taiwanDay(new Date(portal.clock.now().getTime() + day * 1000))
    await offer({ fromDay: tomorrow, untilDay: tomorrow })
    expect(await descriptions()).toEqual([])
    portal.clock.advance(day)
    const reader = await list()
    expect(reader.entries[0]?.day).toBe(tomorrow)
    portal.clock.advance(day)
    expect(await descriptions()).toEqual([])
  })

  it('is narrowed by category, item and words, and can be ordered by 更新日期', async () => {
    await offer({ item: 'claims', description: '申報格式 Ａ版' })
    portal.clock.advance(60)
    await offer({ description: '電腦設定手冊' })
    portal.clock.advance(day)
    page = await signIn(portal, author)
    await offer({ item: 'introduction', description: '網站簡介' })
    expect(await descriptions()).toEqual(['網站簡介', '電腦設定手冊', '申報格式 Ａ版'])
    expect((await list('?newest=yes')).entries.map((entry) => entry.description)[0]).toBe('網站簡介')
    expect(await descriptions('?item=settings')).toEqual(['電腦設定手冊'])
    expect(await descriptions('?category=website')).toEqual(['網站簡介', '電腦設定手冊'])
    expect(await descriptions(`?words=${encodeURIComponent('格式 a版')}`)).toEqual(['申報格式 Ａ版'])
    expect(await descriptions(`?words=${encodeURIComponent('醫療費用')}`)).toEqual(['申報格式 Ａ版'])
    expect(await descriptions('?words=%25')).toEqual([])
    expect(await portal.page().refusal('GET /api/downloads', undefined, { query: '?item=x' })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
    })
    const overview = await portal.page().ask('GET /api/downloads/items')
    expect(overview.items).toEqual([
      { item: 'introduction', count: 1 },
      { item: 'settings', count: 1 },
      { item: 'claims', count: 1 },
    ])
  })

  it('orders by the day on which files or description changed, not by another change', async () => {
    const first = await offer({ description: '先' })
    portal.clock.advance(day)
    page = await signIn(portal, author)
    await offer({ description: '後' })
    expect(await descriptions('?newest=yes')).toEqual(['後', '先'])
    portal.clock.advance(day)
    page = await signIn(portal, author)
    const { id, version } = first
    const longer = { ...draft({ description: '先' }), fromDay: first.fromDay, untilDay: '2099-01-01' }
    const same = await page.ask('PUT /api/staff/downloads', { id, version, ...longer })
    expect(await descriptions('?newest=yes')).toEqual(['後', '先'])
    await attach(same, '新.pdf')
    expect(await descriptions('?newest=yes')).toEqual(['先', '後'])
  })

  it('has its pages of twenty', async () => {
    for (let number = 0; number < 21; number++) {
      await saveDownload(portal.database.query, {
        id: newId(portal.clock.now()),
        item: downloadItemCodes[number % downloadItemCodes.length] ?? 'claims',
        description: `檔案 ${number}`,
        stage: 'released',
        fromDay: today(),
        untilDay: null,
        contentAt: portal.clock.now(),
        version: 1,
        changedAt: portal.clock.now(),
        changedBy: author.id,
      })
    }
    expect(await list()).toMatchObject({ page: 1, pages: 2, total: 21 })
    expect((await list('?page=2')).entries).toHaveLength(1)
  })
})

describe('下載專區作業', () => {
  it('is for 資訊組 alone', async () => {
    const theirs = await signIn(portal, colleague)
    expect(await theirs.refusal('POST /api/staff/downloads', draft())).toMatchObject({ status: 403 })
    expect(await portal.page().refusal('GET /api/staff/downloads')).toMatchObject({ status: 401 })
    expect((await portal.auditRows()).at(-1)).toMatchObject({
      event: 'write-download',
      code: 'ERR_REQUEST_NOT_ALLOWED',
    })
  })

  it('releases nothing without a description and a file, and lets a released one lose neither', async () => {
    const record = await write({ description: '' })
    const refused = { status: 409, code: 'ERR_REQUEST_DOWNLOAD_INCOMPLETE' }
    const { id, version } = record
    expect(await page.refusal('POST /api/staff/downloads/move', { id, version, move: 'release' })).toMatchObject({
      ...refused,
      details: { fields: 'description,files' },
    })
    const released = await offer()
    const [file] = released.files
    const about = { id: released.id, version: released.version }
    expect(await page.refusal('DELETE /api/staff/downloads/files', { ...about, file: file?.id })).toMatchObject(refused)
    expect(await page.refusal('PUT /api/staff/downloads', { ...about, ...draft({ description: ' ' }) })).toMatchObject(
      refused,
    )
    expect((await visit(`/downloads/files/${file?.id}`)).status).toBe(200)
  })

  it.each([
    ['a program', 'a.exe', 'ERR_REQUEST_FILE_NAME'],
    ['a content that is not what the name says', 'a.docx', 'ERR_REQUEST_FILE_CONTENT'],
  ])('refuses %s', async (_, name, code) => {
    const query = aboutFile(await write(), name)
    expect(await page.refusal(upload, undefined, { query, rawBody: new Uint8Array(sampleFiles.pdf) })).toMatchObject({
      code,
    })
    expect((await portal.auditRows()).at(-1)).toMatchObject({ event: 'attach-file', code })
  })

  it('tells the second of two authors, and refuses what a state does not allow', async () => {
    const record = await write()
    await page.ask('PUT /api/staff/downloads', { id: record.id, version: 1, ...draft({ description: '新' }) })
    const stale = { id: record.id, version: 1, ...draft() }
    expect(await page.refusal('PUT /api/staff/downloads', stale)).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
    const withdrawn = await move(await offer(), 'withdraw')
    const changed = { id: withdrawn.id, version: withdrawn.version, ...draft() }
    expect(await page.refusal('PUT /api/staff/downloads', changed)).toMatchObject({
      code: 'ERR_REQUEST_DOWNLOAD_STATE',
    })
    expect((await move(withdrawn, 'rework')).state).toBe('draft')
    const ends = { ...draft(), untilDay: '2000-01-01' }
    expect(await page.refusal('POST /api/staff/downloads', ends)).toMatchObject({ details: { field: 'untilDay' } })
  })

  it('keeps who changed what, with the names of the files, and each change is in the audit', async () => {
    const { id, files } = await offer()
    const { versions } = await page.ask('GET /api/staff/downloads/history', undefined, { query: `?id=${id}` })
    expect(versions.map(({ what }) => what)).toEqual(['release', 'attach', 'create'])
    expect(versions[0]).toMatchObject({ by: author.name, description: 'DNS 設定說明', files: ['說明.pdf'] })
    expect((await portal.auditRows()).map(({ event }) => event)).toEqual([
      'write-download',
      'attach-file',
      'move-download',
    ])
    const body = { id, file: files[0]?.id }
    const { address } = await page.ask('POST /api/staff/downloads/file', body)
    expect((await visit(address)).status).toBe(200)
    const other = await write()
    expect(await page.refusal('POST /api/staff/downloads/file', { ...body, id: other.id })).toMatchObject({
      status: 404,
    })
  })

  it('its files stay in the store', async () => {
    const { id, files } = await attach(await write())
    const row = await portal.database.query.selectFrom('download_files').selectAll().executeTakeFirstOrThrow()
    expect(await isKept(portal.database.query, row.sha256)).toBe(true)
    await page.ask('DELETE /api/staff/downloads/files', { id, version: 2, file: files[0]?.id })
    expect(await isKept(portal.database.query, row.sha256)).toBe(false)
  })

  it('finds by state what stateOn says', async () => {
    const now = portal.clock.now()
    const days = [-1, 0, 1].map((offset) => taiwanDay(new Date(now.getTime() + offset * day * 1000)))
    for (const stage of ['draft', 'released', 'withdrawn'] as const) {
      for (const fromDay of days) {
        for (const untilDay of [null, ...days.filter((until) => until >= fromDay)]) {
          const content = { item: 'claims', description: 'x', stage, fromDay, untilDay } as const
          const made = { contentAt: now, version: 1, changedAt: now, changedBy: author.id }
          await saveDownload(portal.database.query, { id: newId(now), ...content, ...made })
        }
      }
    }
    for (const state of ['draft', 'scheduled', 'published', 'withdrawn'] as const) {
      const { records, total } = await page.ask('GET /api/staff/downloads', undefined, { query: `?state=${state}` })
      expect(total).toBeGreaterThan(0)
      for (const { id } of records) {
        const found = await findDownload(portal.database.query, id)
        expect(found && stateOn(found, today())).toBe(state)
      }
    }
  })
})
