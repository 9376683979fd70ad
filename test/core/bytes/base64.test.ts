import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../../core/bytes/base64.ts'

// RFC 4648 §10
test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
])('%j is %j', (text, encoded) => {
  const bytes = new TextEncoder().encode(text)
  expect(toBase64(bytes)).toBe(encoded)
  expect(fromBase64(encoded)).toEqual(bytes)
})

test('the two letters that base64url replaces are its own', () => {
  expect(toBase64(Uint8Array.of(0xfb, 0xff))).toBe('+/8=')
  expect(fromBase64('+/8=')).toEqual(Uint8Array.of(0xfb, 0xff))
})

test.each(['Zg', 'Zg=', 'Zg==Zg==', 'Z===', '-_8=', 'Zh==', 'Z g='])('%j is refused', (text) => {
  expect(() => fromBase64(text)).toThrow(RangeError)
})
