import { announcementKind, stateOn } from '../../core/portal/announcements.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { AnnouncementVersions } from '../../core/protocol/announcements.ts'
import { searchAnnouncements } from '../db/tables/announcement-search.ts'
import { findVersions } from '../db/tables/announcement-versions.ts'
import { findAnnouncement } from '../db/tables/announcements.ts'
import type { Handler } from '../http/call.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { nameOf, toRecord } from './to-record.ts'
import { pagesOf } from './to-views.ts'
import { requireWritable, requireWriter } from './writable.ts'

type Parts = Pick<AnnouncementParts, 'database'>

/** Errors: ERR_REQUEST_NOT_ALLOWED for a kind of which the person is no author. */
export function listWritable({ database: { query } }: Parts): Handler<'GET /api/staff/announcements'> {
  return {
    event: 'read',
    async handle({ request: { kind, state, words = '', page = '1' }, admitted, now }) {
      const { pageSize } = announcementKind(kind)
      const today = taiwanDay(now)
      const { announcements, total, more } = await searchAnnouncements(query, {
        kind,
        viewer: { as: 'author', divisions: requireWriter(kind, admitted), state },
        today,
        words: searchWords(words),
        page: Number(page),
        pageSize,
      })
      const items = announcements.map(async (it) => ({
        id: it.id,
        titleText: it.titleText,
        state: stateOn(it, today),
        fromDay: it.fromDay,
        untilDay: it.untilDay,
        division: it.division,
        changedBy: await nameOf(query, it.changedBy),
        changedAt: it.changedAt.toISOString(),
      }))
      return { items: await Promise.all(items), page: Number(page), pages: pagesOf(total, pageSize), total, more }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readRecord({ database: { query } }: Parts): Handler<'GET /api/staff/announcements/record'> {
  return {
    event: 'read',
    handle: async ({ request: { id }, admitted, now }) =>
      await toRecord(query, requireWritable(await findAnnouncement(query, id), admitted), now),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readHistory({ database: { query } }: Parts): Handler<'GET /api/staff/announcements/history'> {
  return {
    event: 'read',
    async handle({ request, admitted }) {
      const { id } = requireWritable(await findAnnouncement(query, request.id), admitted)
      const versions = await findVersions(query, id)
      return {
        versions: versions.map(toVersionView),
      }
    },
  }
}

type VersionView = AnnouncementVersions['versions'][number]

function toVersionView(made: Awaited<ReturnType<typeof findVersions>>[number]): VersionView {
  // Written by write-version.ts, and never changed since.
  const content = made.content as Pick<
    VersionView,
    'fields' | 'title' | 'titleText' | 'content' | 'fromDay' | 'untilDay'
  > & {
    readonly attachments: readonly { readonly name: string }[]
  }
  return {
    version: made.version,
    at: made.at.toISOString(),
    by: made.by,
    what: made.what,
    fields: content.fields,
    title: content.title,
    titleText: content.titleText,
    content: content.content,
    fromDay: content.fromDay,
    untilDay: content.untilDay,
    attachments: content.attachments.map(({ name }) => name),
  }
}
