import { expect, it } from 'vitest'
import { isIdNumber, maskIdNumber } from '../../../core/portal/id-number.ts'
import { demoPeople } from '../../../demo/people.ts'

it.each([
  ['A123456789', '身分證號'],
  ['A800000014', '統一證號 since 2021'],
  ['AC01234567', '統一證號 of the old form'],
])('%s is a %s', (number) => {
  expect(isIdNumber(number)).toBe(true)
})

it.each(['A123456788', 'a123456789', 'A12345678', 'A1234567890', '1234567890', 'AE01234567', ''])(
  '%j is none',
  (text) => {
    expect(isIdNumber(text)).toBe(false)
  },
)

it('no two of the demo’s people share one, and all are valid', () => {
  expect(demoPeople.filter(({ idNumber }) => !isIdNumber(idNumber))).toEqual([])
  expect(new Set(demoPeople.map(({ idNumber }) => idNumber)).size).toBe(demoPeople.length)
})

it('is shown without its middle', () => {
  expect(maskIdNumber('A123456789')).toBe('A1****6789')
})
