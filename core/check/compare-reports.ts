import type { CheckReport } from './check-report.ts'
import type { CheckResult } from './check-result.ts'
import type { CheckId } from './check-rows.ts'
import { countMark, markOf } from './marks.ts'

/** A row that is not as it was. */
export interface RowChange {
  readonly id: CheckId
  /** Undefined for a row that there was not then. */
  readonly before: CheckResult | undefined
  readonly now: CheckResult
}

/** A report without a red row. */
export const isGood = ({ results }: CheckReport): boolean => countMark(results, 'fail') === 0

/** The newest report before `report` that has no red row; `history` is newest first. */
export const lastGood = (history: readonly CheckReport[], report: CheckReport): CheckReport | undefined =>
  history.find((it) => it.madeAt < report.madeAt && isGood(it))

/** Rows that ended otherwise than before: another mark, another finding, or other details of what was found. */
export function compareReports(before: CheckReport, now: CheckReport): RowChange[] {
  return now.results.flatMap((result) => {
    const earlier = before.results.find(({ id }) => id === result.id)
    return earlier && isSame(earlier, result) ? [] : [{ id: result.id, before: earlier, now: result }]
  })
}

/** A row that is right and was right says nothing by a new detail: an address of the day, a time. */
const isSame = (before: CheckResult, now: CheckResult): boolean =>
  before.finding === now.finding &&
  (['ok', 'not-needed'].includes(markOf(now)) || JSON.stringify(before.details) === JSON.stringify(now.details))
