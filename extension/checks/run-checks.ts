import { type CheckResult, longestDetail } from '../../core/check/check-result.ts'
import { type CheckId, checkIds, checkRow } from '../../core/check/check-rows.ts'
import { isCoded } from '../../core/errors/coded-error.ts'
import { type Timers, within } from '../../core/smartcard/timers.ts'
import type { Outcome } from './check.ts'
import type { CheckSituation } from './check-situation.ts'
import type { AnyCheck } from './checks.ts'

/** Milliseconds that a check may take, unless it says otherwise. */
const defaultLimit = 5_000

export interface RunOptions {
  readonly checks: readonly AnyCheck[]
  readonly situation: CheckSituation
  readonly timers: Timers
  /** Milliseconds since some fixed moment: what the rows' times are taken with. */
  readonly now: () => number
  /** The rows to look at; all by default. */
  readonly rows?: readonly CheckId[]
  readonly onResult: (result: CheckResult) => void
  readonly signal?: AbortSignal
}

/**
 * Runs all checks side by side, each within its own limit, and tells each result as it comes. A check that throws or takes
 * too long is `unknown` with its reason and stops no other. Never rejects.
 */
export async function runChecks(options: RunOptions): Promise<void> {
  const { checks, rows = checkIds, onResult } = options
  await Promise.all(
    rows.map(async (id) => {
      const check = checks.find((it) => it.id === id)
      onResult(check ? await runCheck(check, options) : withoutCheck(id))
    }),
  )
}

function withoutCheck(id: CheckId): CheckResult {
  const [finding = ''] = Object.keys(checkRow(id).findings)
  return { id, finding, milliseconds: 0 }
}

async function runCheck(check: AnyCheck, { situation, timers, now, signal }: RunOptions): Promise<CheckResult> {
  const { limit = defaultLimit } = check
  const ending = new AbortController()
  const either = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal
  const began = now()
  const outcome = await within<Outcome>(
    (async () => check.run(situation, either))(), // what it throws at once is as what it rejects with
    { timers, milliseconds: limit, signal: either, timeoutError: () => new LimitReached() },
  ).catch((error: unknown) => unjudged(error, limit))
  ending.abort()
  return { id: check.id, ...outcome, ...cutDetails(outcome), milliseconds: Math.round(now() - began) }
}

/** A list of names has no end of its own; a result has. */
function cutDetails({ details }: Outcome): Pick<Outcome, 'details'> {
  if (!details) return {}
  const cut = (value: string | number) => (typeof value === 'string' ? value.slice(0, longestDetail) : value)
  return { details: Object.fromEntries(Object.entries(details).map(([name, value]) => [name, cut(value)])) }
}

class LimitReached extends Error {}

function unjudged(error: unknown, limit: number): Outcome {
  if (error instanceof LimitReached) return { finding: 'timed-out', details: { seconds: limit / 1000 } }
  const reason = isCoded(error) ? error.code : error instanceof Error ? error.message : String(error)
  return { finding: 'failed', details: { reason } }
}
