import type { CheckMark, Finding } from './check-row.ts'
import type { CheckResult } from './check-result.ts'
import { findFinding } from './check-rows.ts'

/** From bad to good: the mark of a tab is the worst among its rows, that of the badge counts the `fail`s. */
const order: readonly CheckMark[] = ['fail', 'warn', 'unknown', 'ok', 'not-needed']

/** The finding of a parsed result. */
export function findingOf({ id, finding }: CheckResult): Finding {
  const found = findFinding(id, finding)
  if (!found) throw new RangeError(`${id} has no finding ${finding}`)
  return found
}

export const markOf = (result: CheckResult): CheckMark => findingOf(result).mark

/** `ok` for no results. */
export function worstMark(results: readonly CheckResult[]): CheckMark {
  const marks = new Set(results.map(markOf))
  return order.find((mark) => marks.has(mark)) ?? 'ok'
}

export const countMark = (results: readonly CheckResult[], mark: CheckMark): number =>
  results.filter((result) => markOf(result) === mark).length
