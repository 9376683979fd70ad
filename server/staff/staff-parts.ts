import type { StaffEvent } from '../../core/portal/staff-events.ts'
import { audit, type AuditEntry } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'

export interface StaffParts {
  readonly database: PortalDatabase
}

/** Says in the audit what a member of staff did; in the transaction in which it was done. */
export const record = (
  query: Queryable,
  { now, trail }: { readonly now: Date; readonly trail: Trail },
  event: StaffEvent,
  entry: Pick<AuditEntry, 'detail' | 'institutionCode'>,
): Promise<void> => audit(query, now, { ...trail.facts, event, ...entry })
