import { type CheckId, checkRow } from '../../core/check/check-rows.ts'
import { markOf } from '../../core/check/marks.ts'
import type { CheckState } from '../../core/protocol/check.ts'

/** Rows that the one button would set right: not right, with a fix of their own, and nobody else's. */
export const fixableRows = ({ results }: CheckState): CheckId[] =>
  results
    .filter((result) => !result.managed && !['ok', 'not-needed'].includes(markOf(result)))
    .map(({ id }) => id)
    .filter((id) => checkRow(id).fix === 'automatic')
