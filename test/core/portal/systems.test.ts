import { describe, expect, it } from 'vitest'
import { areOnOneHost, isLocalAddress, isSystemAddress } from '../../../core/portal/system-addresses.ts'
import { readSystemKeys } from '../../../core/portal/system-keys.ts'

describe('an address of a system', () => {
  it.each([
    'https://a.example/callback',
    'https://a.example:8443/x?y=1',
    'http://sample.localhost:8080/',
    'http://127.0.0.1/',
  ])('%s is one', (text) => expect(isSystemAddress(text)).toBe(true))
  it.each([
    'http://a.example/',
    'http://localhost.evil.example/',
    'https://a.example/#x',
    'https://user@a.example/',
    'https://a.example/ b',
    'javascript:alert(1)',
    'ftp://a.example/',
    '/callback',
    '',
    `https://a.example/${'x'.repeat(500)}`,
  ])('%s is none', (text) => expect(isSystemAddress(text)).toBe(false))
  it('is of this computer when it does not begin with https', () => {
    expect(isLocalAddress('http://sample.localhost/')).toBe(true)
    expect(isLocalAddress('https://a.example/')).toBe(false)
  })
  it('is on one host with the others, port and all', () => {
    expect(areOnOneHost(['https://a.example/1', 'https://a.example/2'])).toBe(true)
    expect(areOnOneHost(['https://a.example/1', 'https://a.example:8443/1'])).toBe(false)
    expect(areOnOneHost(['https://a.example/1', 'nonsense'])).toBe(false)
  })
})

describe('keys as they are handed over', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), kid: 'k1' }
  const read = (value: unknown) => readSystemKeys(JSON.stringify(value))
  it('are a set, or one key; what else stands there is left out', () => {
    expect(read({ keys: [{ ...key, use: 'sig', alg: 'ES256' }] })).toEqual([key])
    expect(read(key)).toEqual([key])
    expect(read({ keys: [key, { ...key, kid: 'k2' }] })).toHaveLength(2)
  })
  it.each<[string, unknown]>([
    ['a private key', { ...key, d: 'd'.repeat(43) }],
    ['an RSA key', { kty: 'RSA', n: 'n', e: 'AQAB', kid: 'k1' }],
    ['a key on another curve', { ...key, crv: 'P-384' }],
    ['a key without a kid', { ...key, kid: '' }],
    ['a key with half a point', { ...key, y: 'short' }],
    ['two keys of one kid', { keys: [key, key] }],
    ['no key', { keys: [] }],
    ['too many', { keys: [key, { ...key, kid: '2' }, { ...key, kid: '3' }, { ...key, kid: '4' }] }],
    ['a text', 'key'],
  ])('%s is refused', (_what, value) => expect(read(value)).toBeUndefined())
  it('what is not JSON is refused', () => expect(readSystemKeys('-----BEGIN')).toBeUndefined())
})
