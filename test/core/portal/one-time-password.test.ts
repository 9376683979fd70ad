import { expect, it } from 'vitest'
import { oneTimeBytes, readOneTimePassword, toOneTimePassword } from '../../../core/portal/one-time-password.ts'

it('is three groups of four signs without look-alikes', () => {
  const all = Array.from({ length: 30 }, (_, at) => toOneTimePassword(new Uint8Array(oneTimeBytes).fill(at)))
  for (const password of all) expect(password).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(new Set(all).size).toBe(30)
  expect(() => toOneTimePassword(new Uint8Array(4))).toThrow(RangeError)
})

it('is read as it was meant: small letters, full width, other groupings', () => {
  const password = toOneTimePassword(Uint8Array.from({ length: oneTimeBytes }, (_, at) => at * 7))
  const plain = password.replaceAll('-', '')
  for (const typed of [password, plain, plain.toLowerCase(), ` ${plain} `, plain.replace(/(.{6})/, '$1 – ')]) {
    expect(readOneTimePassword(typed)).toBe(password)
  }
  expect(readOneTimePassword(`${plain}X`)).not.toBe(password)
})
