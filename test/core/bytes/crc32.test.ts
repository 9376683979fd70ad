import { crc32 as zlibs } from 'node:zlib'
import { expect, it } from 'vitest'
import { crc32 } from '../../../core/bytes/crc32.ts'

it('is the standard’s check value, and what zlib makes of anything', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  const octets = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff)
  expect(crc32(octets)).toBe(zlibs(octets))
  expect(crc32(new Uint8Array())).toBe(0)
})
