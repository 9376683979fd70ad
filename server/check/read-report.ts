import { checkReport } from '../../core/check/check-report.ts'
import { reportText } from '../../core/check/report-text.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { command } from '../command/command.ts'
import { withPortalDatabase } from '../command/open-portal-database.ts'
import { Refusal } from '../command/outcome.ts'
import { findCheckReport } from '../db/tables/check-reports.ts'
import { parameters } from './parameters.ts'

export const readReport = command({
  usage: '<code> [--json]',
  does: '依代碼顯示檢測報告。Shows the report of the settings check that was sent under this code.',
  takes: parameters,
  async run({ code, json }, parts) {
    const { operator, clock } = parts
    const found = await withPortalDatabase(parts, ({ query }) => findCheckReport(query, code, clock.now()))
    if (!found) throw new Refusal(`there is no report ${code}: it was mistyped, or its time is over`)
    const { data: report } = checkReport.safeParse(found.report)
    const { platform, sentAt, expiresAt } = found
    if (json) return operator.tell(printable({ code, platform, sentAt, expiresAt, report: found.report }))
    if (!report) throw new Refusal(`report ${code} is of another version: read it with --json`)
    operator.tell(
      `${code}  ${platformRow(platform).title.zhTW}  ${sentAt.toISOString()} – ${expiresAt.toISOString()}\n`,
    )
    operator.tell(reportText(report, 'zh-TW'))
  },
})

/** JSON without a character that commands a terminal: anybody may have sent the report. */
const printable = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
