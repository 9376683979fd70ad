// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { takePin } from '../../../extension/pin/take-pin.ts'

const length = { minimum: 6, maximum: 8 }

function fieldWith(value: string): HTMLInputElement {
  const field = document.createElement('input')
  field.type = 'password'
  field.value = value
  return field
}

test('the PIN leaves the field as ASCII bytes, and the field is empty', () => {
  const field = fieldWith('012345')
  expect([...takePin(field, length)]).toEqual([0x30, 0x31, 0x32, 0x33, 0x34, 0x35])
  expect(field.value).toBe('')
})

test.each(['123456', '12345678'])('the shortest and the longest PIN pass: %s', (pin) => {
  expect(takePin(fieldWith(pin), length)).toHaveLength(pin.length)
})

test.each(['', '12345', '123456789', '12345a', '12345 ', '12345６', '-12345', '1234.5'])(
  'what a card could not take is refused before anything is sent, and the field is empty: "%s"',
  (typed) => {
    const field = fieldWith(typed)
    expect(() => takePin(field, length)).toThrowError(
      expect.objectContaining({ code: 'ERR_PIN_FORMAT', details: { minimum: 6, maximum: 8 } }),
    )
    expect(field.value).toBe('')
  },
)

test('a refusal does not repeat what was typed', () => {
  try {
    takePin(fieldWith('4711x'), length)
    expect.unreachable()
  } catch (error) {
    expect(JSON.stringify(error) + String(error)).not.toContain('4711')
  }
})
