import { expect, it } from 'vitest'
import { generalSignIn } from '../../../core/portal/general-sign-in.ts'

const at = (time: string) => new Date(`${time}+08:00`)
const lastDay = '2027-06-30'

it('is open and says nothing while no day is set', () => {
  expect(generalSignIn(null, at('2027-06-30T12:00'))).toEqual({ open: true, lastDay: null, announced: false })
})

it.each([
  ['2027-03-29T23:59:59.999', true, false],
  ['2027-03-30T00:00', true, true],
  ['2027-06-30T00:00', true, true],
  ['2027-06-30T23:59:59.999', true, true],
  ['2027-07-01T00:00', false, true],
  ['2028-01-01T00:00', false, true],
])('with the last day 2027-06-30, at %s in Taiwan: open %s, announced %s', (time, open, announced) => {
  expect(generalSignIn(lastDay, at(time))).toEqual({ open, lastDay, announced })
})

it('where the month three months before has no such day, its last day counts', () => {
  expect(generalSignIn('2027-05-31', at('2027-02-27T23:59:59')).announced).toBe(false)
  expect(generalSignIn('2027-05-31', at('2027-02-28T00:00')).announced).toBe(true)
})
