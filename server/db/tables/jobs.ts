import { type ColumnType, sql } from 'kysely'
import type { Queryable } from '../database.ts'

export interface JobsTable {
  id: string
  kind: string
  periodic_key: string | null
  payload: ColumnType<unknown, string, string>
  run_at: Date
  attempts: number
  lease_until: Date | null
  lease_id: string | null
  last_error: string | null
  gave_up_at: Date | null
}

export interface JobRecord {
  readonly id: string
  readonly kind: string
  readonly payload: unknown
  /** Tries so far, this one included. */
  readonly attempts: number
  readonly leaseId: string
}

export async function addJob(
  query: Queryable,
  job: { id: string; kind: string; payload: unknown; runAt: Date; periodicKey: string | null },
): Promise<void> {
  await query
    .insertInto('jobs')
    .values({
      id: job.id,
      kind: job.kind,
      periodic_key: job.periodicKey,
      payload: JSON.stringify(job.payload),
      run_at: job.runAt,
      attempts: 0,
      lease_until: null,
      lease_id: null,
      last_error: null,
      gave_up_at: null,
    })
    .onConflict((conflict) => conflict.column('periodic_key').doNothing())
    .execute()
}

/** What a runner may lease. */
export interface LeasableKind {
  readonly kind: string
  /** Periodic work that is set for later than this was set while the clock was wrong: it is due. */
  readonly latestRunAt: Date | undefined
}

/** Leases the job that has been due longest. SKIP LOCKED: processes that look at once do not wait for each other. */
export async function leaseDueJob(
  query: Queryable,
  lease: {
    readonly kinds: readonly LeasableKind[]
    readonly now: Date
    readonly leaseUntil: Date
    /** A lease beyond this was taken while the clock was wrong: it has run out. */
    readonly latestLease: Date
    readonly leaseId: string
  },
): Promise<JobRecord | undefined> {
  const { kinds, now, leaseUntil, latestLease, leaseId } = lease
  const row = await query
    .updateTable('jobs')
    .set({ lease_until: leaseUntil, lease_id: leaseId, attempts: sql<number>`attempts + 1` })
    .where('id', '=', (select) =>
      select
        .selectFrom('jobs')
        .select('id')
        .where('gave_up_at', 'is', null)
        .where(
          'kind',
          'in',
          kinds.map(({ kind }) => kind),
        )
        .where((where) =>
          where.or([
            where('run_at', '<=', now),
            ...kinds.flatMap(({ kind, latestRunAt }) =>
              latestRunAt ? [where('periodic_key', '=', kind).and('run_at', '>', latestRunAt)] : [],
            ),
          ]),
        )
        .where((where) =>
          where.or([
            where('lease_until', 'is', null),
            where('lease_until', '<=', now),
            where('lease_until', '>', latestLease),
          ]),
        )
        .orderBy('run_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'kind', 'payload', 'attempts'])
    .executeTakeFirst()
  return row && { ...row, leaseId }
}

/** Of each kind: how many are due and nobody works on, since when the longest waiting is, and how many were given up. */
export async function countJobs(
  query: Queryable,
  now: Date,
): Promise<{ kind: string; due: number; oldest: Date | null; givenUp: number }[]> {
  const { rows } = await sql<{ kind: string; due: number; oldest: Date | null; givenUp: number }>`
    select kind, count(*) filter (where waits)::integer as due, min(run_at) filter (where waits) as oldest,
      count(gave_up_at)::integer as "givenUp"
    from (
      select kind, run_at, gave_up_at,
        gave_up_at is null and run_at <= ${now} and (lease_until is null or lease_until <= ${now}) as waits
      from jobs
    ) as looked
    group by kind order by kind`.execute(query)
  return rows
}

/** The work is done: a single job goes, a periodic one is set to its next time. Nothing happens without the lease. */
export async function finishJob(
  query: Queryable,
  { id, leaseId }: JobRecord,
  next: { readonly runAt: Date; readonly payload: unknown } | null,
): Promise<void> {
  if (next === null) {
    await query.deleteFrom('jobs').where('id', '=', id).where('lease_id', '=', leaseId).execute()
    return
  }
  await query
    .updateTable('jobs')
    .set({
      run_at: next.runAt,
      payload: JSON.stringify(next.payload ?? {}),
      attempts: 0,
      lease_until: null,
      lease_id: null,
      last_error: null,
    })
    .where('id', '=', id)
    .where('lease_id', '=', leaseId)
    .execute()
}

/** Whether work like this has failed, by another error than `except`, and waits for its next try. */
export async function waitsAfterFailure(
  query: Queryable,
  { kind, payload, now, except }: { kind: string; payload: object; now: Date; except: string },
): Promise<boolean> {
  const row = await query
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind)
    .where('gave_up_at', 'is', null)
    .where('run_at', '>', now)
    .where('last_error', '<>', except)
    .where(sql<boolean>`payload @> ${JSON.stringify(payload)}::jsonb`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The work was not let finish: due as before, and the try does not count. */
export async function giveBackJob(query: Queryable, { id, leaseId }: JobRecord): Promise<void> {
  await query
    .updateTable('jobs')
    .set({ attempts: sql<number>`attempts - 1`, lease_until: null, lease_id: null })
    .where('id', '=', id)
    .where('lease_id', '=', leaseId)
    .execute()
}

/** The work failed: again at `retryAt`, or given up and kept for an administrator to see. */
export async function failJob(
  query: Queryable,
  { id, leaseId }: JobRecord,
  failure: { error: string; retryAt: Date } | { error: string; gaveUpAt: Date },
): Promise<void> {
  await query
    .updateTable('jobs')
    .set({
      last_error: failure.error,
      lease_until: null,
      lease_id: null,
      ...('retryAt' in failure ? { run_at: failure.retryAt } : { gave_up_at: failure.gaveUpAt }),
    })
    .where('id', '=', id)
    .where('lease_id', '=', leaseId)
    .execute()
}
