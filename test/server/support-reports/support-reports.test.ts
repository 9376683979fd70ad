import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { daysAfter, taiwanDay } from '../../../core/portal/taiwan-day.ts'
import { newId } from '../../../server/db/new-id.ts'
import { isKept } from '../../../server/db/tables/kept-files.ts'
import { saveRegistration } from '../../../server/db/tables/practice-registrations.ts'
import { expireReports } from '../../../server/support-reports/expire-reports.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, type TestPortal } from '../test-portal.ts'
import {
  agree,
  approve,
  bureau,
  contentOf,
  dispensing,
  doctor,
  draft,
  druggist,
  hospital,
  hospitalManager,
  move,
  practice,
  reporter,
  representative,
  review,
  seedSupport,
  send,
  taichungBureau,
  taipeiBureau,
} from './support-pages.ts'

let portal: TestPortal
let page: Page
let taipei: Page
let taichung: Page
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedSupport(portal)
  page = await reporter(portal, doctor)
  taipei = await bureau(portal, taipeiBureau)
  taichung = await bureau(portal, taichungBureau)
})
afterAll(() => portal.close())

const read = (id: string, by = page) => by.ask('GET /api/support-reports/report', undefined, { query: `?id=${id}` })
const readAsBureau = (id: string, by = taipei) =>
  by.ask('GET /api/staff/support-reports/report', undefined, { query: `?id=${id}` })
const listed = (list: string, by = taipei, more = '') =>
  by.ask('GET /api/staff/support-reports', undefined, { query: `?list=${list}${more}` })
const moveRefusal = (report: { id: string; version: number }, made: string, more: object = {}, by = page) =>
  by.refusal('POST /api/support-reports/move', {
    id: report.id,
    version: report.version,
    move: made,
    reason: null,
    knowsWarnings: false,
    ...more,
  })
const reviewRefusal = (
  report: { id: string; version: number },
  made: string,
  by = taipei,
  reason: string | null = null,
) => by.refusal('POST /api/staff/support-reports/move', { id: report.id, version: report.version, move: made, reason })

