import { expect, it } from 'vitest'
import { monthsBefore, nextTaiwanMidnight, taiwanDay } from '../../../core/portal/taiwan-day.ts'

it.each([
  ['2026-03-02T15:59:59.999Z', '2026-03-02', '2026-03-02T16:00:00.000Z'],
  ['2026-03-02T16:00:00.000Z', '2026-03-03', '2026-03-03T16:00:00.000Z'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01', '2027-01-01T16:00:00.000Z'],
])('at %s it is %s in Taiwan, and the next day begins at %s', (at, day, midnight) => {
  expect(taiwanDay(new Date(at))).toBe(day)
  expect(nextTaiwanMidnight(new Date(at)).toISOString()).toBe(midnight)
})

it.each([
  ['2027-01-01', 6, '2026-07-01'],
  ['2027-07-31', 1, '2027-06-30'],
  ['2026-08-31', 6, '2026-02-28'],
  ['2028-08-31', 6, '2028-02-29'],
  ['2027-03-15', 12, '2026-03-15'],
  ['2027-03-15', 36, '2024-03-15'],
])('%s less %i months is %s', (day, months, before) => {
  expect(monthsBefore(day, months)).toBe(before)
})
