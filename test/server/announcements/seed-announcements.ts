import { sql } from 'kysely'
import { gramsOfText } from '../../../core/portal/search-text.ts'
import type { Queryable } from '../../../server/db/database.ts'
import { countAnew } from '../../../server/db/tables/announcement-counts.ts'
import { type Announcement, toAnnouncementRow } from '../../../server/db/tables/announcements.ts'

const atOnce = 200

/** Many at once: what saveAnnouncement writes one by one. Into an empty table. */
export async function seedAnnouncements(query: Queryable, announcements: readonly Announcement[]): Promise<void> {
  const counts = new Map<number, number>()
  for (let from = 0; from < announcements.length; from += atOnce) {
    const some = announcements.slice(from, from + atOnce)
    const rows = some.map((it) => Object.assign(toAnnouncementRow(it), { id: it.id }))
    const indexed = rows.map(({ id, search_text }) => ({ announcement_id: id, grams: gramsOfText(search_text) }))
    for (const gram of indexed.flatMap(({ grams }) => grams)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
    await query.insertInto('announcements').values(rows).execute()
    await query.insertInto('announcement_grams').values(indexed).execute()
  }
  const grams = [...counts.keys()]
  await sql`
    insert into announcement_gram_counts (gram, count)
    select * from unnest(${grams}::integer[], ${grams.map((gram) => counts.get(gram))}::integer[])`.execute(query)
  for (const kind of new Set(announcements.map((it) => it.kind))) await countAnew(query, kind)
}
