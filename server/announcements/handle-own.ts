import { CodedError } from '../../core/errors/coded-error.ts'
import {
  announcementEntriesWithin,
  announcementKind,
  type AnnouncementReader,
  entriesInUse,
  isPublicKind,
  mayRead,
} from '../../core/portal/announcements.ts'
import { openFunctions } from '../../core/portal/authorize.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { powersOf, type SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { findAttachment } from '../db/tables/announcement-attachments.ts'
import { countSince, searchAnnouncements } from '../db/tables/announcement-search.ts'
import { noteVisit } from '../db/tables/announcement-visits.ts'
import { type Announcement, findAnnouncement } from '../db/tables/announcements.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { toDetails, toPage } from './to-views.ts'

type Parts = Pick<AnnouncementParts, 'database'>

/** What the person may read and nothing else: who has no institution chosen finds none. */
export function listOwn({ database: { query } }: Parts): Handler<'GET /api/announcements/own'> {
  return {
    event: 'read',
    async handle({ request: { kind, entry, words = '', page = '1', size }, admitted, now }) {
      const list = { page: Number(page), pageSize: Number(size ?? announcementKind(kind).pageSize) }
      const search = {
        kind,
        entries: entry && announcementEntriesWithin(entry),
        words: searchWords(words),
        viewer: { as: 'reader', reader: await readerOf(query, admitted) },
        today: taiwanDay(now),
        ...list,
      } as const
      const found = await searchAnnouncements(query, search)
      const { id: sessionId } = admitted.session
      const seenBefore = await noteVisit(query, { holder: visitorOf(admitted), sessionId, now })
      return {
        ...toPage(found, list.page, list.pageSize),
        seenBefore: seenBefore?.toISOString() ?? null,
        newCount: seenBefore ? await countSince(query, search, seenBefore) : 0,
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for one that others may read: its existence is not told. */
export function readOwn({ database: { query } }: Parts): Handler<'GET /api/announcements/own/details'> {
  return {
    event: 'read',
    handle: async ({ request: { id }, admitted, now }) =>
      await toDetails(query, await findReadable(query, id, admitted, now)),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND likewise. */
export function askOwnFile({ database: { query } }: Parts): Handler<'POST /api/announcements/own/file'> {
  return {
    event: 'file',
    async handle({ request, admitted, now }) {
      const { id } = await findReadable(query, request.id, admitted, now)
      const file = await findAttachment(query, request.attachment)
      if (file?.announcementId !== id) throw notFound()
      return await giveTicket(query, file, { sessionId: admitted.session.id, now })
    },
  }
}

async function findReadable(query: Queryable, id: string, signedIn: SignedIn, now: Date): Promise<Announcement> {
  const announcement = await findAnnouncement(query, id)
  if (!announcement || isPublicKind(announcement.kind)) throw notFound()
  const reader = await readerOf(query, signedIn)
  if (!mayRead(announcement, reader, taiwanDay(now))) throw notFound()
  return announcement
}

async function readerOf(query: Queryable, signedIn: SignedIn): Promise<AnnouncementReader | undefined> {
  const { institution } = signedIn.standing
  const found = institution ? await findInstitution(query, institution.code) : undefined
  if (!institution || !found) return undefined
  const { type, division } = found
  return { type, division, roles: institution.roles, entries: entriesInUse(openFunctions(powersOf(signedIn))) }
}

/** A person's visit at one institution is none at another: other announcements are read there. */
const visitorOf = ({ session: { holder }, standing: { institution } }: SignedIn): string =>
  `${holder.kind === 'person' ? `person:${holder.personId}` : 'institution'}@${institution?.code ?? ''}`

const notFound = () => new CodedError('ERR_REQUEST_NOT_FOUND', 'no announcement that the person may read')
