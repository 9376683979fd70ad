import { z } from 'zod'
import { checkReport } from '../check/check-report.ts'
import type { CheckResult } from '../check/check-result.ts'
import { type CheckId, checkIds } from '../check/check-rows.ts'

/** The messages of check-channel.ts. Screens import types only from here, and so do without zod. */
const rows = z.array(z.enum(checkIds)).max(checkIds.length)

export const checkRequest = z.discriminatedUnion('action', [
  /** Looks at every row, or at those named. A run that is under way is the answer to a second wish. */
  z.strictObject({ action: z.literal('run'), rows: rows.exactOptional() }),
  /** Sets the rows right, as far as they can be; the screen has asked for the permissions before. */
  z.strictObject({ action: z.literal('fix'), rows }),
  /** Puts back what the last fixes changed. */
  z.strictObject({ action: z.literal('undo') }),
  /** The person has read this masked report and agrees to send it: it is given to a page of `portal`, which opens. */
  z.strictObject({ action: z.literal('send'), report: checkReport }),
])
export type CheckRequest = z.output<typeof checkRequest>

/** `chrome.permissions.Permissions`, as far as a row asks for any. */
export interface Permissions {
  readonly permissions?: readonly string[]
  readonly origins?: readonly string[]
}

/** What became of a row that was to be fixed, or put back. */
export interface CheckChange {
  readonly id: CheckId
  readonly outcome: 'changed' | 'put-back' | 'nothing-to-change' | 'not-allowed' | 'managed' | 'failed'
  /** English, with `failed`. */
  readonly reason?: string
}

export interface CheckState {
  readonly running: boolean
  /** In the order of the rows. During a run a row stays as it was, if it was looked at before, until it is known anew. */
  readonly results: readonly CheckResult[]
  /** When the last whole run ended, milliseconds since 1970; null before the first. */
  readonly checkedAt: number | null
  /** Of the last fix or undo; empty after the next run of all rows. */
  readonly changes: readonly CheckChange[]
  /** What a click must ask the browser for before `fix`: per row that is not right and has a fix. */
  readonly asks: Readonly<Partial<Record<CheckId, Permissions>>>
  /** Rows that can be put back. */
  readonly undoable: readonly CheckId[]
  /** Origin of the portal that the check serves: where its help stands, and its report goes. Null until that is known. */
  readonly portal: string | null
  /** False where an administrator allows no fixes. */
  readonly fixesAllowed: boolean
}
