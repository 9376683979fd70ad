import { publicKinds } from '../../core/portal/announcements.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { searchAnnouncements } from '../db/tables/announcement-search.ts'
import type { DocumentHandler } from '../http/serve-document.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { toItem } from './to-views.ts'

const newestOfEachKind = 20

/** The public announcements in force as an Atom feed (RFC 4287), newest first. */
export function serveFeed({ database: { query } }: Pick<AnnouncementParts, 'database'>): DocumentHandler {
  return {
    event: 'read',
    async handle({ platform, origin, now }) {
      const list = { today: taiwanDay(now), words: [], page: 1, pageSize: newestOfEachKind }
      const viewer = { as: 'reader', reader: undefined } as const
      const found = await Promise.all(publicKinds.map((kind) => searchAnnouncements(query, { kind, viewer, ...list })))
      const entries = found
        .flatMap(({ announcements }) => announcements)
        .map((it) => ({
          id: it.id,
          titleText: it.titleText,
          since: toItem(it).since,
          updated: it.changedAt.toISOString(),
          summary: it.summary,
        }))
        .toSorted((a, b) => (a.since < b.since ? 1 : -1))
      const updated =
        entries
          .map((entry) => entry.updated)
          .toSorted()
          .at(-1) ?? now.toISOString()
      const title = platformRow(platform).title.zhTW
      const feed = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-TW">',
        `<id>${escape(origin)}/announcements.atom</id>`,
        `<title>${escape(title)}</title>`,
        `<author><name>${escape(title)}</name></author>`,
        `<updated>${updated}</updated>`,
        `<link rel="self" href="${escape(origin)}/announcements.atom"/>`,
        ...entries.map(
          ({ id, titleText, since, updated, summary }) =>
            `<entry><id>urn:uuid:${id}</id><title>${escape(titleText)}</title>` +
            `<published>${since}</published><updated>${updated}</updated>` +
            `<link href="${escape(origin)}/announcements?open=${id}"/><summary>${escape(summary)}</summary></entry>`,
        ),
        '</feed>',
      ].join('\n')
      const headers = { 'Content-Type': 'application/atom+xml; charset=utf-8', 'Cache-Control': 'public, max-age=300' }
      return new Response(feed, { headers })
    },
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Also without the control characters that XML cannot hold. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
