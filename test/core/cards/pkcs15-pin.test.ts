import { describe, expect, it } from 'vitest'
import { toHex } from '../../../core/bytes/hex.ts'
import type { Pkcs15Pin, Pkcs15PinType } from '../../../core/cards/pkcs15-objects.ts'
import { encodePin, pinLimits, pinTemplateOf } from '../../../core/cards/pkcs15-pin.ts'

const rules = (type: Pkcs15PinType, changes: Partial<Pkcs15Pin> = {}): Pkcs15Pin => ({
  authId: '01',
  type,
  minimum: 4,
  maximum: 8,
  storedLength: 8,
  reference: 1,
  needsPadding: true,
  padding: 0xff,
  path: undefined,
  isUsable: true,
  ...changes,
})

const encoded = (pin: Pkcs15Pin, digits: string) =>
  toHex(encodePin(pin, new TextEncoder().encode(digits))).toUpperCase()

describe('a PIN goes as its entry says', () => {
  it.each([
    ['ascii-numeric', {}, '12345', '3132333435FFFFFF'],
    ['ascii-numeric', { padding: 0x00 }, '12345', '3132333435000000'],
    ['ascii-numeric', { needsPadding: false }, '12345', '3132333435'],
    ['utf8', { needsPadding: false }, '1234', '31323334'],
    ['bcd', { storedLength: 4 }, '12345', '12345FFF'],
    ['bcd', { needsPadding: false }, '123456', '123456'],
    ['bcd', { storedLength: 4, padding: 0x00 }, '12345', '12345000'],
    ['half-nibble-bcd', {}, '1234', 'F1F2F3F4FFFFFFFF'],
    ['iso9564-1', {}, '12345', '2512345FFFFFFFFF'],
    ['iso9564-1', { needsPadding: false, padding: undefined }, '123456789012', '2C123456789012FF'],
  ] as const)('%s with %j: %s is %s', (type, changes, digits, expected) => {
    expect(encoded(rules(type, changes), digits)).toBe(expected)
  })
})

describe('how many digits a PIN may have', () => {
  it('is what its entry says, and no more than fits', () => {
    expect(pinLimits(rules('ascii-numeric'))).toEqual({ minimum: 4, maximum: 8 })
    expect(pinLimits(rules('ascii-numeric', { maximum: undefined }))).toEqual({ minimum: 4, maximum: 8 })
    expect(pinLimits(rules('bcd', { storedLength: 4, maximum: undefined }))).toEqual({ minimum: 4, maximum: 8 })
    expect(pinLimits(rules('ascii-numeric', { maximum: 16 }))).toEqual({ minimum: 4, maximum: 8 })
    expect(pinLimits(rules('iso9564-1', { maximum: 16 }))).toEqual({ minimum: 4, maximum: 12 })
  })

  it('is not known where the padding is not said: such a PIN is not sent, since a try would be lost for nothing', () => {
    expect(pinLimits(rules('ascii-numeric', { padding: undefined }))).toBeUndefined()
    expect(pinLimits(rules('ascii-numeric', { storedLength: 0 }))).toBeUndefined()
    expect(pinLimits(rules('ascii-numeric', { minimum: 9 }))).toBeUndefined()
  })
})

describe('on a keypad', () => {
  const limits = { minimum: 4, maximum: 8 }

  it('characters and BCD of a fixed length are written as the entry says', () => {
    const template = { ...limits, reference: 1, encoding: 'ascii', fieldLength: 8, padding: 0xff }
    expect(pinTemplateOf(rules('ascii-numeric'), limits)).toEqual(template)
    expect(pinTemplateOf(rules('utf8', { padding: 0x00 }), limits)).toEqual({ ...template, padding: 0x00 })
    expect(pinTemplateOf(rules('bcd', { storedLength: 4 }), limits)).toEqual({
      ...template,
      encoding: 'bcd',
      fieldLength: 4,
    })
  })

  it.each([
    ['half-nibble-bcd', {}],
    ['iso9564-1', {}],
    ['ascii-numeric', { needsPadding: false }],
    ['bcd', { storedLength: 4, padding: 0x00 }],
  ] as const)('%s with %j is not entered there: a try would be lost for nothing', (type, changes) => {
    expect(pinTemplateOf(rules(type, changes), limits)).toBeUndefined()
  })
})
