import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../core/bytes/hex.ts'
import { parseAnswerToReset } from '../../../core/smartcard/answer-to-reset.ts'

const parse = (text: string) => parseAnswerToReset(fromHex(text))
const ascii = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('ATRs that cards have', () => {
  test('MOICA: T=1 only, IFSC 250, check byte right', () => {
    const atr = parse('3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5')
    expect(atr).toMatchObject({
      convention: 'direct',
      protocols: [1],
      fidi: 0x13,
      tck: 'right',
      specificMode: undefined,
    })
    expect(atr.t1).toEqual({ ifsc: 0xfa, waitingIntegers: 0x52, errorDetection: 'lrc' })
    expect(ascii(atr.historicalBytes)).toBe('CHTMOICA')
  })

  test('newer government card: T=1', () => {
    const atr = parse('3B D8 96 00 81 B1 FE 45 1F 07 43 48 54 47 50 4B 49 4A DD')
    expect(atr).toMatchObject({ protocols: [1], fidi: 0x96, extraGuardTime: 0, tck: 'right' })
    expect(ascii(atr.historicalBytes)).toBe('CHTGPKIJ')
  })

  test('both protocols, T=1 with CRC', () => {
    const atr = parse('3B D5 96 02 80 71 FE 65 01 4F 73 45 49 44 5E')
    expect(atr).toMatchObject({ protocols: [0, 1], extraGuardTime: 2, tck: 'right' })
    expect(atr.t1).toEqual({ ifsc: 0xfe, waitingIntegers: 0x65, errorDetection: 'crc' })
  })
})

test('a card that says nothing speaks T=0 at the default speed, and has no check byte', () => {
  expect(parse('3B 02 45 43')).toMatchObject({ protocols: [0], fidi: 0x11, waitingInteger: 10, tck: 'absent' })
})

test('inverse convention and TC2 are read', () => {
  expect(parse('3F 80 40 0B')).toMatchObject({ convention: 'inverse', protocols: [0], waitingInteger: 0x0b })
})

test('TA2 is the specific mode: its protocol, with or without TA1', () => {
  expect(parse('3B 80 10 01').specificMode).toEqual({ protocol: 1, useFidi: true })
  expect(parse('3B 80 10 11').specificMode).toEqual({ protocol: 1, useFidi: false })
})

test('a wrong check byte is told, not refused', () => {
  expect(parse('3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A6').tck).toBe('wrong')
})

test.each(['', '3B', '00 02 45 43', '3B 82 45', '3B 02 45', '3B 80', '3B FF 11', '3B 80 81 81 81'])(
  'an ATR that ends early or begins wrongly is malformed: %j',
  (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'ERR_CARD_MALFORMED', details: { field: 'ATR' } }),
    )
  },
)
