import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { isAfterVerify, type Step } from './steps.ts'

interface RowListOptions<S> extends Pick<FaultRow, 'transport' | 'waits' | 'missing'> {
  readonly makeRig: (strike: S) => Promise<FaultRig>
  /** The fault in words, where what it strikes is a part of them. */
  readonly name?: (fault: string, strike: S) => string
}

/** The rows of one transport, and how one is added. `S`: what a row does to its rig. */
export function rowList<S>({ transport, makeRig, name = (fault) => fault, ...about }: RowListOptions<S>) {
  const rows: FaultRow[] = []
  const add = (
    what: string,
    step: Step,
    expected: ErrorCode | 'signs in',
    strike: S,
    verifies: 0 | 1 = isAfterVerify(step) || expected === 'signs in' ? 1 : 0,
  ): void => {
    const fault = name(what, strike)
    const id = `${transport}/${fault}/${step}`
    rows.push({ id, transport, fault, step, expected, verifies, ...about, makeRig: () => makeRig(strike) })
  }
  return { rows, add }
}
