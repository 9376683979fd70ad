import { type OrganizationEvent, organizationEvents } from '../../../core/portal/organization-events.ts'
import type { Queryable } from '../database.ts'

/** One row of the audit that tells what was done at an institution. */
export interface HistoryRow {
  readonly at: Date
  readonly event: OrganizationEvent
  /** Who did it; null for the institution's own card and for the agency. */
  readonly actorId: string | null
  readonly detail: Record<string, unknown> | null
}

const doneAt = (query: Queryable, institutionCode: string) =>
  query
    .selectFrom('audit')
    .where('institution_code', '=', institutionCode)
    .where('code', 'is', null)
    .where('event', 'in', organizationEvents)

export async function countHistory(query: Queryable, institutionCode: string): Promise<number> {
  const { count } = await doneAt(query, institutionCode)
    .select((it) => it.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Newest first. */
export async function findHistory(
  query: Queryable,
  institutionCode: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<HistoryRow[]> {
  const rows = await doneAt(query, institutionCode)
    .select(['at', 'event', 'person_id as actorId', 'detail'])
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ at, event, actorId, detail }) => ({ at, event: event as OrganizationEvent, actorId, detail }))
}
