import { fillIn, type Language, say } from '../i18n/text.ts'
import type { CheckReport } from './check-report.ts'
import type { CheckMark, CheckSystem, Remedy } from './check-row.ts'
import { checkRow } from './check-rows.ts'
import { findingOf } from './marks.ts'
import { markTexts } from './mark-texts.ts'

/** The steps for a person's system. */
export const stepsFor = (remedy: Remedy, system: CheckSystem) =>
  'other' in remedy ? (remedy[system] ?? remedy.other) : remedy

const signs: Readonly<Record<CheckMark, string>> = { ok: '✓', warn: '!', fail: '✗', 'not-needed': '–', unknown: '?' }

/** A detail can neither begin a line of its own nor command the terminal that shows it. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')

/** The report for a message to the helpdesk: what is not right first, one row a line. */
export function reportText(report: CheckReport, language: Language): string {
  const lines = report.results.map((result) => {
    const finding = findingOf(result)
    const label = say(checkRow(result.id).label, language)
    const current = oneLine(fillIn(say(finding.current, language), result.details))
    return { mark: finding.mark, line: `${signs[finding.mark]} ${label}: ${current} [${result.id}: ${result.finding}]` }
  })
  const marks = ['fail', 'warn', 'unknown', 'ok', 'not-needed'] as const
  const groups = marks.flatMap((mark) => {
    const own = lines.filter((it) => it.mark === mark).map(({ line }) => line)
    return own.length === 0 ? [] : [[`${say(markTexts[mark], language)} (${own.length})`, ...own].join('\n')]
  })
  const title = say({ zhTW: '健保資訊網電腦設定檢測報告', en: 'NHI portal settings check' }, language)
  const head = `${title}\n${new Date(report.madeAt).toISOString()}  ${report.extension}`
  return [head, ...groups].join('\n\n')
}