describe('a report', () => {
  it('goes from draft to approval across two counties, and the other county gets a copy', async () => {
    const begun = await page.ask('POST /api/support-reports', { like: null })
    expect(begun).toMatchObject({ state: 'draft', number: null, progress: 14 })
    expect(begun.content.registration).toBe(practice.id)
    const written = await page.ask('PUT /api/support-reports', {
      id: begun.id,
      version: begun.version,
      content: contentOf(portal),
    })
    expect(written).toMatchObject({ faults: {}, progress: 57, unprintable: '' })
    expect(written.rules).toEqual(['doctor-elsewhere', 'doctor-department', 'cross-county'])
    expect((await listed('all')).total).toBe(0)
    const sent = await move(page, written, 'send')
    expect(sent).toMatchObject({ state: 'submitted', progress: 71, warnings: [] })
    expect(sent.number).toMatch(/^\d{4}R\d{7}$/)
    expect(sent.consents).toMatchObject([
      { side: 'own', institution: { name: clinic.name }, answer: null },
      { side: 'supported', institution: { name: hospital.name }, answer: null },
    ])
    expect((await listed('waiting')).reports).toMatchObject([
      { number: sent.number, practitioner: doctor.name, supported: { county: 'TXG' } },
    ])
    const taken = await review(taipei, sent, 'take-up')
    expect(await reviewRefusal(taken, 'pass')).toMatchObject({ status: 409, code: 'ERR_REQUEST_SUPPORT_CONSENT' })
    await agree(portal, taken)
    expect((await read(sent.id)).progress).toBe(86)
    expect((await listed('copies', taichung)).total).toBe(0)
    const passed = await review(taipei, taken, 'pass')
    expect(passed).toMatchObject({ state: 'approved', progress: 100, copies: ['TXG'] })
    expect((await listed('copies', taichung)).reports).toMatchObject([{ id: sent.id, state: 'approved' }])
    expect((await read(sent.id)).history.map(({ move: made, by }) => [made, by])).toEqual([
      ['pass', null],
      ['take-up', null],
      ['send', doctor.name],
    ])
    const done = (await portal.auditRows()).filter(({ code }) => code === null).map(({ event }) => event)
    expect(done).toEqual([
      'draft-support-report',
      'write-support-report',
      'send-support-report',
      'take-up-support-report',
      'answer-support-consent',
      'answer-support-consent',
      'pass-support-report',
    ])
  })

  it('that is returned is mended and sent anew; the bureau sees what was changed; the institutions are asked again', async () => {
    const sent = await send(page, contentOf(portal))
    await agree(portal, sent)
    const taken = await review(taipei, sent, 'take-up')
    expect(await reviewRefusal(taken, 'return')).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
    const returned = await review(taipei, taken, 'return', '請補充說明')
    const own = await read(sent.id)
    expect(own).toMatchObject({ state: 'returned', reason: '請補充說明' })
    expect(await reviewRefusal(returned, 'pass')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_STATE' })
    const mended = await page.ask('PUT /api/support-reports', {
      id: own.id,
      version: own.version,
      content: { ...own.content, reason: '骨科門診支援，每週三下午' },
    })
    const again = await move(page, mended, 'send')
    expect(again.number).toBe(sent.number)
    const seen = await readAsBureau(sent.id)
    expect(seen.before?.reason).toBe('骨科門診支援')
    expect(seen.consents.map(({ answer }) => answer)).toEqual([null, null])
    expect((await approve(portal, again)).state).toBe('approved')
  })

  it('that is changed stays in force as it was until the change is approved', async () => {
    const approved = await approve(portal, await send(page, contentOf(portal)))
    const changing = await move(page, approved, 'change')
    const content = { ...changing.content, weekly: [{ weekday: 4, from: '14:00', until: '17:00' } as const] }
    const written = await page.ask('PUT /api/support-reports', { id: changing.id, version: changing.version, content })
    expect(written).toMatchObject({ state: 'changing', inForce: { weekly: [{ weekday: 3 }] } })
    const copy = await readAsBureau(approved.id, taichung)
    expect([copy.content.weekly[0]?.weekday, copy.before]).toEqual([3, null])
    const sent = await move(page, written, 'send')
    expect(await readAsBureau(sent.id)).toMatchObject({ before: { weekly: [{ weekday: 3 }] } })
    const passed = await approve(portal, sent)
    expect(passed.inForce?.weekly).toMatchObject([{ weekday: 4 }])
    const dropped = await move(page, await move(page, passed, 'change'), 'drop-change')
    expect(dropped).toMatchObject({ state: 'approved', content: { weekly: [{ weekday: 4 }] } })
  })

  it('that is begun is changed without being late for its first day; its registration stays', async () => {
    const approved = await approve(portal, await send(page, contentOf(portal)))
    portal.clock.advance(5 * 86_400)
    page = await reporter(portal, doctor)
    const changing = await move(page, approved, 'change')
    const { id, version } = changing
    const content = { ...changing.content, registration: null }
    expect(await page.refusal('PUT /api/support-reports', { id, version, content })).toMatchObject({
      code: 'ERR_REQUEST_MALFORMED',
      details: { field: 'content.registration' },
    })
    const reason = { ...changing.content, reason: '改為復健門診' }
    const written = await page.ask('PUT /api/support-reports', { id, version, content: reason })
    expect((await move(page, written, 'send')).state).toBe('change-submitted')
  })

  it('is cancelled with a reason, and is nothing’s any more', async () => {
    const approved = await approve(portal, await send(page, contentOf(portal)))
    expect(await moveRefusal(approved, 'cancel')).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
    const cancelled = await move(page, approved, 'cancel', { reason: '支援機構停診' })
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: '支援機構停診' })
    expect(await moveRefusal(cancelled, 'change')).toMatchObject({
      code: 'ERR_REQUEST_SUPPORT_STATE',
      details: { state: 'cancelled' },
    })
    expect((await listed('copies', taichung)).reports).toMatchObject([{ state: 'cancelled' }])
  })

  it('expires when its last day is over, whatever it is, and not before', async () => {
    const approved = await approve(portal, await send(page, contentOf(portal)))
    const other = await draft(page, contentOf(portal, { lastDay: daysAfter(taiwanDay(portal.clock.now()), 2) }))
    const expire = () => expireReports(portal).run({}, new AbortController().signal)
    portal.clock.advance(30 * 86_400)
    await expire()
    page = await reporter(portal, doctor)
    expect([(await read(approved.id)).state, (await read(other.id)).state]).toEqual(['approved', 'expired'])
    portal.clock.advance(86_400)
    await expire()
    page = await reporter(portal, doctor)
    expect((await read(approved.id)).state).toBe('expired')
  })

  it('begun like another has all of it but the days', async () => {
    const sent = await send(page, contentOf(portal))
    const { content } = await page.ask('POST /api/support-reports', { like: sent.id })
    expect(content).toEqual({ ...sent.content, firstDay: null, lastDay: null })
  })
})

