import { expect, it } from 'vitest'
import { isSamApplicationNumber, samApplicationNumber } from '../../../core/portal/sam-application-number.ts'

const number = samApplicationNumber('2026-03-02', 1234)

it('begins with the year of the Republic, and V is its fifth sign', () => {
  expect(number).toMatch(/^115\dV0001234$/)
  expect(isSamApplicationNumber(number)).toBe(true)
})

it('has three digits of the year, in every year', () => {
  expect(samApplicationNumber('2009-01-01', 0)).toMatch(/^098\dV0000000$/)
})

it('any one digit misread is noticed', () => {
  for (const at of [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]) {
    for (const digit of '0123456789') {
      if (number.charAt(at) === digit) continue
      expect(isSamApplicationNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false)
    }
  }
})

it('two neighbours swapped are noticed', () => {
  for (const at of [7, 8, 9, 10]) {
    const [a, b] = [number.charAt(at), number.charAt(at + 1)]
    if (a !== b) expect(isSamApplicationNumber(number.slice(0, at) + b + a + number.slice(at + 2))).toBe(false)
  }
})

it.each(['', '1154V000123', '1154W0001234', '115V40001234', '1154v0001234'])('%s is none', (text) => {
  expect(isSamApplicationNumber(text)).toBe(false)
})

it('a serial of more than seven digits is our bug', () => {
  expect(() => samApplicationNumber('2026-03-02', 10_000_000)).toThrow(RangeError)
})
