import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SignedInKind } from '../../../core/portal/announcements.ts'
import type { Page } from '../page.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import {
  addAnnouncement,
  author,
  colleague,
  draftOf,
  pharmacist,
  publish,
  seedAnnouncementPeople,
  signIn,
  user,
} from './announcement-pages.ts'

let portal: TestPortal
let writer: Page
const now = () => portal.clock.now()
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await seedAnnouncementPeople(portal)
  writer = await signIn(portal, author)
})
afterAll(() => portal.close())

const listPublic = (query: string, page = portal.page()) => page.ask('GET /api/announcements', undefined, { query })
const listOwn = (page: Page, kind: SignedInKind, more = '') =>
  page.ask('GET /api/announcements/own', undefined, { query: `?kind=${kind}${more}` })
const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)

describe('public announcements', () => {
  it('are read by anybody while they are in force, newest first, ten a page', async () => {
    for (let day = 10; day < 22; day++) {
      await addAnnouncement(portal.database.query, now(), { fromDay: `2025-01-${day}`, titleText: String(day) })
    }
    const first = await listPublic('?kind=business')
    expect(first).toMatchObject({ page: 1, pages: 2, total: 12, more: false })
    expect(first.items.map(({ titleText }) => titleText)).toEqual([
      '21',
      '20',
      '19',
      '18',
      '17',
      '16',
      '15',
      '14',
      '13',
      '12',
    ])
    expect((await listPublic('?kind=business&page=2')).items).toHaveLength(2)
    expect((await listPublic('?kind=business&page=99')).items).toEqual([])
  })

  it('in force are those released whose days have come and are not over', async () => {
    const { query } = portal.database
    const shown = await addAnnouncement(query, now(), {})
    await addAnnouncement(query, now(), { stage: 'draft' })
    await addAnnouncement(query, now(), { stage: 'withdrawn' })
    await addAnnouncement(query, now(), { fromDay: '2099-01-01' })
    await addAnnouncement(query, now(), { fromDay: '2000-01-01', untilDay: '2000-01-02' })
    expect(ids(await listPublic('?kind=business'))).toEqual([shown.id])
  })

  it('資安專區 has the system notices of information security', async () => {
    const security = await publish(writer, 'system', now(), { category: 'security' })
    const other = await publish(writer, 'system', now())
    expect(ids(await listPublic('?kind=system'))).toEqual([other.id, security.id])
    expect(ids(await listPublic('?kind=system&category=security'))).toEqual([security.id])
  })

  it('tell content and attachments when opened; what is not public or not in force is not there', async () => {
    const shown = await publish(writer, 'business', now())
    const hidden = await writer.ask('POST /api/staff/announcements', {
      kind: 'business',
      ...draftOf('business', now()),
    })
    const signedIn = await publish(writer, 'headquarters', now())
    const open = (id: string) => portal.page().call('GET /api/announcements/details', undefined, { query: `?id=${id}` })
    expect((await open(shown.id)).body).toEqual({ content: shown.content, attachments: [], contact: null })
    for (const { id } of [hidden, signedIn, { id: '018f0000-0000-7000-8000-00000000abcd' }]) {
      expect((await open(id)).status).toBe(404)
    }
    expect(await portal.refusalCounts()).toMatchObject([{ event: 'read', code: 'ERR_REQUEST_NOT_FOUND', count: 3 }])
  })

  it.each(['headquarters', 'division'])('are not those of the kind %s', async (kind) => {
    const refusal = await portal.page().refusal('GET /api/announcements', undefined, { query: `?kind=${kind}` })
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_MALFORMED', details: { field: 'kind' } })
  })

  it('are a feed as well, in which nothing of the others stands and nothing is markup', async () => {
    await publish(writer, 'business', now(), { title: '甲&乙 &lt;丙&gt;', content: '<p>內文"引號"</p>' })
    await publish(writer, 'headquarters', now(), { title: '機密' })
    const { status, headers, body } = await portal.page().fetch('GET', '/announcements.atom')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(body).toContain('<title>甲&amp;乙 &lt;丙&gt;</title>')
    expect(body).toContain('內文&quot;引號&quot;')
    expect(body).not.toContain('機密')
  })
})

