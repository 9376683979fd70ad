import { sql } from 'kysely'
import { gramsOfText } from '../../../core/portal/search-text.ts'
import type { Queryable } from '../database.ts'

export interface AnnouncementGramsTable {
  announcement_id: string
  grams: number[]
}

export interface AnnouncementGramCountsTable {
  gram: number
  count: number
}

/** Puts an announcement's text into the index, in place of what stood there of it, and counts anew. */
export async function indexAnnouncement(query: Queryable, announcementId: string, searchText: string): Promise<void> {
  const before = await query
    .selectFrom('announcement_grams')
    .select('grams')
    .where('announcement_id', '=', announcementId)
    .forUpdate()
    .executeTakeFirst()
  const grams = gramsOfText(searchText)
  await query
    .insertInto('announcement_grams')
    .values({ announcement_id: announcementId, grams })
    .onConflict((conflict) => conflict.column('announcement_id').doUpdateSet({ grams }))
    .execute()
  await changeCounts(query, without(grams, before?.grams ?? []), 1)
  await changeCounts(query, without(before?.grams ?? [], grams), -1)
}

const without = (these: readonly number[], those: readonly number[]): number[] => {
  const others = new Set(those)
  return these.filter((gram) => !others.has(gram))
}

/** In ascending order: two who write at once lock the rows in the same one. */
async function changeCounts(query: Queryable, grams: readonly number[], by: 1 | -1): Promise<void> {
  if (grams.length === 0) return
  await sql`
    insert into announcement_gram_counts (gram, count)
    select gram, ${by}::integer from unnest(${grams}::integer[]) as given (gram) order by gram
    on conflict (gram) do update set count = announcement_gram_counts.count + excluded.count`.execute(query)
}

/** In how many announcements each of them stands; nothing of those that stand in none. */
export async function countGrams(query: Queryable, grams: readonly number[]): Promise<Map<number, number>> {
  const rows = await query
    .selectFrom('announcement_gram_counts')
    .select(['gram', 'count'])
    .where('gram', 'in', [...grams])
    .where('count', '>', 0)
    .execute()
  return new Map(rows.map(({ gram, count }) => [gram, count]))
}

/** Announcements in which all of them stand, in no order, at most so many. */
export async function findWithGrams(query: Queryable, grams: readonly number[], most: number): Promise<string[]> {
  // Materialized: for few rows of many the planner would rather read the table, and most of a text's row is its grams.
  const rows = await query
    .with(
      (cte) => cte('found').materialized(),
      (within) =>
        within
          .selectFrom('announcement_grams')
          .select('announcement_id')
          .where('grams', '@>', sql<number[]>`${grams}::integer[]`),
    )
    .selectFrom('found')
    .select('announcement_id')
    .limit(most)
    .execute()
  return rows.map(({ announcement_id: id }) => id)
}
