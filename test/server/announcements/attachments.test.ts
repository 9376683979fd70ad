import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { largestFile } from '../../../core/portal/file-types.ts'
import type { AnnouncementRecord } from '../../../core/protocol/announcements.ts'
import { cleanUpFiles } from '../../../server/files/clean-up.ts'
import { openFileStore } from '../../../server/files/file-store.ts'
import { contentSecurityPolicy } from '../../../server/http/security-headers.ts'
import { sampleFiles } from '../files/sample-files.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import {
  author,
  colleague,
  draftOf,
  elsewhere,
  pharmacist,
  publish,
  release,
  seedAnnouncementPeople,
  signIn,
  user,
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

const pdf = new Uint8Array(sampleFiles.pdf)
const name = '公告 附件(1).pdf'
const upload = 'POST /api/staff/announcements/attachments'
const queryOf = ({ id, version }: { id: string; version: number }, fileName = name) =>
  `?${new URLSearchParams({ id, version: String(version), name: fileName }).toString()}`
const attach = (by: Page, record: AnnouncementRecord, fileName = name, rawBody = pdf) =>
  by.ask(upload, undefined, { query: queryOf(record, fileName), rawBody })
const refused = (by: Page, record: AnnouncementRecord, fileName: string, rawBody = pdf) =>
  by.refusal(upload, undefined, { query: queryOf(record, fileName), rawBody })
const write = (kind: 'business' | 'headquarters' | 'urgent' = 'business') =>
  page.ask('POST /api/staff/announcements', { kind, ...draftOf(kind, portal.clock.now()) })
const visit = (address: string) => portal.page().fetch('GET', address, undefined, { proof: null })
const attachmentOf = ({ attachments }: AnnouncementRecord) => attachments[0]?.id ?? ''

describe('attaching', () => {
  it('keeps the file and its name apart, as a version with its row in the audit', async () => {
    const record = await attach(page, await write())
    expect(record).toMatchObject({ version: 2, attachments: [{ name, type: 'pdf', size: pdf.length }] })
    expect(await portal.auditRows()).toMatchObject([
      { event: 'write-announcement' },
      { event: 'attach-file', code: null },
    ])
    const { versions } = await page.ask('GET /api/staff/announcements/history', undefined, {
      query: `?id=${record.id}`,
    })
    expect(versions[0]).toMatchObject({ what: 'attach', fields: ['attachments'], attachments: [name] })
    const detach = { id: record.id, version: 2, attachment: attachmentOf(record) }
    expect((await page.ask('DELETE /api/staff/announcements/attachments', detach)).attachments).toEqual([])
    const again = { ...detach, version: 3 }
    expect(await page.refusal('DELETE /api/staff/announcements/attachments', again)).toMatchObject({ status: 404 })
  })

  it.each([
    ['a type that is not allowed', 'a.exe', 'ERR_REQUEST_FILE_NAME'],
    ['HTML', 'a.html', 'ERR_REQUEST_FILE_NAME'],
    ['a name that is all way', '../..', 'ERR_REQUEST_FILE_NAME'],
    ['a content that is not what the name says', 'a.docx', 'ERR_REQUEST_FILE_CONTENT'],
  ])('refuses %s, and the audit says so', async (_, fileName, code) => {
    expect(await refused(page, await write(), fileName)).toMatchObject({ status: 400, code })
    expect((await portal.auditRows()).at(-1)).toMatchObject({ event: 'attach-file', code })
  })

  it('refuses what is larger than a file may be, whatever length it announced', async () => {
    const record = await write()
    const large = new Uint8Array(largestFile + 1)
    large.set(pdf)
    expect(await refused(page, record, name, large)).toEqual({ status: 413, code: 'ERR_REQUEST_TOO_LARGE' })
  })

  it('takes ten files at most, and none where the kind has none', async () => {
    let record = await write()
    for (let count = 0; count < 10; count++) record = await attach(page, record)
    expect(await refused(page, record, name)).toMatchObject({ status: 409, code: 'ERR_REQUEST_FILES_MANY' })
    expect(await refused(page, await write('urgent'), name)).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
  })

  it('is for authors alone, and for the version that they saw', async () => {
    const theirs = await signIn(portal, colleague)
    const division = { kind: 'division', ...draftOf('division', portal.clock.now()) }
    const record = await theirs.ask('POST /api/staff/announcements', division)
    expect(await refused(await signIn(portal, elsewhere), record, name)).toMatchObject({ status: 404 })
    await attach(theirs, record)
    expect(await refused(theirs, record, name)).toMatchObject({ status: 409, code: 'ERR_REQUEST_CONFLICT' })
    expect(await refused(await signIn(portal, user, clinic.code), record, name)).toMatchObject({ status: 403 })
  })
})

