import { expect, it } from 'vitest'
import { isBusinessNumber } from '../../../core/portal/business-number.ts'

it.each([
  ['99992002', 'the sum is a multiple of ten'],
  ['99992007', 'the sum is a multiple of five'],
  ['00000070', 'seventh digit 7: its 10 counts as 0'],
  ['00000074', 'seventh digit 7: its 10 counts as 1'],
])('%s is one: %s', (number) => expect(isBusinessNumber(number)).toBe(true))

it.each(['99992003', '00000071', '9999200', '999920020', 'A9992002', ''])('%s is none', (number) =>
  expect(isBusinessNumber(number)).toBe(false),
)
