import { describe, expect, it } from 'vitest'
import { parseTlv } from '../../../core/bytes/ber-tlv.ts'
import { fromHex } from '../../../core/bytes/hex.ts'

describe('BER-TLV of cards', () => {
  it('reads tags of one and two bytes and lengths of one to four', () => {
    const objects = parseTlv(fromHex('C0 01 01 5F20 02 4142 C1 81 03 010203 C2 82 0001 FF C3 83 000001 EE'))
    expect(objects.map(({ tag, value }) => [tag, [...value]])).toEqual([
      [0xc0, [1]],
      [0x5f20, [0x41, 0x42]],
      [0xc1, [1, 2, 3]],
      [0xc2, [0xff]],
      [0xc3, [0xee]],
    ])
  })

  it('an empty value and no objects at all are fine', () => {
    expect(parseTlv(fromHex('C0 00'))).toMatchObject([{ tag: 0xc0 }])
    expect(parseTlv(new Uint8Array())).toEqual([])
  })

  it.each(['C0', 'C0 02 01', '1F', '1F 81 01 00', 'C0 80', 'C0 84 00000001 00', 'C0 81', 'C0 FF'])(
    '%s is refused',
    (hex) => {
      expect(() => parseTlv(fromHex(hex))).toThrow(RangeError)
    },
  )
})
