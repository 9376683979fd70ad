import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shortcutGroupCodes, shortcutGroupOn } from '../../../core/portal/shortcuts.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { DataRequest } from '../../../core/protocol/shortcuts.ts'
import { newId } from '../../../server/db/new-id.ts'
import { isKept } from '../../../server/db/tables/kept-files.ts'
import { addShortcut, factsOf, findShortcut } from '../../../server/db/tables/shortcuts.ts'
import {
  author,
  colleague,
  elsewhere,
  pharmacist,
  seedAnnouncementPeople,
  signIn,
  user,
} from '../announcements/announcement-pages.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
let staff: Page
let reader: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedAnnouncementPeople(portal)
  await signInAll()
})
afterAll(() => portal.close())

async function signInAll() {
  staff = await signIn(portal, colleague)
  reader = await signIn(portal, user, clinic.code)
}

const day = 86_400
const text = '病患編號,金額\r\n1,100\r\n'.repeat(2000)
const name = '付款通知書 1151130.csv'
const upload = 'POST /api/staff/data-requests/files'
const queryOf = (institution: string, fileName = name) =>
  `?${new URLSearchParams({ institution, name: fileName, description: '付款通知書' }).toString()}`
const rawBody = new TextEncoder().encode(text)
const provide = (): Promise<DataRequest> => staff.ask(upload, undefined, { query: queryOf(clinic.code), rawBody })
const list = (groups = 'resend,requested,recent', by = reader) =>
  by.ask('GET /api/shortcuts', undefined, { query: `?groups=${groups}` })
const fetchFile = async ({ id }: { id: string }, encrypted = false, by = reader) =>
  (await by.ask('POST /api/shortcuts/file', { id, encrypted })).address
const visit = (address: string) => portal.page().fetch('GET', address, undefined, { proof: null })
const requests = (by = staff, query = '') => by.ask('GET /api/staff/data-requests', undefined, { query })
const decide = ({ id }: { id: string }, move: 'grant' | 'decline', by = staff) =>
  by.ask('POST /api/staff/data-requests/decide', { id, move })
const later = async (days: number) => {
  portal.clock.advance(days * day)
  await signInAll()
}

