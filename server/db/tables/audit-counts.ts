import { sql } from 'kysely'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export interface AuditCountsTable {
  minute: Date
  network: string
  platform: Platform
  event: string
  step: string
  code: ErrorCode
  count: number
}

/** So many refusals of one kind, of callers from one network in the minute that begins at `minute`. */
export interface AuditCount {
  readonly minute: Date
  /** An IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string
  readonly platform: Platform
  readonly event: string
  readonly step: string
  readonly code: ErrorCode
  readonly count: number
}

export async function addToCount(query: Queryable, refusals: Omit<AuditCount, 'count'>): Promise<void> {
  await query
    .insertInto('audit_counts')
    .values({ ...refusals, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['minute', 'network', 'platform', 'event', 'step', 'code'])
        .doUpdateSet({ count: sql<number>`audit_counts.count + 1` }),
    )
    .execute()
}

/** Newest first. */
export async function findCounts(
  query: Queryable,
  { from, until, limit, offset }: { from?: Date | undefined; until?: Date | undefined; limit: number; offset: number },
): Promise<AuditCount[]> {
  return await query
    .selectFrom('audit_counts')
    .selectAll()
    .$if(from !== undefined, (rows) => rows.where('minute', '>=', from ?? new Date(0)))
    .$if(until !== undefined, (rows) => rows.where('minute', '<', until ?? new Date(0)))
    .orderBy('minute', 'desc')
    .orderBy('network')
    .orderBy('platform')
    .orderBy('event')
    .orderBy('step')
    .orderBy('code')
    .limit(limit)
    .offset(offset)
    .execute()
}