describe('announcements after the sign-in', () => {
  it('need a session', async () => {
    const refusal = await portal.page().refusal('GET /api/announcements/own', undefined, { query: '?kind=division' })
    expect(refusal).toMatchObject({ status: 401 })
  })

  it('of a division are read at its own institutions, with whom to call, and are nowhere else', async () => {
    const theirs = await signIn(portal, colleague)
    const { id } = await publish(theirs, 'division', now())
    const own = await signIn(portal, user, clinic.code)
    const other = await signIn(portal, pharmacist, pharmacy.code)
    expect(ids(await listOwn(own, 'division'))).toEqual([id])
    const open = (page: Page) => page.call('GET /api/announcements/own/details', undefined, { query: `?id=${id}` })
    expect((await open(own)).body).toMatchObject({ contact: { name: '王示範', phone: '02-2191-2006' } })
    expect(ids(await listOwn(other, 'division'))).toEqual([])
    expect(ids(await listOwn(other, 'division', '&words=讀卡機'))).toEqual([])
    expect((await open(other)).status).toBe(404)
    expect((await portal.auditRows()).at(-1)).toMatchObject({ event: 'read', code: 'ERR_REQUEST_NOT_FOUND' })
  })

  it('of the headquarters are read by their audience alone', async () => {
    const audience = { types: ['pharmacy' as const], divisions: [], roles: ['manager' as const], entryUsersOnly: false }
    const { id } = await publish(writer, 'headquarters', now(), { audience })
    const all = await publish(writer, 'headquarters', now())
    const own = await signIn(portal, user, clinic.code)
    const other = await signIn(portal, pharmacist, pharmacy.code)
    expect(ids(await listOwn(own, 'headquarters'))).toEqual([all.id])
    expect(ids(await listOwn(other, 'headquarters'))).toEqual([all.id, id])
    const open = (page: Page) => page.call('GET /api/announcements/own/details', undefined, { query: `?id=${id}` })
    expect((await open(own)).status).toBe(404)
    expect((await open(other)).status).toBe(200)
  })

  it('for users of an entry are read by who may use something of it', async () => {
    const audience = { types: [], divisions: [], roles: [], entryUsersOnly: true }
    await publish(writer, 'headquarters', now(), { audience, entry: 'E' })
    const managers = await publish(writer, 'headquarters', now(), { audience, entry: 'O' })
    const other = await signIn(portal, pharmacist, pharmacy.code)
    expect(ids(await listOwn(other, 'headquarters'))).toEqual([managers.id])
  })

  it('are narrowed to an entry of the menu and what stands below it', async () => {
    const a = await publish(writer, 'headquarters', now(), { entry: 'A' })
    const a01 = await publish(writer, 'headquarters', now(), { entry: 'A.01' })
    await publish(writer, 'headquarters', now(), { entry: 'B' })
    const own = await signIn(portal, user, clinic.code)
    expect(ids(await listOwn(own, 'headquarters', '&entry=A'))).toEqual([a01.id, a.id])
    expect(ids(await listOwn(own, 'headquarters', '&entry=A.01'))).toEqual([a01.id])
  })

  it('are none for who has no institution chosen', async () => {
    await publish(writer, 'headquarters', now())
    expect(ids(await listOwn(writer, 'headquarters'))).toEqual([])
    expect(ids(await listOwn(writer, 'division'))).toEqual([])
  })

  it('tell since when the person has not looked: the same for all of a session', async () => {
    const first = await signIn(portal, user, clinic.code)
    const begun = now().toISOString()
    expect((await listOwn(first, 'division')).seenBefore).toBeNull()
    portal.clock.advance(60)
    expect((await listOwn(first, 'headquarters')).seenBefore).toBeNull()
    const last = now().toISOString()
    portal.clock.advance(60)
    const second = await signIn(portal, user, clinic.code)
    for (let call = 0; call < 2; call++) expect((await listOwn(second, 'division')).seenBefore).toBe(last)
    expect(last > begun).toBe(true)
  })

  it('count what came since the person last looked there: at another institution it is another visit', async () => {
    await publish(writer, 'headquarters', now())
    expect((await listOwn(await signIn(portal, user, clinic.code), 'headquarters')).newCount).toBe(0)
    portal.clock.advance(3600)
    writer = await signIn(portal, author)
    await publish(writer, 'headquarters', now())
    const tomorrow = taiwanDay(new Date(now().getTime() + 86_400_000))
    await publish(writer, 'headquarters', now(), { fromDay: tomorrow })
    const second = await signIn(portal, user, clinic.code)
    for (let call = 0; call < 2; call++) {
      expect(await listOwn(second, 'headquarters', '&size=3')).toMatchObject({ newCount: 1, total: 2 })
    }
    const at = now()
    await addAssignment(portal.database.query, { personId: user.id, institutionCode: pharmacy.code, role: 'user', at })
    const elsewhere = await signIn(portal, user, pharmacy.code)
    expect(await listOwn(elsewhere, 'headquarters')).toMatchObject({ newCount: 0, seenBefore: null })
    portal.clock.advance(86_400)
    expect((await listOwn(await signIn(portal, user, clinic.code), 'headquarters')).newCount).toBe(1)
  })
})
