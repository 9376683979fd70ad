import type { Queryable } from '../database.ts'

export interface StatusExceptionsTable {
  id: string
  authority_sha256: string
  open_from: Date
  open_until: Date
  reason: string
  set_by: string
  ended_at: Date | null
  ended_by: string | null
}

/** An operator's time-limited exception to hard fail, for the cards of one issuing authority. */
export interface StatusException {
  readonly id: string
  /** SHA-256 of the authority's certificate, hex. */
  readonly authoritySha256: string
  readonly openFrom: Date
  /** Not included; at most 72 hours after `openFrom`. */
  readonly openUntil: Date
  readonly reason: string
  readonly setBy: string
  readonly ended: { readonly at: Date; readonly by: string } | null
}

export async function addStatusException(query: Queryable, exception: Omit<StatusException, 'ended'>): Promise<void> {
  await query
    .insertInto('status_exceptions')
    .values({
      id: exception.id,
      authority_sha256: exception.authoritySha256,
      open_from: exception.openFrom,
      open_until: exception.openUntil,
      reason: exception.reason,
      set_by: exception.setBy,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** The one that is open at `now` for the authority with this fingerprint; of several the one that stays open longest. */
export async function findOpenException(
  query: Queryable,
  authoritySha256: string,
  now: Date,
): Promise<StatusException | undefined> {
  const row = await query
    .selectFrom('status_exceptions')
    .selectAll()
    .where('authority_sha256', '=', authoritySha256)
    .where('open_from', '<=', now)
    .where('open_until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('open_until', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toException(row)
}

export async function findStatusException(query: Queryable, id: string): Promise<StatusException | undefined> {
  const row = await query.selectFrom('status_exceptions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toException(row)
}

/** Newest first. */
export async function findStatusExceptions(query: Queryable, limit: number): Promise<StatusException[]> {
  const rows = await query
    .selectFrom('status_exceptions')
    .selectAll()
    .orderBy('open_from', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toException)
}

/** False when there is none of this id that is still open. */
export async function endStatusException(
  query: Queryable,
  id: string,
  ended: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const result = await query
    .updateTable('status_exceptions')
    .set({ ended_at: ended.at, ended_by: ended.by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('open_until', '>', ended.at)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const toException = (row: StatusExceptionsTable): StatusException => ({
  id: row.id,
  authoritySha256: row.authority_sha256,
  openFrom: row.open_from,
  openUntil: row.open_until,
  reason: row.reason,
  setBy: row.set_by,
  ended: row.ended_at === null || row.ended_by === null ? null : { at: row.ended_at, by: row.ended_by },
})