describe('下載捷徑專區', () => {
  it('goes from provided to downloaded, past its days, asked for again and granted', async () => {
    const file = await provide()
    expect((await list('resend,requested')).rows).toEqual([])
    expect((await list('recent')).rows).toMatchObject([{ name, description: '付款通知書', state: 'ready' }])
    const { status, body, headers } = await visit(await fetchFile(file))
    expect([status, body, headers.get('content-type')]).toEqual([200, text, 'text/csv'])
    const repeatUntil = taiwanDay(new Date(portal.clock.now().getTime() + 14 * day * 1000))
    expect((await list()).rows).toMatchObject([{ state: 'downloaded', repeatUntil }])
    await later(14)
    expect((await visit(await fetchFile(file))).status).toBe(200)
    await later(1)
    const refusal = { status: 409, code: 'ERR_REQUEST_SHORTCUT_STATE' }
    expect(await reader.refusal('POST /api/shortcuts/file', { id: file.id, encrypted: false })).toMatchObject(refusal)
    expect((await list('resend')).rows).toMatchObject([{ state: 'lapsed' }])
    expect(await reader.ask('POST /api/shortcuts/request', { id: file.id })).toMatchObject({ state: 'requested' })
    expect(await reader.refusal('POST /api/shortcuts/request', { id: file.id })).toMatchObject(refusal)
    expect((await list('requested')).total).toBe(1)
    expect((await requests(staff, '?requested=yes')).requests).toMatchObject([{ state: 'requested', downloads: 2 }])
    expect((await decide(file, 'decline')).state).toBe('declined')
    expect((await decide(file, 'grant')).state).toBe('ready')
    expect((await list('resend')).rows).toMatchObject([{ state: 'ready', repeatUntil: null }])
    expect((await portal.auditRows()).filter(({ code }) => code === null).map(({ event }) => event)).toEqual([
      'provide-data',
      'download-data',
      'download-data',
      'ask-data-again',
      'decline-data-request',
      'grant-data-request',
    ])
  })

  it('shows nothing of another institution, and its files are not there for who guesses; the audit says so', async () => {
    const { id } = await provide()
    const stranger = await signIn(portal, pharmacist, pharmacy.code)
    expect((await list(undefined, stranger)).total).toBe(0)
    for (const body of [
      { id, encrypted: false },
      { id: newId(portal.clock.now()), encrypted: true },
    ]) {
      expect(await stranger.refusal('POST /api/shortcuts/file', body)).toEqual({
        status: 404,
        code: 'ERR_REQUEST_NOT_FOUND',
      })
    }
    expect(await stranger.refusal('POST /api/shortcuts/request', { id })).toMatchObject({ status: 404 })
    const refused = await portal.database.query
      .selectFrom('audit')
      .select(['event', 'code', 'institution_code', 'person_id'])
      .where('code', 'is not', null)
      .orderBy('id')
      .execute()
    const row = { code: 'ERR_REQUEST_NOT_FOUND', institution_code: pharmacy.code, person_id: pharmacist.id }
    expect(refused).toMatchObject([
      { ...row, event: 'download-data' },
      { ...row, event: 'download-data' },
      { ...row, event: 'ask-data-again' },
    ])
    expect(await portal.page().refusal('GET /api/shortcuts', undefined, { query: '?groups=recent' })).toMatchObject({
      status: 401,
    })
    expect(await staff.refusal('GET /api/shortcuts', undefined, { query: '?groups=recent' })).toMatchObject({
      status: 403,
    })
  })

  it('asks for one tick at least, and has ten rows a page', async () => {
    for (const groups of ['', 'x', 'recent,']) {
      expect(await reader.refusal('GET /api/shortcuts', undefined, { query: `?groups=${groups}` })).toMatchObject({
        code: 'ERR_REQUEST_MALFORMED',
      })
    }
    for (let count = 0; count < 11; count++) await provide()
    expect(await list()).toMatchObject({ pages: 2, total: 11 })
    const { rows } = await reader.ask('GET /api/shortcuts', undefined, { query: '?groups=recent&page=2' })
    expect(rows).toHaveLength(1)
  })

  it('lists under each tick what shortcutGroupOn says', async () => {
    const now = portal.clock.now()
    const today = taiwanDay(now)
    const file = { name: 'a.txt', description: 'a', type: 'txt', size: 1, sha256: '0'.repeat(64) } as const
    for (const stage of ['open', 'requested', 'declined'] as const) {
      for (const repeatUntil of [null, '2000-01-01', today, '2099-01-01']) {
        for (const askedAt of stage === 'open' ? [null, now] : [now]) {
          const facts = { stage, repeatUntil, askedAt, decidedAt: null, providedAt: now }
          const whose = { institutionCode: clinic.code, providedBy: author.id }
          await addShortcut(portal.database.query, { id: newId(now), ...file, ...facts, ...whose })
        }
      }
    }
    let total = 0
    for (const group of shortcutGroupCodes) {
      const found = await list(group)
      total += found.total
      for (const { id } of found.rows) {
        const shortcut = await findShortcut(portal.database.query, id)
        expect(shortcut && shortcutGroupOn(factsOf(shortcut), today)).toBe(group)
      }
    }
    expect(total).toBe(16)
  })
})

describe('加密下載', () => {
  /** Of the first entry's local header (APPNOTE 4.3.7) and its AES extra field 0x9901 (WinZip AE-x). */
  function readHeader(zip: Uint8Array) {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
    const nameLength = view.getUint16(26, true)
    const extraEnd = 30 + nameLength + view.getUint16(28, true)
    let at = 30 + nameLength
    while (at < extraEnd && view.getUint16(at, true) !== 0x9901) at += 4 + view.getUint16(at + 2, true)
    return {
      signature: view.getUint32(0, true),
      isEncrypted: (view.getUint16(6, true) & 1) === 1,
      method: view.getUint16(8, true),
      version: view.getUint16(at + 4, true),
      vendor: String.fromCharCode(view.getUint8(at + 6), view.getUint8(at + 7)),
      strength: view.getUint8(at + 8),
    }
  }

  async function open(zip: Uint8Array, password: string): Promise<string> {
    const archive = new ZipReader(new Uint8ArrayReader(zip), { password, useWebWorkers: false, checkSignature: true })
    const [entry] = await archive.getEntries()
    expect(entry?.filename).toBe(name)
    if (!entry || entry.directory) throw new Error('no file in the archive')
    return await entry.getData(new TextWriter())
  }

  it('is a ZIP with AES-256 that the ID number opens, and nothing else', async () => {
    const file = await provide()
    expect((await list()).archiveKey).toBe('id-number')
    const { headers, octets: zip } = await reader.download(await fetchFile(file, true))
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toContain(encodeURIComponent(`${name}.zip`))
    expect(readHeader(zip)).toEqual({
      signature: 0x04034b50,
      isEncrypted: true,
      method: 99,
      version: 2,
      vendor: 'AE',
      strength: 3,
    })
    expect(await open(zip, user.idNumber)).toBe(text)
    expect(user.idNumber).toMatch(/^[A-Z]/)
    for (const wrong of [clinic.code, user.idNumber.toLowerCase(), 'x']) {
      await expect(open(zip, wrong)).rejects.toThrow()
    }
    expect(Buffer.from(zip).includes('病患編號')).toBe(false)
  })

  it('of who signed in as the institution opens with its code', async () => {
    const file = await provide()
    const holder = { kind: 'institution', institutionCode: clinic.code } as const
    const representative = await portal.signedIn(holder, {
      institutionCode: clinic.code,
      cardType: 'hca-institution',
    })
    expect((await list(undefined, representative)).archiveKey).toBe('institution-code')
    const { octets: zip } = await reader.download(await fetchFile(file, true, representative))
    expect(await open(zip, clinic.code)).toBe(text)
    const { downloads } = await staff.ask('GET /api/staff/data-requests/downloads', undefined, {
      query: `?id=${file.id}`,
    })
    expect(downloads).toMatchObject([{ person: null, encrypted: true }])
  })

  it('goes by a ticket that is good once', async () => {
    const address = await fetchFile(await provide(), true)
    expect((await reader.download(address)).status).toBe(200)
    expect((await reader.download(address)).status).toBe(404)
  })
})

