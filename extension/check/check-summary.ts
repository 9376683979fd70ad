import type { CheckMark } from '../../core/check/check-row.ts'
import type { CheckResult } from '../../core/check/check-result.ts'
import { type CheckId, checkRow } from '../../core/check/check-rows.ts'
import { countMark, findingOf, markOf } from '../../core/check/marks.ts'
import { fillIn, type Language, say, translate } from '../../core/i18n/text.ts'
import { sectionTexts } from './section-texts.ts'

/** A check in the words that are shown of it in a few lines. */
export interface CheckSummary {
  /** None while nothing can be said yet. */
  readonly mark?: CheckMark
  readonly word: string
  /** Those that are not right, red ones first. */
  readonly rows: readonly SummaryRow[]
}

export interface SummaryRow {
  readonly id: CheckId
  readonly mark: CheckMark
  readonly label: string
  /** 您目前的設定. */
  readonly current: string
}

export function summarise(results: readonly CheckResult[], language: Language): Required<CheckSummary> {
  const t = translate(sectionTexts, language)
  const red = countMark(results, 'fail')
  return {
    mark: red > 0 ? 'fail' : 'ok',
    word: red > 0 ? t.toDo(red) : t.allRight,
    rows: rowsOf(results, language),
  }
}

const rowsOf = (results: readonly CheckResult[], language: Language): SummaryRow[] =>
  results
    .filter((result) => ['fail', 'warn'].includes(markOf(result)))
    .toSorted(redFirst)
    .map((result) => ({
      id: result.id,
      mark: markOf(result),
      label: say(checkRow(result.id).label, language),
      current: fillIn(say(findingOf(result).current, language), result.details),
    }))

const redFirst = (a: CheckResult, b: CheckResult): number => Number(markOf(b) === 'fail') - Number(markOf(a) === 'fail')
