import { CodedError } from '../../core/errors/coded-error.ts'
import { announcementKind, mayRead } from '../../core/portal/announcements.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { Queryable } from '../db/database.ts'
import { findAttachment } from '../db/tables/announcement-attachments.ts'
import { searchAnnouncements } from '../db/tables/announcement-search.ts'
import { type Announcement, findAnnouncement } from '../db/tables/announcements.ts'
import { deliverFile } from '../files/deliver-file.ts'
import type { Handler } from '../http/call.ts'
import type { DocumentHandler } from '../http/serve-document.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { toDetails, toPage } from './to-views.ts'

type Parts = Pick<AnnouncementParts, 'database'>

export function listPublic({ database: { query } }: Parts): Handler<'GET /api/announcements'> {
  return {
    event: 'read',
    async handle({ request: { kind, category, words = '', page = '1', size }, now }) {
      const list = { page: Number(page), pageSize: Number(size ?? announcementKind(kind).pageSize) }
      const viewer = { as: 'reader', reader: undefined } as const
      const search = { kind, category, words: searchWords(words), viewer, today: taiwanDay(now), ...list }
      return toPage(await searchAnnouncements(query, search), list.page, list.pageSize)
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for one that is not in force or not public. */
export function readPublic({ database: { query } }: Parts): Handler<'GET /api/announcements/details'> {
  return {
    event: 'read',
    handle: async ({ request: { id }, now }) => await toDetails(query, await findPublic(query, id, now)),
  }
}

/** An attachment of a public announcement that is in force, under an address that stays the same as long as it is. */
export function deliverPublic({ database: { query }, files }: AnnouncementParts): DocumentHandler {
  return {
    event: 'file',
    async handle({ key, now }) {
      const file = isUuid(key) ? await findAttachment(query, key) : undefined
      if (!file) throw notFound()
      await findPublic(query, file.announcementId, now)
      return await deliverFile(files, file)
    },
  }
}

async function findPublic(query: Queryable, id: string, now: Date): Promise<Announcement> {
  const announcement = await findAnnouncement(query, id)
  if (!announcement || !mayRead(announcement, undefined, taiwanDay(now))) throw notFound()
  return announcement
}

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)

const notFound = () => new CodedError('ERR_REQUEST_NOT_FOUND', 'no public announcement in force has it')
