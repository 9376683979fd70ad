import { expect, it } from 'vitest'
import { keepsServices } from '../../../core/portal/carry-over.ts'

it.each([
  ['2026-06-30', 6, false],
  ['2026-07-01', 6, true],
  ['2026-12-31', 6, true],
  ['2027-01-01', 6, false],
  ['2026-07-01', 3, false],
  ['2026-10-01', 3, true],
])('who last filed on %s keeps the services in a move on 2027-01-01 with %i months: %s', (lastFiled, months, keeps) => {
  expect(keepsServices(lastFiled, '2027-01-01', months)).toBe(keeps)
})
