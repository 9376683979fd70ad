import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

export interface PasswordTriesTable {
  subject: string
  person_id: string | null
  failures: number
  wait_until: Date
  last_at: Date
}

export interface PasswordTries {
  /** In a row, the one under way among them. */
  readonly failures: number
  readonly waitUntil: Date
}

/**
 * Takes one try, counted as a failure until `forgetTries` says otherwise: of a hundred at once, no more are looked at than
 * one after another. Undefined while the subject has to wait; `waits` are the seconds after the first, second, … failure.
 */
export async function takeTry(
  query: Queryable,
  {
    subject,
    personId,
    now,
    waits,
  }: {
    readonly subject: string
    readonly personId: string | null
    readonly now: Date
    readonly waits: readonly number[]
  },
): Promise<PasswordTries | undefined> {
  const wait = (failures: number) => new Date(now.getTime() + (waits[Math.min(failures, waits.length) - 1] ?? 0) * 1000)
  const later = sql.join(
    waits.map((_, at) => sql`${wait(at + 1)}::timestamptz`),
    sql`, `,
  )
  const row = await query
    .insertInto('password_tries')
    .values({ subject, person_id: personId, failures: 1, wait_until: wait(1), last_at: now })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet({
          failures: sql<number>`password_tries.failures + 1`,
          wait_until: sql<Date>`(array[${later}])[least(password_tries.failures + 1, ${waits.length}::int)]`,
          last_at: now,
        })
        .where('password_tries.wait_until', '<=', now),
    )
    .returning(['failures', 'wait_until'])
    .executeTakeFirst()
  return row && { failures: row.failures, waitUntil: row.wait_until }
}

export async function findTries(query: Queryable, subject: string): Promise<PasswordTries | undefined> {
  const row = await query
    .selectFrom('password_tries')
    .select(['failures', 'wait_until'])
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && { failures: row.failures, waitUntil: row.wait_until }
}

/** After the right password, and after a reset. */
export async function forgetTries(query: Queryable, subject: string): Promise<void> {
  await query.deleteFrom('password_tries').where('subject', '=', subject).execute()
}

/** Those of nobody. A person's stay until the right password, or a reset. */
export async function deleteTriesOfNobody(query: Queryable, before: Date): Promise<void> {
  await query.deleteFrom('password_tries').where('person_id', 'is', null).where('last_at', '<', before).execute()
}
