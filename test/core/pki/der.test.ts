import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import { DerError, readDer, tags } from '../../../core/pki/der.ts'
import { readBitString, readBoolean, readInteger, readOid, readSmallInteger } from '../../../core/pki/der-primitives.ts'
import { readTime, taiwanDate } from '../../../core/pki/der-time.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'

const value = (hex: string) => readDer(fromHex(hex), 'value')

describe('DER', () => {
  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['an indefinite length', '30 80 00 00'],
    ['a length that would fit one octet less', '30 81 01 00'],
    ['a leading zero in the length', '04 82 00 80'],
    ['five length octets', '30 85 01 00 00 00 00'],
    ['content shorter than its length', '30 03 02 01'],
    ['a tag of more than one octet', '1f 81 00 00'],
    ['something after the value', '05 00 00'],
  ])('refuses %s', (_, hex) => {
    expect(() => value(hex)).toThrow(DerError)
  })

  it('reads what it writes, at every size of length', () => {
    for (const length of [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000]) {
      const bytes = der(tags.octetString, new Uint8Array(length).fill(7))
      expect(readDer(bytes, 'octets', tags.octetString).content).toHaveLength(length)
    }
  })

  it('a constructed string is another tag than the string asked for', () => {
    expect(() => readDer(fromHex('24 03 04 01 00'), 'octets', tags.octetString)).toThrow(DerError)
  })

  it.each(['01 01 01', '01 02 ff ff', '01 00'])('BOOLEAN is 00 or ff: %s is refused', (hex) => {
    expect(() => readBoolean(value(hex), 'flag')).toThrow(DerError)
  })

  it.each(['02 00', '02 02 00 7f', '02 02 ff 80'])('INTEGER is minimal: %s is refused', (hex) => {
    expect(() => readInteger(value(hex), 'number')).toThrow(DerError)
  })

  it('a small number is neither negative nor of five octets', () => {
    expect(readSmallInteger(value('02 02 01 00'), 'number')).toBe(256)
    expect(() => readSmallInteger(value('02 01 ff'), 'number')).toThrow(DerError)
    expect(() => readSmallInteger(value('02 05 01 00 00 00 00'), 'number')).toThrow(DerError)
  })

  it.each(['03 00', '03 02 08 00', '03 01 01', '03 02 04 88'])('BIT STRING %s is refused', (hex) => {
    expect(() => readBitString(value(hex), 'bits')).toThrow(DerError)
  })

  it.each(['0', '2.999.3', '2.16.886.101.0.3.3', '1.2.840.113549.1.1.11'].slice(1))('OID %s goes and comes', (oid) => {
    expect(readOid(readDer(oid.startsWith('2.999') ? fromHex('06 03 88 37 03') : derOid(oid), 'oid'), 'oid')).toBe(oid)
  })

  it.each(['06 00', '06 02 80 01', '06 02 2a 86', '06 09 2a ff ff ff ff ff ff ff 7f'])('OID %s is refused', (hex) => {
    expect(() => readOid(value(hex), 'oid')).toThrow(DerError)
  })
})

describe('times', () => {
  const utc = (text: string) => readTime(readDer(der(tags.utcTime, Buffer.from(text)), 'time'), 'time')
  const generalized = (text: string) => readTime(readDer(der(tags.generalizedTime, Buffer.from(text)), 'time'), 'time')

  it('UTCTime pivots at 1950', () => {
    expect(new Date(utc('500101000000Z')).toISOString()).toBe('1950-01-01T00:00:00.000Z')
    expect(new Date(utc('491231235959Z')).toISOString()).toBe('2049-12-31T23:59:59.000Z')
    expect(new Date(generalized('20500229000000Z'.replace('0229', '0301'))).toISOString()).toBe(
      '2050-03-01T00:00:00.000Z',
    )
  })

  it.each([
    '240101000000',
    '2401010000Z',
    '240101000000+0800',
    '24010100000aZ',
    '240230000000Z',
    '230229000000Z',
    '241301000000Z',
    '240101240000Z',
    '240101006000Z',
    '240101000060Z',
  ])('refuses %s', (text) => {
    expect(() => utc(text)).toThrow(DerError)
  })

  it('a fraction of a second is refused', () => {
    expect(() => generalized('20240101000000.5Z')).toThrow(DerError)
  })

  it('the day that a person reads is Taiwan’s', () => {
    expect(taiwanDate(Date.parse('2024-09-18T15:59:59Z'))).toBe('2024-09-18')
    expect(taiwanDate(Date.parse('2024-09-18T16:00:00Z'))).toBe('2024-09-19')
  })
})

describe('hex', () => {
  it('an OID of our tables is written as others write it', () => {
    expect(toHex(derOid('2.16.886.101.0.3.3'))).toBe('060760867665000303')
  })
})
