import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../../core/bytes/base64.ts'
import { fromBase64url, toBase64url } from '../../../core/bytes/base64url.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'

describe('base64url', () => {
  it('says what Node says, for every length and byte', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length * 31) & 0xff)
      const text = Buffer.from(bytes).toString('base64url')
      expect(toBase64url(bytes)).toBe(text)
      expect(fromBase64url(text)).toEqual(bytes)
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes)
    }
  })

  it.each(['A', 'AA==', 'A A', 'AA\n', 'AB', '+/+/', 'é'])('has one text per value: %j is refused', (text) => {
    expect(() => fromBase64url(text)).toThrow(RangeError)
  })

  it.each(['AA', 'AA=', '=AAA', 'A===', 'AA=A', '-_-_', 'AB==', '===='])('base64 refuses %j', (text) => {
    expect(() => fromBase64(text)).toThrow(RangeError)
  })
})

describe('hex', () => {
  it('reads what it writes, and spaces between bytes', () => {
    expect(toHex(fromHex('00 ff 7F'))).toBe('00ff7f')
  })
  it.each(['0', '0g', '0x00'])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError)
  })
})
