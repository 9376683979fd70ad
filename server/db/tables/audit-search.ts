import { sql } from 'kysely'
import type { Queryable } from '../database.ts'
import { timeOfId } from '../new-id.ts'

/** All that are given must fit. */
export interface AuditCriteria {
  readonly from?: Date | undefined
  /** Not included. */
  readonly until?: Date | undefined
  readonly event?: string | undefined
  readonly code?: string | undefined
  readonly institutionCode?: string | undefined
  /** Who did it, or to whom it was done. */
  readonly personId?: string | undefined
  readonly sessionId?: string | undefined
  readonly requestId?: string | undefined
}

/** Newest first; `after` is the id of the last row of the page before. */
export async function searchAudit(
  query: Queryable,
  criteria: AuditCriteria,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  const { from, until, event, code, institutionCode, personId, sessionId, requestId } = criteria
  const last =
    after === undefined
      ? undefined
      : await query.selectFrom('audit').select(['at', 'id']).where('id', '=', after).executeTakeFirst()
  return await query
    .selectFrom('audit')
    .leftJoin('people', 'people.id', 'audit.person_id')
    .select([
      'audit.id',
      'audit.at',
      'audit.event',
      'audit.step',
      'audit.code',
      'audit.platform',
      'audit.card_type as cardType',
      'audit.person_id as personId',
      'people.name as personName',
      'people.id_number as idNumber',
      'audit.institution_code as institutionCode',
      'audit.session_id as sessionId',
      'audit.request_id as requestId',
      'audit.address',
      'audit.detail',
      'audit.block',
    ])
    .$if(from !== undefined, (rows) => rows.where('audit.at', '>=', from ?? new Date(0)))
    .$if(until !== undefined, (rows) => rows.where('audit.at', '<', until ?? new Date(0)))
    .$if(event !== undefined, (rows) => rows.where(sql<boolean>`audit.event = ${event}`))
    .$if(code !== undefined, (rows) => rows.where(sql<boolean>`audit.code = ${code}`))
    .$if(institutionCode !== undefined, (rows) => rows.where('audit.institution_code', '=', institutionCode ?? ''))
    .$if(personId !== undefined, (rows) =>
      rows.where(sql<boolean>`(audit.person_id = ${personId} or audit.detail ->> 'person' = ${personId})`),
    )
    // Neither has an index: an id tells the time before which there can be no row of it.
    .$if(sessionId !== undefined, (rows) =>
      rows.where('audit.session_id', '=', sessionId ?? '').where('audit.at', '>=', timeOfId(sessionId ?? '')),
    )
    .$if(requestId !== undefined, (rows) =>
      rows.where('audit.request_id', '=', requestId ?? '').where('audit.at', '>=', timeOfId(requestId ?? '')),
    )
    .$if(last !== undefined, (rows) =>
      rows.where(sql<boolean>`(audit.at, audit.id) < (${last?.at}, ${last?.id}::uuid)`),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute()
}

export type FoundAuditRow = Awaited<ReturnType<typeof searchAudit>>[number]