describe('資料申請作業', () => {
  it('shows and decides what is within the own division, and nothing else', async () => {
    const file = await provide()
    const theirs = await signIn(portal, elsewhere)
    expect((await requests(theirs)).total).toBe(0)
    const body = { id: file.id, move: 'grant' }
    expect(await theirs.refusal('POST /api/staff/data-requests/decide', body)).toMatchObject({ status: 404 })
    const query = `?id=${file.id}`
    expect(await theirs.refusal('GET /api/staff/data-requests/downloads', undefined, { query })).toMatchObject({
      status: 404,
    })
    expect(await theirs.refusal(upload, undefined, { query: queryOf(clinic.code), rawBody })).toMatchObject({
      status: 404,
    })
    const central = await signIn(portal, author)
    expect((await requests(central, `?institution=${clinic.code}`)).total).toBe(1)
    expect((await requests(central, `?institution=${pharmacy.code}`)).total).toBe(0)
    expect(await reader.refusal('GET /api/staff/data-requests')).toMatchObject({ status: 403 })
  })

  it('says who downloaded a file, and how', async () => {
    const file = await provide()
    await fetchFile(file)
    portal.clock.advance(60)
    await fetchFile(file, true)
    const { downloads } = await staff.ask('GET /api/staff/data-requests/downloads', undefined, {
      query: `?id=${file.id}`,
    })
    expect(downloads).toMatchObject([
      { person: user.name, encrypted: true },
      { person: user.name, encrypted: false },
    ])
  })

  it.each([
    ['a program', 'a.exe', 'ERR_REQUEST_FILE_NAME'],
    ['a content that is not what the name says', 'a.pdf', 'ERR_REQUEST_FILE_CONTENT'],
  ])('refuses %s, and keeps nothing', async (_, fileName, code) => {
    const query = queryOf(clinic.code, fileName)
    expect(await staff.refusal(upload, undefined, { query, rawBody })).toMatchObject({ code })
    expect((await requests()).total).toBe(0)
  })

  it('its files stay in the store', async () => {
    await provide()
    const row = await portal.database.query.selectFrom('shortcuts').select('sha256').executeTakeFirstOrThrow()
    expect(await isKept(portal.database.query, row.sha256)).toBe(true)
  })

  it('下載說明 is written by 資訊組, made safe, and told when somebody else changed it', async () => {
    const central = await signIn(portal, author)
    const put = 'PUT /api/staff/data-requests/note'
    const content = '<p>請使用<b>加密下載</b>。<script>alert(1)</script></p>'
    expect(await central.ask(put, { content, version: 0 })).toEqual({
      content: '<p>請使用<b>加密下載</b>。</p>',
      version: 1,
    })
    expect((await list()).note).toBe('<p>請使用<b>加密下載</b>。</p>')
    expect(await central.refusal(put, { content, version: 0 })).toMatchObject({ code: 'ERR_REQUEST_CONFLICT' })
    expect(await central.ask(put, { content: '<p> </p>', version: 1 })).toEqual({ content: '', version: 2 })
    expect(await staff.refusal(put, { content, version: 2 })).toMatchObject({ status: 403 })
  })
})
