import type { AnnouncementKind } from '../../../core/portal/announcements.ts'
import { announcementKind, everyone } from '../../../core/portal/announcements.ts'
import type { StaffRole } from '../../../core/portal/staff-roles.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { AnnouncementDraft, AnnouncementRecord } from '../../../core/protocol/announcements.ts'
import type { Queryable } from '../../../server/db/database.ts'
import { newId } from '../../../server/db/new-id.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { type Announcement, saveAnnouncement } from '../../../server/db/tables/announcements.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { clinic, pharmacy, type TestPortal } from '../test-portal.ts'

const personId = (number: number) => `018f0000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`

export const author = { id: personId(1), name: '署示範', idNumber: 'A299090108' }
export const colleague = { id: personId(2), name: '分示範', idNumber: 'A199090071' }
export const elsewhere = { id: personId(3), name: '東示範', idNumber: 'A299090117' }
export const user = { id: personId(4), name: '林示範', idNumber: 'A199090017' }
export const pharmacist = { id: personId(5), name: '陳測試', idNumber: 'A299090028' }

/** An author of the headquarters, colleagues of two divisions, and a user at each of two institutions in two divisions. */
export async function seedAnnouncementPeople({ database, clock }: TestPortal): Promise<void> {
  const { query } = database
  const at = clock.now()
  for (const person of [author, colleague, elsewhere, user, pharmacist]) await savePerson(query, person)
  const posts: readonly (readonly [string, StaffRole, string])[] = [
    [author.id, 'headquarters', 'everywhere'],
    [author.id, 'information', 'everywhere'],
    [colleague.id, 'division', 'taipei'],
    [elsewhere.id, 'division', 'eastern'],
  ]
  for (const [personId, role, area] of posts) await addStaffPost(query, { personId, role, area, at })
  await saveInstitution(query, clinic)
  await saveInstitution(query, { ...pharmacy, division: 'eastern' })
  await addAssignment(query, { personId: user.id, institutionCode: clinic.code, role: 'user', at })
  await addAssignment(query, { personId: pharmacist.id, institutionCode: pharmacy.code, role: 'manager', at })
}

export const signIn = (
  portal: TestPortal,
  { id }: { id: string },
  institutionCode: string | null = null,
): Promise<Page> => portal.signedIn({ kind: 'person', personId: id }, { institutionCode })

/** What an author types for a complete announcement of a kind. */
export function draftOf(
  kind: AnnouncementKind,
  now: Date,
  changes: Partial<AnnouncementDraft> = {},
): AnnouncementDraft {
  const has = (field: string) => announcementKind(kind).fields.some((own) => own === field)
  return {
    title: '讀卡機控制軟體更新',
    content: '<p>請於<b>下載專區</b>下載。</p>',
    fromDay: taiwanDay(now),
    untilDay: '2099-12-31',
    department: has('department') ? 'information' : null,
    category: has('category') ? 'general' : null,
    keyword: has('keyword') ? '讀卡機' : '',
    entry: has('entry') ? 'A.01' : null,
    audience: { types: [], divisions: [], roles: [], entryUsersOnly: false },
    division: has('division') ? 'taipei' : null,
    contactName: has('contactName') ? '王示範' : '',
    contactPhone: has('contactPhone') ? '02-2191-2006' : '',
    ...changes,
  }
}

export async function release(page: Page, { id, version }: AnnouncementRecord): Promise<AnnouncementRecord> {
  return await page.ask('POST /api/staff/announcements/move', { id, version, move: 'release' })
}

/** Writes one and releases it, as its author does. */
export async function publish(
  page: Page,
  kind: AnnouncementKind,
  now: Date,
  changes: Partial<AnnouncementDraft> = {},
): Promise<AnnouncementRecord> {
  return await release(page, await page.ask('POST /api/staff/announcements', { kind, ...draftOf(kind, now, changes) }))
}

/** Puts one into the table without any page. */
export async function addAnnouncement(
  query: Queryable,
  now: Date,
  changes: Partial<Announcement>,
): Promise<Announcement> {
  const announcement: Announcement = {
    id: newId(now),
    kind: 'business',
    stage: 'released',
    fromDay: taiwanDay(now),
    untilDay: null,
    title: '標題',
    titleText: '標題',
    content: '',
    contentText: '',
    department: null,
    category: null,
    keyword: '',
    entry: null,
    audience: everyone,
    division: null,
    contactName: '',
    contactPhone: '',
    attachmentCount: 0,
    version: 1,
    createdAt: now,
    releasedAt: now,
    changedAt: now,
    changedBy: author.id,
    ...changes,
  }
  await saveAnnouncement(query, announcement)
  return announcement
}
