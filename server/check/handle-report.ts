import { randomBytes } from 'node:crypto'
import { maskReport } from '../../core/check/mask-report.ts'
import { toReportCode } from '../../core/check/report-code.ts'
import { reportDays } from '../../core/check/report-days.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { addCheckReport } from '../db/tables/check-reports.ts'
import type { Handler } from '../http/call.ts'

/** Of 2⁴⁰ codes, one that is taken is met once in a lifetime, and two in a row never. */
const tries = 3

/** Keeps a report for the helpdesk. It comes masked; what another program sends need not be, so it is masked here again. */
export function keepReport({ database }: { readonly database: PortalDatabase }): Handler<'POST /api/check/reports'> {
  return {
    event: 'check-report',
    handle: ({ request, platform, address, requestId, now }) =>
      database.tx(async (query) => {
        const expiresAt = addSeconds(now, reportDays * 86_400)
        const kept = { platform, report: maskReport(request), sentAt: now, expiresAt }
        for (let left = tries; left > 0; left--) {
          const code = toReportCode(randomBytes(8))
          if (!(await addCheckReport(query, { code, ...kept }))) continue
          await audit(query, now, { event: 'check-report', platform, address, requestId, detail: { report: code } })
          return { code, expiresAt: expiresAt.toISOString() }
        }
        throw new Error('no free code for a report')
      }),
  }
}
