import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'

test('bytes and hex digits are one to one, in either case and with spaces between bytes', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  expect(fromHex(toHex(bytes))).toEqual(bytes)
  expect(fromHex(' 00 A4\n0c ')).toEqual(Uint8Array.of(0x00, 0xa4, 0x0c))
  expect(fromHex('')).toEqual(new Uint8Array())
})

test.each(['0', '0g', '00 0', '0x00'])('%j is not hex', (text) => {
  expect(() => fromHex(text)).toThrow(RangeError)
})
