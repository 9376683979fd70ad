import type { StaffEvent } from '../../core/portal/staff-events.ts'
import type { Queryable } from '../db/database.ts'
import { addRecordVersion, changesOf, type RecordContent } from '../db/tables/record-versions.ts'
import { audit } from './audit.ts'
import type { Trail } from './trail.ts'

/**
 * Adds a version of a small record to its history, and a row to the audit that names the members it changed; in the
 * caller's transaction.
 */
export async function writeRecord(
  query: Queryable,
  { now, trail }: { readonly now: Date; readonly trail: Trail },
  event: StaffEvent,
  step: {
    readonly id: string
    readonly version: number
    readonly changedBy: string
    /** Empty for a new one. */
    readonly before: RecordContent
    readonly after: RecordContent
  },
): Promise<void> {
  const { id, version, changedBy, before, after } = step
  await addRecordVersion(query, id, { version, at: now, personId: changedBy, content: after })
  const fields = changesOf(after, before).map(({ field }) => field)
  await audit(query, now, { ...trail.facts, event, detail: { record: id, version, fields: fields.join(',') } })
}
