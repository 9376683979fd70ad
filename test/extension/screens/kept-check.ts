import type { CheckResult } from '../../../core/check/check-result.ts'
import type { CheckState } from '../../../core/protocol/check.ts'
import type { LastCheckPlace } from '../../../extension/check/last-check.ts'

/** Ten past eight of an invented day, by the clock of wherever the test runs. */
export const morning = new Date(2026, 10, 29, 8, 10).getTime()

/** A place for the last check, empty at first; `kept` is what lies there. */
export function emptyPlace(more: Partial<LastCheckPlace> = {}) {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  return {
    place: {
      storage: () => storage,
      extension: '1.4.2',
      language: 'zh-TW',
      now: () => morning + 60_000,
      ...more,
    } satisfies LastCheckPlace,
    kept: () => [...items.values()].join(),
    /** As if another had written there. */
    write: (change: (kept: string) => string) => items.forEach((value, key) => items.set(key, change(value))),
  }
}

export const stateOf = (results: readonly CheckResult[], more: Partial<CheckState> = {}): CheckState => ({
  running: false,
  results,
  checkedAt: morning,
  changes: [],
  asks: {},
  undoable: [],
  fixesAllowed: true,
  portal: null,
  ...more,
})

export const resultOf = (
  id: CheckResult['id'],
  finding: string,
  details?: NonNullable<CheckResult['details']>,
): CheckResult => ({ id, finding, milliseconds: 1, ...(details && { details }) })

export const right = resultOf('javascript', 'allowed')
export const note = resultOf('bookmarks', 'missing', { sites: 'https://portal.example/' })
export const wrong = resultOf('pop-ups', 'blocked', { sites: 'https://portal.example' })
