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

export interface CountedSubject {
  readonly subject: string
  readonly newWindowEndsAt: Date
}

/**
 * Counts one call for each subject, in the open window or in a new one that ends at `newWindowEndsAt`. One statement, in one
 * order of the subjects, so that two never wait for each other.
 */
export async function countCalls(
  query: Queryable,
  call: { readonly route: string; readonly subjects: readonly CountedSubject[]; readonly now: Date },
): Promise<ReadonlyMap<string, RateCount>> {
  const { route, subjects, now } = call
  const over = sql<boolean>`rate_limits.window_ends_at <= ${now}`
  const rows = await query
    .insertInto('rate_limits')
    .values(
      subjects
        .toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
        .map(({ subject, newWindowEndsAt }) => ({ route, subject, count: 1, window_ends_at: newWindowEndsAt })),
    )
    .onConflict((conflict) =>
      conflict.columns(['route', 'subject']).doUpdateSet({
        count: sql<number>`case when ${over} then 1 else rate_limits.count + 1 end`,
        window_ends_at: sql<Date>`case when ${over} then excluded.window_ends_at else rate_limits.window_ends_at end`,
      }),
    )
    .returning(['subject', 'count', 'window_ends_at'])
    .execute()
  return new Map(rows.map((row) => [row.subject, { count: row.count, windowEndsAt: row.window_ends_at }]))
}

export async function deleteEndedWindows(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('rate_limits').where('window_ends_at', '<=', now).execute()
}