describe('what is refused when it is sent', () => {
  it.each([
    ['an incomplete one', { reason: '' }, 'ERR_REQUEST_SUPPORT_INCOMPLETE', { field: 'reason' }],
    [
      'the own institution',
      { institution: clinic.code },
      'ERR_REQUEST_SUPPORT_RULE',
      { articles: '醫療機構設置標準第 20 條' },
    ],
    ['a character outside the font', { reason: '支援𠮷' }, 'ERR_REQUEST_SUPPORT_GLYPHS', { characters: '𠮷' }],
  ] as const)('%s', async (_, changes, code, details) => {
    const written = await draft(page, contentOf(portal, changes))
    expect(await moveRefusal(written, 'send')).toEqual({ status: 409, code, details })
    expect(await read(written.id)).toMatchObject({ state: 'draft', number: null, version: written.version })
  })

  it('a first day that is today', async () => {
    const written = await draft(page, contentOf(portal, { firstDay: taiwanDay(portal.clock.now()) }))
    expect(written.rules).toContain('before-it-begins')
    expect(await moveRefusal(written, 'send')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_RULE' })
  })

  it('support during a suspension, also one that began while the bureau looked at it', async () => {
    const sent = await send(page, contentOf(portal))
    await agree(portal, sent)
    const taken = await review(taipei, sent, 'take-up')
    const suspended = { firstDay: taiwanDay(portal.clock.now()), lastDay: null }
    await saveRegistration(portal.database.query, { ...practice, suspended })
    expect(await reviewRefusal(taken, 'pass')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_RULE' })
    const written = await draft(page, contentOf(portal))
    expect(await moveRefusal(written, 'send')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_RULE' })
  })

  it('a pharmacist without one of the five cases', async () => {
    const theirs = await reporter(portal, druggist)
    const content = contentOf(portal, { registration: dispensing.id })
    const written = await draft(theirs, content)
    expect(written.faults).toEqual({ pharmacistCase: 'missing' })
    expect((await send(theirs, { ...content, pharmacistCase: 'outreach' })).state).toBe('submitted')
  })

  it('hours that meet others are warned of, and the warning is recorded once it is known', async () => {
    const first = await send(page, contentOf(portal))
    const weekly = [
      { weekday: 3, from: '16:00', until: '18:00' },
      { weekday: 1, from: '11:00', until: '13:00' },
    ] as const
    const written = await draft(page, contentOf(portal, { weekly: [...weekly] }))
    expect(written.overlaps).toEqual([
      { number: null, hours: [{ weekday: 1, from: '11:00', until: '12:00' }] },
      { number: first.number, hours: [{ weekday: 3, from: '16:00', until: '17:00' }] },
    ])
    expect(await moveRefusal(written, 'send')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_WARNED' })
    const sent = await move(page, written, 'send', { knowsWarnings: true })
    expect(sent.warnings).toEqual(['overlap-report', 'overlap-own'])
    expect((await listed('waiting')).reports.map(({ warned }) => warned)).toEqual([false, true])
  })
})

describe('whose it is', () => {
  it('another’s report is not there, whatever is asked of it; every refusal is in the audit', async () => {
    const sent = await send(page, contentOf(portal))
    const stranger = await reporter(portal, druggist)
    const at = { id: sent.id, version: sent.version }
    const missing = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    expect((await stranger.ask('GET /api/support-reports')).total).toBe(0)
    const query = `?id=${sent.id}`
    expect(await stranger.refusal('GET /api/support-reports/report', undefined, { query })).toEqual(missing)
    expect(await moveRefusal(sent, 'recall', {}, stranger)).toEqual(missing)
    const content = contentOf(portal)
    expect(await stranger.refusal('PUT /api/support-reports', { ...at, content })).toEqual(missing)
    expect(await stranger.refusal('POST /api/support-reports', { like: sent.id })).toEqual(missing)
    expect(await stranger.refusal('POST /api/support-reports/print', { id: sent.id })).toEqual(missing)
    expect(await stranger.refusal('POST /api/support-reports/print', { id: newId(portal.clock.now()) })).toEqual(
      missing,
    )
    const refused = (await portal.auditRows()).filter(({ code }) => code === 'ERR_REQUEST_NOT_FOUND')
    expect(refused).toHaveLength(6)
  })

  it('another county’s bureau neither reads nor decides; a copy is read and not decided', async () => {
    const sent = await send(page, contentOf(portal))
    expect((await listed('all', taichung)).total).toBe(0)
    const query = `?id=${sent.id}`
    const missing = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    expect(await taichung.refusal('GET /api/staff/support-reports/report', undefined, { query })).toEqual(missing)
    expect(await reviewRefusal(sent, 'take-up', taichung)).toEqual(missing)
    const approved = await approve(portal, sent)
    expect((await readAsBureau(sent.id, taichung)).history.at(0)?.by).toBeNull()
    expect(await reviewRefusal(approved, 'take-up', taichung)).toEqual(missing)
  })

  it('a draft is nobody’s but its applicant’s, and of what is taken back the bureau sees nothing', async () => {
    const sent = await send(page, contentOf(portal))
    await move(page, sent, 'recall')
    expect((await listed('all')).total).toBe(0)
    const query = `?id=${sent.id}`
    expect(await taipei.refusal('GET /api/staff/support-reports/report', undefined, { query })).toMatchObject({
      status: 404,
    })
    expect((await (await hospitalManager(portal)).ask('GET /api/support-reports/consents')).total).toBe(0)
  })

  it('an institution that was not asked does not answer; one that was gives a reason with its refusal', async () => {
    const sent = await send(page, contentOf(portal))
    const own = await representative(portal)
    const route = 'POST /api/support-reports/consents'
    const answer = { id: sent.id, version: sent.version, answer: 'declined', reason: null }
    expect(await own.refusal(route, { ...answer, side: 'supported' })).toMatchObject({ status: 404 })
    expect(await own.refusal(route, { ...answer, side: 'own' })).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
    await own.ask(route, { ...answer, side: 'own', reason: '人力不足' })
    expect((await own.ask('GET /api/support-reports/consents')).asked).toMatchObject([
      { number: sent.number, side: 'own', answer: 'declined', reason: '人力不足' },
    ])
    const taken = await review(taipei, sent, 'take-up')
    expect(await reviewRefusal(taken, 'pass')).toMatchObject({ code: 'ERR_REQUEST_SUPPORT_CONSENT' })
    expect(await page.refusal(route, { ...answer, side: 'own' })).toMatchObject({ code: 'ERR_REQUEST_NOT_ALLOWED' })
  })

  it('of two who change it at once one is told', async () => {
    const written = await draft(page, contentOf(portal))
    const body = { id: written.id, version: written.version, content: contentOf(portal, { reason: '一' }) }
    const [one, other] = await Promise.all([
      page.call('PUT /api/support-reports', body),
      page.call('PUT /api/support-reports', body),
    ])
    expect([one.status, other.status].toSorted()).toEqual([200, 409])
  })

  it('on the portals there is none of it but the bureau’s work', async () => {
    const refused = { status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' }
    expect(await taipei.refusal('GET /api/support-reports')).toEqual(refused)
    const query = '?list=all'
    expect(await page.refusal('GET /api/staff/support-reports', undefined, { query })).toEqual(refused)
  })
})

describe('files of a report', () => {
  const attach = (report: { id: string; version: number }, name = '邀請函.pdf', content = '%PDF-1.4 x') =>
    page.call('POST /api/support-reports/attachments', undefined, {
      query: `?${new URLSearchParams({ id: report.id, version: String(report.version), name }).toString()}`,
      rawBody: new TextEncoder().encode(content),
    })

  it('are attached to what is written, seen by the bureau, and stay in the store when they are taken away', async () => {
    const written = await draft(page, contentOf(portal))
    expect((await attach(written)).status).toBe(200)
    const withFile = await read(written.id)
    const [file] = withFile.files
    expect(file).toMatchObject({ name: '邀請函.pdf', type: 'pdf' })
    expect((await attach(withFile, 'a.exe')).status).toBe(400)
    const sent = await move(page, withFile, 'send')
    const asked = { id: sent.id, attachment: file?.id }
    const { address } = await taipei.ask('POST /api/staff/support-reports/file', asked)
    expect((await taipei.download(address)).status).toBe(200)
    expect(await taichung.refusal('POST /api/staff/support-reports/file', asked)).toMatchObject({ status: 404 })
    expect((await attach(sent)).status).toBe(409)
    const back = await move(page, sent, 'recall')
    const route = 'DELETE /api/support-reports/attachments'
    const without = await page.ask(route, { id: back.id, version: back.version, attachment: file?.id })
    expect(without.files).toEqual([])
    const { query } = portal.database
    const { sha256 } = await query.selectFrom('support_report_files').select('sha256').executeTakeFirstOrThrow()
    expect(await isKept(query, sha256)).toBe(true)
  })

  it('are five at most', async () => {
    let report = await draft(page, contentOf(portal))
    for (let count = 0; count < 5; count++) {
      expect((await attach(report)).status).toBe(200)
      report = await read(report.id)
    }
    const { status, body } = await attach(report)
    expect([status, body]).toMatchObject([409, { error: { code: 'ERR_REQUEST_FILES_MANY' } }])
  })
})

it('the bureau counts what was approved, by month, profession and institution, in its own county', async () => {
  const approved = await approve(portal, await send(page, contentOf(portal)))
  const month = approved.content.firstDay?.slice(0, 7) ?? ''
  const query = `?fromMonth=${month}&untilMonth=${month}`
  const route = 'GET /api/staff/support-reports/statistics'
  expect(await taipei.ask(route, undefined, { query })).toEqual({
    counts: [{ month, profession: 'physician', institution: hospital.name, count: 1 }],
  })
  expect(await taichung.ask(route, undefined, { query })).toEqual({ counts: [] })
})

it('the bureau finds reports by number, name, profession and days', async () => {
  const sent = await send(page, contentOf(portal))
  const { firstDay } = sent.content
  for (const [more, total] of [
    [`&text=${sent.number}`, 1],
    [`&text=${encodeURIComponent('林示')}`, 1],
    [`&text=${encodeURIComponent('仁樂')}`, 1],
    [`&text=${encodeURIComponent('%')}`, 0],
    ['&profession=nurse', 0],
    ['&state=approved', 0],
    [`&untilDay=${firstDay}`, 1],
    [`&untilDay=${daysAfter(firstDay ?? '', -1)}`, 0],
    [`&fromDay=${daysAfter(sent.content.lastDay ?? '', 1)}`, 0],
  ] as const) {
    expect([more, (await listed('all', taipei, more)).total]).toEqual([more, total])
  }
})
