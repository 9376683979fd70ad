import { describe, expect, it } from 'vitest'
import { checkResult } from '../../../core/check/check-result.ts'
import { checkIds, checkRow, findFinding } from '../../../core/check/check-rows.ts'
import { countMark, worstMark } from '../../../core/check/marks.ts'

describe('the rows', () => {
  it('every number of the old tool stands once', () => {
    const numbers = checkIds.flatMap((id) => checkRow(id).seed ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('what is not right says what to do, or why nothing can be done', () => {
    const silent = checkIds.flatMap((id) =>
      Object.entries(checkRow(id).findings)
        .filter(([, { mark, remedy, cause }]) => ['fail', 'warn'].includes(mark) && !remedy && !cause)
        .map(([name]) => `${id}: ${name}`),
    )
    expect(silent).toEqual([])
  })

  it('only what can be changed can be put back', () => {
    expect(checkIds.filter((id) => checkRow(id).undo && checkRow(id).fix !== 'automatic')).toEqual([])
  })
})

describe('results', () => {
  it('name a finding of their own row, or a common one', () => {
    const result = { id: 'browser-version', milliseconds: 3 }
    expect(checkResult.safeParse({ ...result, finding: 'outdated' }).success).toBe(true)
    expect(checkResult.safeParse({ ...result, finding: 'timed-out' }).success).toBe(true)
    expect(checkResult.safeParse({ ...result, finding: 'not-needed' }).success).toBe(false)
    expect(checkResult.safeParse({ ...result, finding: 'toString' }).success).toBe(false)
    expect(findFinding('browser-version', 'constructor')).toBeUndefined()
  })

  it('the worst mark is the tab’s', () => {
    const ok = { id: 'browser-version', finding: 'current', milliseconds: 1 } as const
    const unknown = { id: 'system-version', finding: 'failed', milliseconds: 1 } as const
    const fail = { id: 'system-version', finding: 'outdated', milliseconds: 1 } as const
    expect(worstMark([])).toBe('ok')
    expect(worstMark([ok, unknown])).toBe('unknown')
    expect(worstMark([ok, unknown, fail])).toBe('fail')
    expect(countMark([ok, fail, fail], 'fail')).toBe(2)
  })
})
