import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

export interface RateLimitsTable {
  route: string
  subject: string
  count: number
  window_ends_at: Date
}

export interface RateCount {
  readonly count: number
  readonly windowEndsAt: Date
}

/** Counts one call in the open window, or in a new one that ends at `newWindowEndsAt`. One statement. */
export async function countCall(
  query: Queryable,
  call: { route: string; subject: string; now: Date; newWindowEndsAt: Date },
): Promise<RateCount> {
  const { route, subject, now, newWindowEndsAt } = call
  const over = sql<boolean>`rate_limits.window_ends_at <= ${now}`
  const row = await query
    .insertInto('rate_limits')
    .values({ route, subject, count: 1, window_ends_at: newWindowEndsAt })
    .onConflict((conflict) =>
      conflict.columns(['route', 'subject']).doUpdateSet({
        count: sql<number>`case when ${over} then 1 else rate_limits.count + 1 end`,
        window_ends_at: sql<Date>`case when ${over} then excluded.window_ends_at else rate_limits.window_ends_at end`,
      }),
    )
    .returning(['count', 'window_ends_at'])
    .executeTakeFirstOrThrow()
  return { count: row.count, windowEndsAt: row.window_ends_at }
}

export async function deleteEndedWindows(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('rate_limits').where('window_ends_at', '<=', now).execute()
}
