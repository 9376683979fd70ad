import type { Queryable } from './db/database.ts'

/** What the server has written down of sign-ins, for whoever plays one and looks at the difference. */
export interface DemoRecords {
  readonly sessions: number
  /** Refusals with an audit row each, and what the newest says. */
  readonly refused: number
  readonly refusal: DemoRefusal | null
  /** Refusals of callers who hold no challenge any more: only counted, by the minute. */
  readonly counted: number
  readonly countedRefusal: DemoRefusal | null
}

export interface DemoRefusal {
  /** The step that refused. */
  readonly step: string | null
  readonly code: string | null
}

export async function readDemoRecords(query: Queryable): Promise<DemoRecords> {
  const sessions = await query
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const refusals = await query
    .selectFrom('audit')
    .select(['step', 'code'])
    .where('event', '=', 'sign-in')
    .where('code', 'is not', null)
    .orderBy('at')
    .execute()
  const counts = await query
    .selectFrom('audit_counts')
    .select(['step', 'code', 'count'])
    .where('event', '=', 'sign-in')
    .orderBy('minute')
    .execute()
  const newest = counts.at(-1)
  return {
    sessions: Number(sessions.count),
    refused: refusals.length,
    refusal: refusals.at(-1) ?? null,
    counted: counts.reduce((sum, { count }) => sum + count, 0),
    countedRefusal: newest ? { step: newest.step, code: newest.code } : null,
  }
}
