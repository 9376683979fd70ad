import { describe, expect, it } from 'vitest'
import { toBase64url } from '../../../core/bytes/base64url.ts'
import { parseSamFile, samFileLimit, samFileSigningInput } from '../../../core/sam/sam-file.ts'
import { makeModule, makeModuleAuthority, makeSamFile } from './make-module.ts'

const authority = makeModuleAuthority('test')
const module = makeModule(authority)
const good = makeSamFile(authority, module)
const text = new TextDecoder().decode(good)
const octets = (it: string) => new TextEncoder().encode(it)
const code = (name: string, details?: object) =>
  expect.objectContaining(details ? { code: name, details } : { code: name })

/** The file with other JSON in a part. */
function withPart(part: 0 | 1, change: (json: Record<string, unknown>) => unknown): Uint8Array {
  const parts = text.split('.')
  const json = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString()) as Record<string, unknown>
  parts[part] = toBase64url(octets(JSON.stringify(change(json))))
  return octets(parts.join('.'))
}

describe('a module file', () => {
  it('is read as it was made', () => {
    const file = parseSamFile(good)
    expect(file.certificate).toEqual(module.certificate)
    expect(file.authority).toEqual(authority.issuing.der)
    expect(new TextDecoder().decode(file.signingInput)).toBe(text.slice(0, text.lastIndexOf('.')))
    expect(samFileSigningInput(file).text).toBe(text.slice(0, text.lastIndexOf('.')))
  })

  it('cut off anywhere, it is refused', () => {
    for (let length = 0; length < good.length; length += 7) {
      // Some signatures cut short are still base64url; their octets tell nothing before they are checked.
      if (text.slice(0, length).split('.').length === 3) continue
      expect(() => parseSamFile(good.subarray(0, length))).toThrow(code('ERR_SAM_FILE'))
    }
  })

  it('a ZIP is told apart', () => {
    expect(() => parseSamFile(octets('PK\u0003\u0004…'))).toThrow(code('ERR_SAM_FILE_ZIP'))
    expect(() => parseSamFile(octets('PK\u0005\u0006…'))).toThrow(code('ERR_SAM_FILE_ZIP'))
  })

  it('more than 64 KiB is not looked at', () => {
    expect(() => parseSamFile(new Uint8Array(samFileLimit + 1))).toThrow(code('ERR_SAM_FILE_SIZE', { size: '64 KB' }))
  })

  it.each([
    ['alg', 0, (it: object) => ({ ...it, alg: 'none' })],
    ['typ', 0, (it: object) => ({ ...it, typ: 'card-login+jwt' })],
    ['x5c', 0, (it: object) => ({ ...it, x5c: [] })],
    ['x5c', 0, (it: object) => ({ ...it, x5c: ['AA==', 'AA=='] })],
    ['header', 0, (it: object) => ({ ...it, zip: 'DEF' })],
    ['v', 1, (it: object) => ({ ...it, v: 2 })],
    ['certificate', 1, (it: object) => ({ ...it, certificate: '' })],
    ['iv', 1, (it: object) => ({ ...it, iv: 'AAAA' })],
    ['key', 1, (it: object) => ({ ...it, key: 7 })],
    ['payload', 1, () => []],
    ['payload', 1, (it: object) => ({ ...it, iv: undefined })],
    ['kdf', 1, (it: object) => ({ ...it, kdf: null })],
  ] as const)('with another %s it is refused, and the part named', (field, part, change) => {
    expect(() => parseSamFile(withPart(part, change as (it: object) => unknown))).toThrow(
      code('ERR_SAM_FILE', { field }),
    )
  })

  it.each([
    ['kdf.n', { n: 1_048_576 }],
    ['kdf.n', { n: 2 }],
    ['kdf.r', { r: 64 }],
    ['kdf.p', { p: 16 }],
    ['kdf.name', { name: 'pbkdf2' }],
    ['kdf.salt', { salt: 'AA==' }],
  ])('one that would make its reader work without end, or for nothing (%s), is refused', (field, change) => {
    const struck = withPart(1, (it) => ({ ...it, kdf: { ...(it['kdf'] as object), ...change } }))
    expect(() => parseSamFile(struck)).toThrow(code('ERR_SAM_FILE', { field }))
  })

  it('a second spelling of the same JSON is refused', () => {
    const parts = text.split('.')
    const json = Buffer.from(parts[1] ?? '', 'base64url').toString()
    parts[1] = toBase64url(octets(json.replace(',', ', ')))
    expect(() => parseSamFile(octets(parts.join('.')))).toThrow(code('ERR_SAM_FILE', { field: 'payload' }))
  })
})
