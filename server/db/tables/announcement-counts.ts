import { sql } from 'kysely'
import type { AnnouncementCategory, AnnouncementKind } from '../../../core/portal/announcements.ts'
import type { Queryable } from '../database.ts'
import { beginEdition } from './public-content.ts'

export interface AnnouncementGenerationsTable {
  kind: string
  generation: number
}

export interface AnnouncementCountsTable {
  kind: string
  category: string
  day: string
  generation: number
  count: number
}

/** To be called in each transaction that writes announcements of a kind: what was counted before it is good no more. */
export async function countAnew(query: Queryable, kind: AnnouncementKind): Promise<void> {
  await sql`
    insert into announcement_generations (kind, generation) values (${kind}, 1)
    on conflict (kind) do update set generation = announcement_generations.generation + 1`.execute(query)
  await beginEdition(query)
}

/**
 * How many are in force on a day: what was counted once, or what `count` finds. Whoever counts while another writes keeps
 * a count of the generation before, which nobody reads any more.
 */
export async function countOnce(
  query: Queryable,
  {
    kind,
    category = '',
    day,
  }: {
    readonly kind: AnnouncementKind
    readonly category?: AnnouncementCategory | '' | undefined
    readonly day: string
  },
  count: () => Promise<number>,
): Promise<number> {
  const known = await query
    .selectFrom('announcement_generations as now')
    .leftJoin('announcement_counts as counted', (join) =>
      join
        .onRef('counted.kind', '=', 'now.kind')
        .onRef('counted.generation', '=', 'now.generation')
        .on('counted.category', '=', category)
        .on('counted.day', '=', day),
    )
    .select(['now.generation', 'counted.count'])
    .where('now.kind', '=', kind)
    .executeTakeFirst()
  if (known && known.count !== null) return known.count
  const found = await count()
  if (!known) return found
  const { generation } = known
  await query
    .insertInto('announcement_counts')
    .values({ kind, category, day, generation, count: found })
    .onConflict((conflict) => conflict.columns(['kind', 'category']).doUpdateSet({ day, generation, count: found }))
    .execute()
  return found
}
