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

  it('knows a foreign octet at every place of a group, and the other alphabet’s letters too', () => {
    for (const letter of ['+', '/', '=', ' ', '\0', '\x7f', 'é', '中']) {
      for (let at = 0; at < 11; at++) {
        const text = `${'A'.repeat(at)}${letter}${'A'.repeat(10 - at)}`
        expect(() => fromBase64url(text), JSON.stringify(text)).toThrow(RangeError)
      }
    }
    for (const letter of ['-', '_', ' ', 'é']) {
      for (let at = 0; at < 8; at++) {
        expect(() => fromBase64(`${'A'.repeat(at)}${letter}${'A'.repeat(7 - at)}`)).toThrow(RangeError)
      }
    }
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
