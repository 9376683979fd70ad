import { CodedError } from '../../core/errors/coded-error.ts'
import type { AreaScope } from '../../core/portal/authorize.ts'
import type { County } from '../../core/portal/counties.ts'
import { everywhere } from '../../core/portal/staff-roles.ts'
import type { SupportReportEvent } from '../../core/support-reports/events.ts'
import { consentsOf } from '../../core/support-reports/report.ts'
import { reviewOf } from '../../core/support-reports/rules.ts'
import {
  isBeforeBureau,
  type ReviewerMove,
  supportMove,
  supportMoveTo,
  supportStateCodes,
} from '../../core/support-reports/states.ts'
import { authorOf } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { addReportCopy, findConsents, findCopyCounties } from '../db/tables/support-report-parts.ts'
import {
  countSupportReports,
  findSupportReport,
  lockSupportReport,
  searchSupportReports,
  type SupportReport,
} from '../db/tables/support-reports.ts'
import type { Handler } from '../http/call.ts'
import { requireLawful } from './handle-moves.ts'
import { readKnown } from './known.ts'
import { makeMove, record, requireVersion } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'
import { pageSize, pagesOf, type Reader, toItem, toView } from './to-view.ts'

type Parts = Pick<SupportReportParts, 'database'>

const waiting = supportStateCodes.filter(isBeforeBureau)

export function listReports({ database: { query } }: Parts): Handler<'GET /api/staff/support-reports'> {
  return {
    event: 'read',
    async handle({ request, admitted: { scope } }) {
      const { list, state, text, profession, fromDay, untilDay } = request
      const page = Number(request.page ?? '1')
      const { reports, total } = await searchSupportReports(query, {
        of: list === 'copies' ? { copiedTo: scope.areas } : { reviewedBy: scope.areas },
        states: state ? [state] : list === 'waiting' ? waiting : undefined,
        text,
        profession,
        fromDay,
        untilDay,
        waitingFirst: list === 'waiting',
        page,
        pageSize,
      })
      return { reports: reports.map(toItem), page, pages: pagesOf(total), total }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND for one of another county, but for its copy. */
export function readReport({ database: { query } }: Parts): Handler<'GET /api/staff/support-reports/report'> {
  return {
    event: 'read',
    async handle({ request: { id }, admitted: { scope }, now }) {
      const { report, reader } = await requireReadable(query, id, scope)
      return await toView(query, report, now, reader)
    },
  }
}

const events: Readonly<Record<ReviewerMove, SupportReportEvent>> = {
  'take-up': 'take-up-support-report',
  pass: 'pass-support-report',
  return: 'return-support-report',
}

/**
 * A move of the bureau of the county of practice. Errors: ERR_REQUEST_NOT_FOUND for another county's, ERR_REQUEST_CONFLICT,
 * ERR_REQUEST_SUPPORT_STATE; ERR_REQUEST_MALFORMED for a return without a reason; ERR_REQUEST_SUPPORT_CONSENT while an
 * institution has not agreed, and ERR_REQUEST_SUPPORT_RULE where the law forbids it by now.
 */
export function reviewReport({ database }: Parts): Handler<'POST /api/staff/support-reports/move'> {
  return {
    event: 'pass-support-report',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const { move } = request
        const found = requireReviewed(await lockSupportReport(query, request.id), admitted.scope)
        const before = requireVersion(found, request.version)
        const step = { actor: 'reviewer', move, now, personId: authorOf(admitted) } as const
        supportMoveTo(before.state, step.actor, move)
        const reason = supportMove(move).reason === true ? request.reason : null
        if (supportMove(move).reason === true && reason === null) {
          throw new CodedError('ERR_REQUEST_MALFORMED', 'a reason is needed', { details: { field: 'reason' } })
        }
        if (move === 'pass') await requirePassable(query, before, now)
        const changes = {
          ...(move === 'pass' && { inForce: before.content, decidedAt: now, reason: null }),
          ...(move === 'return' && { decidedAt: now, reason }),
        }
        const report = await makeMove(query, before, { ...step, reason, changes })
        if (move === 'pass') await copyTo(query, report, now)
        await record(query, call, events[move], report, { state: report.state })
        return await toView(query, report, now, 'reviewer')
      }),
  }
}

async function requirePassable(query: Queryable, report: SupportReport, now: Date): Promise<void> {
  const { rules } = await readKnown(query, report, now)
  requireLawful(rules)
  const consents = await findConsents(query, report.id)
  const { kind } = report.content
  const needed = kind === null ? [] : consentsOf(kind)
  const isAgreed = needed.every((side) => consents.some((it) => it.side === side && it.answer === 'agreed'))
  if (!isAgreed) throw new CodedError('ERR_REQUEST_SUPPORT_CONSENT', 'an institution has not agreed')
}

/** 副知: the county of the supported institution. */
async function copyTo(query: Queryable, report: SupportReport, at: Date): Promise<void> {
  const { id: reportId, version, ownCounty, supportCounty } = report
  if (ownCounty === null || supportCounty === null) return
  for (const county of reviewOf(ownCounty, supportCounty).copies) {
    await addReportCopy(query, { reportId, county, version, at })
  }
}

export function countReports({ database: { query } }: Parts): Handler<'GET /api/staff/support-reports/statistics'> {
  return {
    event: 'read',
    handle: async ({ request, admitted: { scope } }) => ({
      counts: await countSupportReports(query, { counties: scope.areas, ...request }),
    }),
  }
}

const reaches = ({ areas }: AreaScope, county: County): boolean => areas === everywhere || areas.includes(county)

/** Of the own county, once it was sent. Errors: ERR_REQUEST_NOT_FOUND. */
function requireReviewed(report: SupportReport | undefined, scope: AreaScope): SupportReport {
  const isSent = report !== undefined && report.number !== null && report.state !== 'draft'
  if (isSent && report.ownCounty !== null && reaches(scope, report.ownCounty)) return report
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such report of the own county')
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export async function requireReadable(
  query: Queryable,
  id: string,
  scope: AreaScope,
): Promise<{ readonly report: SupportReport; readonly reader: Reader }> {
  const report = await findSupportReport(query, id)
  if (report) {
    const copies = await findCopyCounties(query, id)
    const isOwn = report.ownCounty !== null && reaches(scope, report.ownCounty)
    if (!isOwn && copies.some((county) => reaches(scope, county))) return { report, reader: 'copy' }
  }
  return { report: requireReviewed(report, scope), reader: 'reviewer' }
}
