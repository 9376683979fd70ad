import type { CheckState } from '../../core/protocol/check.ts'

/** Whether marks are still to come: the worker has told nothing yet, no whole run has ended, or one is under way. */
export const isChecking = (state: CheckState | undefined): boolean =>
  state === undefined || state.running || state.checkedAt === null
