import { checkReport } from '../../core/check/check-report.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { findCheckReport } from '../db/tables/check-reports.ts'
import type { Handler } from '../http/call.ts'
import { record, type StaffParts } from './staff-parts.ts'

/** Errors: ERR_REQUEST_NOT_FOUND for a code that was mistyped, or whose time is over. */
export function readCheckReport({ database }: StaffParts): Handler<'POST /api/staff/check-reports'> {
  return {
    event: 'read-check-report',
    handle: (call) =>
      database.tx(async (query) => {
        const found = await findCheckReport(query, call.request.code, call.now)
        if (!found) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no report of this code')
        const { code, platform, sentAt, expiresAt } = found
        await record(query, call, 'read-check-report', { detail: { report: code } })
        return {
          code,
          platform,
          sentAt: sentAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          report: checkReport.safeParse(found.report).data ?? null,
        }
      }),
  }
}
