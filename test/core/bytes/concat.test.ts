import { expect, test } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { equal } from '../../../core/bytes/equal.ts'

test('parts of bytes and of numbers become one array of their own', () => {
  const part = Uint8Array.of(2, 3)
  const whole = concat([1], part, [], new Uint8Array(), [4])
  expect(whole).toEqual(Uint8Array.of(1, 2, 3, 4))
  part.fill(0)
  expect(whole).toEqual(Uint8Array.of(1, 2, 3, 4))
  expect(concat()).toEqual(new Uint8Array())
})

test('bytes are equal when length and every byte are', () => {
  expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
  expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
  expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false)
  expect(equal(new Uint8Array(), new Uint8Array())).toBe(true)
})
