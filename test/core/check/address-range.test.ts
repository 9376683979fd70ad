import { describe, expect, it } from 'vitest'
import { isInRange, parseAddressRange } from '../../../core/check/address-range.ts'

const inRange = (address: string, text: string): boolean => {
  const range = parseAddressRange(text)
  return range !== undefined && isInRange(address, range)
}

describe('address ranges', () => {
  it.each([
    ['10.253.249.22', '10.253.0.0/16'],
    ['10.253.255.255', '10.253.128.7/17'],
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9', '0.0.0.0/0'],
    ['::ffff:10.253.1.1', '10.253.0.0/16'],
    ['2001:db8::1', '2001:db8::/32'],
    ['2001:db8:0:0:1::', '2001:DB8::1:0:0:0/128'],
    ['::1', '::1/128'],
  ])('%s is in %s', (address, range) => expect(inRange(address, range)).toBe(true))

  it.each([
    ['10.254.0.1', '10.253.0.0/16'],
    ['10.253.127.255', '10.253.128.0/17'],
    ['2001:db9::1', '2001:db8::/32'],
    ['10.0.0.1', '::/0'],
    ['::1', '0.0.0.0/0'],
    ['portal.example', '0.0.0.0/0'],
    ['', '0.0.0.0/0'],
  ])('%s is not in %s', (address, range) => expect(inRange(address, range)).toBe(false))

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '010.0.0.1',
    '256.0.0.1',
    'portal.example',
    '',
    '::1::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '::/129',
    'g::1',
    '12345::',
  ])('%s is no range', (text) => expect(parseAddressRange(text)).toBeUndefined())
})