describe('a public attachment', () => {
  it('is downloaded from a plain address, can do nothing in the portal, and goes when its announcement does', async () => {
    const { id, version, attachments } = await release(page, await attach(page, await write()))
    const address = `/announcements/files/${attachments[0]?.id}`
    const { status, headers, body } = await visit(address)
    expect(status).toBe(200)
    expect(body).toBe(Buffer.from(pdf).toString())
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': `attachment; filename="______1_.pdf"; filename*=UTF-8''${encodeURIComponent('公告 附件')}%281%29.pdf`,
      'content-security-policy': contentSecurityPolicy('other'),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    await page.ask('POST /api/staff/announcements/move', { id, version, move: 'withdraw' })
    expect((await visit(address)).status).toBe(404)
  })

  it('is none of a draft, and none of what needs a sign-in', async () => {
    const drafted = await attach(page, await write())
    const signedIn = await release(page, await attach(page, await write('headquarters')))
    for (const record of [drafted, signedIn]) {
      expect((await visit(`/announcements/files/${attachmentOf(record)}`)).status).toBe(404)
    }
    for (const key of ['x', '..%2f..%2fetc%2fpasswd', '018f0000-0000-7000-8000-00000000abcd']) {
      expect((await visit(`/announcements/files/${key}`)).status).toBe(404)
    }
    expect(await portal.refusalCounts()).toMatchObject([{ event: 'file', code: 'ERR_REQUEST_NOT_FOUND', count: 5 }])
  })
})

describe('an attachment after the sign-in', () => {
  const ask = (by: Page, record: AnnouncementRecord) =>
    by.call('POST /api/announcements/own/file', { id: record.id, attachment: attachmentOf(record) })
  const addressOf = async (by: Page, record: AnnouncementRecord) =>
    (await by.ask('POST /api/announcements/own/file', { id: record.id, attachment: attachmentOf(record) })).address
  let record: AnnouncementRecord
  let reader: Page
  beforeEach(async () => {
    record = await release(page, await attach(page, await write('headquarters')))
    reader = await signIn(portal, user, clinic.code)
  })

  it('goes by a ticket that is good once', async () => {
    const address = await addressOf(reader, record)
    expect(address).toMatch(/^\/files\/[\w-]{43}$/)
    expect((await portal.page().fetch('HEAD', address)).status).toBe(404)
    expect(await visit(address)).toMatchObject({ status: 200, body: Buffer.from(pdf).toString() })
    expect((await visit(address)).status).toBe(404)
  })

  it('taken by two at once goes to one of them', async () => {
    const address = await addressOf(reader, record)
    const answers = await Promise.all([visit(address), visit(address)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
  })

  it('is not there any more after a minute, nor after the session', async () => {
    const late = await addressOf(reader, record)
    portal.clock.advance(60)
    expect((await visit(late)).status).toBe(404)
    const orphaned = await addressOf(reader, record)
    await reader.ask('POST /api/auth/sign-out')
    expect((await visit(orphaned)).status).toBe(404)
  })

  it('is not had with the cookie alone, nor by guessing', async () => {
    expect(await ask(reader.stolen(), record)).toMatchObject({ status: 401 })
    expect((await visit(`/files/${'A'.repeat(43)}`)).status).toBe(404)
    expect((await visit('/files/x')).status).toBe(404)
    const body = { id: record.id, attachment: '018f0000-0000-7000-8000-00000000abcd' }
    expect(await reader.refusal('POST /api/announcements/own/file', body)).toMatchObject({ status: 404 })
  })

  it('of another division, or of a draft, is not there for who guesses its ids', async () => {
    const theirs = await signIn(portal, colleague)
    const division = await publish(theirs, 'division', portal.clock.now())
    const attached = await attach(theirs, division)
    expect((await ask(reader, attached)).status).toBe(200)
    expect((await ask(await signIn(portal, pharmacist, pharmacy.code), attached)).status).toBe(404)
    const drafted = await attach(page, await write('headquarters'))
    expect((await ask(reader, drafted)).status).toBe(404)
    const crossed = { id: record.id, attachment: attachmentOf(attached) }
    expect(await reader.refusal('POST /api/announcements/own/file', crossed)).toMatchObject({ status: 404 })
  })

  it('of a draft is had by its authors', async () => {
    const drafted = await attach(page, await write('headquarters'))
    const body = { id: drafted.id, attachment: attachmentOf(drafted) }
    const { address } = await page.ask('POST /api/staff/announcements/file', body)
    expect((await visit(address)).status).toBe(200)
    const theirs = await signIn(portal, colleague)
    expect(await theirs.refusal('POST /api/staff/announcements/file', body)).toMatchObject({ status: 404 })
  })
})

it('the clean-up removes tickets whose time is over', async () => {
  const record = await release(page, await attach(page, await write('headquarters')))
  const reader = await signIn(portal, user, clinic.code)
  await reader.ask('POST /api/announcements/own/file', { id: record.id, attachment: attachmentOf(record) })
  portal.clock.advance(60)
  const files = openFileStore('/nonexistent')
  await cleanUpFiles({ database: portal.database, clock: portal.clock, files }).run({}, AbortSignal.timeout(1000))
  expect(await portal.database.query.selectFrom('file_tickets').selectAll().execute()).toEqual([])
})
