import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { decodeCommand, encodeCommand } from '../../../core/smartcard/command-apdu.ts'

const header = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00 }
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index)

describe('ISO 7816-4 §5.1: every case in its form', () => {
  test.each([
    ['case 1', {}, '00a40400'],
    ['case 2 short', { le: 5 }, '00a4040005'],
    ['case 2 short, 256 bytes wanted', { le: 256 }, '00a4040000'],
    ['case 3 short', { data: bytes(2) }, '00a40400020001'],
    ['case 3 short with nothing in its data is case 1', { data: bytes(0) }, '00a40400'],
    ['case 4 short', { data: bytes(2), le: 256 }, '00a4040002000100'],
    ['case 2 extended', { le: 257 }, '00a40400000101'],
    ['case 2 extended, 65536 bytes wanted', { le: 65536 }, '00a40400000000'],
    ['case 3 extended', { data: bytes(256) }, `00a40400000100${toHex(bytes(256))}`],
    ['case 4 extended by its data', { data: bytes(256), le: 1 }, `00a40400000100${toHex(bytes(256))}0001`],
    ['case 4 extended by its answer', { data: bytes(2), le: 65536 }, '00a4040000000200010000'],
  ])('%s', (_, fields, expected) => {
    const encoded = encodeCommand({ ...header, ...fields })
    expect(toHex(encoded)).toBe(expected)
    const data = 'data' in fields && fields.data.length > 0 ? { data: fields.data } : {}
    expect(decodeCommand(encoded)).toMatchObject({ ...header, ...data, ...('le' in fields ? { le: fields.le } : {}) })
  })
})

test('lengths that no APDU has are our own mistake', () => {
  expect(() => encodeCommand({ ...header, data: bytes(65536) })).toThrow(RangeError)
  expect(() => encodeCommand({ ...header, le: 0 })).toThrow(RangeError)
  expect(() => encodeCommand({ ...header, le: 65537 })).toThrow(RangeError)
})

test.each(['', '00a404', '00a4040002ff', '00a40400000000ff', '00a404000200010000', '00a4040000000300'])(
  'bytes whose lengths do not add up are refused: %s',
  (text) => {
    expect(() => decodeCommand(fromHex(text))).toThrow(RangeError)
  },
)
