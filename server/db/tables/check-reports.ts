import type { ColumnType } from 'kysely'
import type { CheckReport } from '../../../core/check/check-report.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export interface CheckReportsTable {
  code: string
  platform: Platform
  /** As it was when it was sent: rows of the check that there are no more may stand in it. */
  report: ColumnType<unknown, string, never>
  sent_at: Date
  expires_at: Date
}

/** A report of the settings check that somebody sent for the helpdesk. */
export interface SentReportRecord {
  /** As core/check/report-code.ts writes it. */
  readonly code: string
  readonly platform: Platform
  /** Masked. */
  readonly report: CheckReport
  readonly sentAt: Date
  /** Not included. */
  readonly expiresAt: Date
}

/** False when there is one of this code already. */
export async function addCheckReport(query: Queryable, record: SentReportRecord): Promise<boolean> {
  const { code, platform, report, sentAt, expiresAt } = record
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('check_reports')
    .values({ code, platform, report: JSON.stringify(report), sent_at: sentAt, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The report is as it was stored: its reader parses it. */
export async function findCheckReport(
  query: Queryable,
  code: string,
  now: Date,
): Promise<(Omit<SentReportRecord, 'report'> & { readonly report: unknown }) | undefined> {
  const row = await query
    .selectFrom('check_reports')
    .selectAll()
    .where('code', '=', code)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return (
    row && {
      code: row.code,
      platform: row.platform,
      report: row.report,
      sentAt: row.sent_at,
      expiresAt: row.expires_at,
    }
  )
}

export async function deleteExpiredCheckReports(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('check_reports').where('expires_at', '<=', now).execute()
}
