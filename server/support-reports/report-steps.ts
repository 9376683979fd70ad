import { CodedError } from '../../core/errors/coded-error.ts'
import type { SupportReportEvent } from '../../core/support-reports/events.ts'
import { type SupportActor, type SupportMove, supportMoveTo } from '../../core/support-reports/states.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { addReportVersion } from '../db/tables/support-report-parts.ts'
import { saveSupportReport, type SupportReport } from '../db/tables/support-reports.ts'

/** The person who is signed in: who reports does it for himself. */
export function reporterOf({ session: { holder } }: SignedIn): string {
  if (holder.kind !== 'person') throw new Error('who reports is a person')
  return holder.personId
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for one of somebody else: its existence is not told. */
export function requireOwn(report: SupportReport | undefined, admitted: SignedIn): SupportReport {
  if (report?.personId === reporterOf(admitted)) return report
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such report of who asks')
}

/** Errors: ERR_REQUEST_CONFLICT when it was changed since. */
export function requireVersion(report: SupportReport, version: number): SupportReport {
  if (report.version === version) return report
  throw new CodedError('ERR_REQUEST_CONFLICT', 'the report has been changed since')
}

interface Asked {
  readonly now: Date
  readonly trail: Trail
}

/** Says in the audit what was done to a report; in the transaction in which it was. */
export const record = (
  query: Queryable,
  { now, trail }: Asked,
  event: SupportReportEvent,
  report: Pick<SupportReport, 'id' | 'number'>,
  detail: Readonly<Record<string, string | number>> = {},
): Promise<void> =>
  audit(query, now, {
    ...trail.facts,
    event,
    detail: { report: report.id, ...(report.number === null ? {} : { number: report.number }), ...detail },
  })

/** Saves what was changed in it as its next version. */
export async function saveNext(
  query: Queryable,
  { now }: Pick<Asked, 'now'>,
  changed: SupportReport,
): Promise<SupportReport> {
  const saved = { ...changed, version: changed.version + 1, changedAt: now }
  await saveSupportReport(query, saved)
  return saved
}

/**
 * Makes a move by the table of core/support-reports/states.ts, and keeps what stood in it then. `changes` are set with the
 * state. Errors: ERR_REQUEST_SUPPORT_STATE.
 */
export async function makeMove(
  query: Queryable,
  report: SupportReport,
  step: {
    readonly actor: SupportActor
    readonly move: SupportMove
    readonly now: Date
    readonly personId: string | null
    readonly reason?: string | null
    readonly changes?: Partial<SupportReport>
  },
): Promise<SupportReport> {
  const { actor, move, now, personId, reason = null, changes } = step
  const state = supportMoveTo(report.state, actor, move)
  const saved = await saveNext(query, { now }, { ...report, ...changes, state })
  const { version, content } = saved
  await addReportVersion(query, report.id, { version, at: now, personId, move, state, content, reason })
  return saved
}
