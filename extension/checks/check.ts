import type { CheckId, CommonFindingName, FindingName } from '../../core/check/check-rows.ts'
import type { CheckSituation } from './check-situation.ts'

/** What a check says of its row: the name of a finding, and what the texts of that finding mention. */
export interface Outcome<F extends string = string> {
  readonly finding: F
  readonly details?: Readonly<Record<string, string | number>>
  /** The setting is an administrator's: no fix is offered. */
  readonly managed?: true
}

/** What a fix changed, as its undo needs it: JSON, since it outlives the worker. */
export type Changed = Readonly<Record<string, unknown>>

/** How a row marked `fix: 'automatic'` is set right. */
export interface CheckFix {
  /** What the browser must have been asked for before, together for all rows that are fixed at once. */
  readonly permissions?: (situation: CheckSituation) => Promise<chrome.permissions.Permissions>
  /**
   * Undefined when there was nothing to change. Throws ManagedSetting when it is an
   * administrator's, and any other error when it could not be changed.
   */
  apply(situation: CheckSituation, signal: AbortSignal): Promise<Changed | undefined>
  /** Puts back what `apply` changed. There for every row marked `undo: true`. */
  undo?(changed: Changed, situation: CheckSituation, signal: AbortSignal): Promise<void>
}

/** One row: its own file, listed in checks.ts. */
export interface Check<I extends CheckId = CheckId> {
  readonly id: I
  /** Milliseconds until the row counts as `timed-out`. Default 5,000: a whole check ends within 6 s. */
  readonly limit?: number
  /** Looks, and changes nothing. Whatever it throws becomes the row's `failed`. */
  run(situation: CheckSituation, signal: AbortSignal): Promise<Outcome<FindingName<I> | CommonFindingName>>
  readonly fix?: CheckFix
}
