import { describe, expect, it } from 'vitest'
import { type CrlIndex, indexCrl, openCrl, parseCrl } from '../../../core/pki/crl.ts'
import { DerError, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'
import { type Bytes, crlDer, extension, makeAuthority, makeLeaf, utf8 } from './make-certificate.ts'
import { certificateIssuer, scope } from './make-list-parts.ts'

const hca = makeAuthority('HCA')
const numbered = (...serial: number[]) => makeLeaf(hca, { serialNumber: new Uint8Array(serial) })
const leaf = numbered(0x21, 0x43)

const invalidityDate = extension(oids.invalidityDate, der(tags.generalizedTime, utf8('20251231200000Z')))
const withEntry = (more: readonly Bytes[], reason?: number) =>
  crlDer({ by: hca, revoked: [[leaf, reason, more]], extensions: [scope({ indirectCRL: true })] })

describe('the index of a list', () => {
  const bytes = crlDer({
    by: hca,
    revoked: [
      [leaf, 1],
      [numbered(0x7f), 4, [certificateIssuer([['CN', 'Other']])]],
    ],
    extensions: [scope({ indirectCRL: true })],
  })

  it('goes from one thread to another: its buffers are handed over, and the list opens there', () => {
    const index = indexCrl(bytes)
    const buffers = [index.slots, index.multipliers, index.runs].map(({ buffer }) => buffer)
    const moved: CrlIndex = structuredClone(index, { transfer: buffers })
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([0, 0, 0])
    const list = openCrl(bytes, moved)
    expect(list.size).toBe(2)
    expect(list.find('2143')).toMatchObject({ reason: 'keyCompromise' })
    expect(list.find('7f')).toBeUndefined()
    expect({ ...list, find: 0 }).toEqual({ ...parseCrl(bytes), find: 0 })
  })

  it('has its own secret numbers, so that no list can be written to be slow', () => {
    expect(indexCrl(bytes).multipliers).not.toEqual(indexCrl(bytes).multipliers)
  })

  it('finds every one of many serial numbers that are counted upwards', () => {
    const serials = Array.from({ length: 3000 }, (_, index) => [0x11, index >> 8, index & 0xff] as const)
    const list = parseCrl(
      crlDer({ by: hca, revoked: serials.map((serial) => [{ ...leaf, serialNumber: hex(serial) }]) }),
    )
    expect(serials.filter((serial) => !list.find(hex(serial)))).toEqual([])
    expect([list.find('110bb8'), list.find('11'), list.find('1100'), list.find('')]).toEqual(Array(4).fill(undefined))
  })

  it('finds them in an indirect list too, where the table had to grow', () => {
    const serials = Array.from({ length: 1690 }, (_, index) => hex([index >> 8, index & 0xff]))
    const minimal = serials.filter((serial) => /^(0[1-9]|[1-7])/.test(serial))
    const list = parseCrl(
      crlDer({
        by: hca,
        revoked: minimal.map((serialNumber, index) => [
          { ...leaf, serialNumber },
          undefined,
          index === 0 ? [certificateIssuer([['CN', 'Other']])] : [],
        ]),
        extensions: [scope({ indirectCRL: true })],
      }),
    )
    const other = makeAuthority('', { subject: [['CN', 'Other']] }).certificate.subject
    expect(minimal.length).toBeGreaterThan(1024)
    expect(minimal.filter((serial) => !list.find(serial, other) || list.find(serial))).toEqual([])
  })

  it('is refused to a list of one serial number again and again: every look-up would go through all of them', () => {
    const again = (times: number) => crlDer({ by: hca, revoked: Array.from({ length: times }, () => [leaf] as const) })
    expect(parseCrl(again(100)).size).toBe(100)
    expect(() => parseCrl(again(300))).toThrow('again and again')
  })
})

const hex = (octets: readonly number[]): string => Buffer.from(octets).toString('hex')

describe('the extensions of an entry', () => {
  it.each<[string, readonly Bytes[], number | undefined]>([
    ['none', [], undefined],
    ['the reason', [], 1],
    ['the date of the fault', [invalidityDate], undefined],
    ['both', [invalidityDate], 1],
    ['an unknown one that does not matter', [extension('1.2.3', der(tags.null))], 1],
    ['many', [invalidityDate, certificateIssuer(hca.subject), extension('2.5.29.23', der(tags.oid, [42]))], 1],
    ['a long name', [certificateIssuer([['CN', 'x'.repeat(150)]])], 1],
    ['a very long name', [certificateIssuer([['CN', 'x'.repeat(300)]])], 1],
  ])('may be %s', (_, more, reason) => {
    const list = parseCrl(withEntry(more, reason))
    expect(list.unknownCritical).toEqual([])
    const authority = list.find('2143') ?? list.find('2143', otherThan(more))
    expect(authority).toMatchObject({ reason: reason === 1 ? 'keyCompromise' : 'unspecified' })
  })

  it.each<[string, readonly Bytes[]]>([
    ['twice the same', [invalidityDate, invalidityDate]],
    ['twice the same that is unknown', [extension('1.2.3', der(tags.null)), extension('1.2.3', der(tags.null))]],
    ['a reason that is no ENUMERATED', [extension(oids.reasonCode, der(tags.integer, [1]))]],
    ['a reason of two octets that one would do for', [extension(oids.reasonCode, der(tags.enumerated, [0, 1]))]],
    ['a negative reason', [extension(oids.reasonCode, der(tags.enumerated, [0x81]))]],
    ['something after the reason', [extension(oids.reasonCode, der(tags.sequence, [10, 1, 1]))]],
    ['no SEQUENCE', [der(tags.set)]],
    [
      'FALSE for critical where BOOLEAN has two octets',
      [der(tags.sequence, [6, 3, 0x55, 0x1d, 24, 1, 2, 0, 0], der(tags.octetString, der(tags.null)))],
    ],
  ])('must not be %s', (_, more) => {
    expect(() => parseCrl(withEntry(more))).toThrow(DerError)
  })

  it('that are critical and unknown make the list unusable, also those below 2.5.29', () => {
    for (const oid of ['1.2.3', '2.5.29.23', '2.5.4.24', '1.5.29.24']) {
      expect(parseCrl(withEntry([extension(oid, der(tags.null), true)], 1)).unknownCritical).toEqual([oid])
    }
    expect(parseCrl(withEntry([extension(oids.invalidityDate, der(tags.null), true)], 1)).unknownCritical).toEqual([])
  })
})

/** The authority that the entry names. */
function otherThan(more: readonly Bytes[]) {
  const length = more.some(({ length: octets }) => octets > 320) ? 300 : 150
  return makeAuthority('', { subject: [['CN', 'x'.repeat(length)]] }).certificate.subject
}

describe('the date of an entry', () => {
  const at = '251231200000Z'
  const dated = (text: string, tag: number = tags.utcTime) => {
    const bytes = crlDer({ by: hca, revoked: [[leaf]] })
    const place = Buffer.from(bytes).indexOf(Buffer.concat([Buffer.from([0x02, 2, 0x21, 0x43, tags.utcTime, 13])]))
    const changed = bytes.slice()
    changed.set(utf8(text), place + 6)
    changed[place + 4] = tag
    return changed
  }

  it('is read when somebody asks', () => {
    expect(parseCrl(dated(at)).find('2143')?.revokedAt).toBe(Date.UTC(2025, 11, 31, 20))
    expect(parseCrl(dated('240229235959Z')).find('2143')?.revokedAt).toBe(Date.UTC(2024, 1, 29, 23, 59, 59))
  })

  it.each([
    '250229000000Z',
    '251331000000Z',
    '250031000000Z',
    '251200000000Z',
    '251232000000Z',
    '250431000000Z',
    '251231240000Z',
    '251231206000Z',
    '251231200060Z',
    '25123120000:Z',
    '251231200000+',
    ' 51231200000Z',
  ])('is refused with the list when there is no such date: %s', (text) => {
    expect(() => parseCrl(dated(text))).toThrow(DerError)
  })

  it('is refused as any other type', () => {
    expect(() => parseCrl(dated(at, tags.printableString))).toThrow(DerError)
    expect(() => parseCrl(dated(at, tags.generalizedTime))).toThrow(DerError)
  })
})
