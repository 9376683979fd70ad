import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CcidClassDescriptor, exchangeLevel, parseClassDescriptor } from '../../../core/ccid/class-descriptor.ts'
import { findClassDescriptor } from '../../../core/ccid/configuration-descriptor.ts'
import { concat } from '../../../core/bytes/concat.ts'
import { classDescriptorBytes } from './class-descriptor-bytes.ts'
import { requireSharedData } from '../../shared-data.ts'
import { fakeDescriptor } from './fake-reader.ts'

type Renamed = 'bcdCCID' | 'dwDefaultClock' | 'dwMaximumClock' | 'dwDataRate' | 'dwMaxDataRate'

/** One of 773 CCID interfaces of readers on the market. */
interface CensusRow extends Omit<CcidClassDescriptor, Renamed> {
  readonly listName: string
  readonly bcdCCID: string
  readonly dwDefaultClock_kHz: number
  readonly dwMaximumClock_kHz: number
  readonly dwDataRate_bps: number
  readonly dwMaxDataRate_bps: number
  readonly exchangeLevel: string
}

const levels: Readonly<Record<string, string>> = {
  TPDU: 'tpdu',
  'short APDU': 'short-apdu',
  'extended APDU': 'extended-apdu',
  character: 'character',
}

/** The census in the descriptor's own names and numbers. */
function descriptorOf(row: CensusRow): CcidClassDescriptor {
  const { bcdCCID, dwDefaultClock_kHz, dwMaximumClock_kHz, dwDataRate_bps, dwMaxDataRate_bps, ...same } = row
  const { listName: _name, exchangeLevel: _level, ...rest } = same
  return {
    ...rest,
    bcdCCID: Number.parseInt(bcdCCID.replace('.', ''), 16),
    dwDefaultClock: dwDefaultClock_kHz,
    dwMaximumClock: dwMaximumClock_kHz,
    dwDataRate: dwDataRate_bps,
    dwMaxDataRate: dwMaxDataRate_bps,
  }
}

test('every reader of the census is read back field by field, at its level of exchange', ({ skip }) => {
  const rows: readonly CensusRow[] = JSON.parse(readFileSync(requireSharedData('ccid-readers.json', skip), 'utf8'))
  expect(rows.length).toBeGreaterThan(700)
  for (const row of rows) {
    const descriptor = descriptorOf(row)
    const parsed = parseClassDescriptor(classDescriptorBytes(descriptor))
    expect(descriptor, row.listName).toMatchObject({ ...parsed })
    expect(exchangeLevel(parsed), row.listName).toBe(levels[row.exchangeLevel])
  }
})

test.each([0, 53, 55])('%i bytes are no class descriptor', (length) => {
  expect(() => parseClassDescriptor(new Uint8Array(length).fill(54))).toThrow(
    expect.objectContaining({ code: 'ERR_READER_PROTOCOL', details: { field: 'CCID class descriptor' } }),
  )
})

describe('finding it in a configuration', () => {
  const ccid = classDescriptorBytes(fakeDescriptor('short-apdu'))
  const other = classDescriptorBytes(fakeDescriptor('tpdu-t1'))
  const header = [9, 2, 0, 0, 2, 1, 0, 0x80, 50]
  const face = (number: number, alternate = 0) => [9, 4, number, alternate, 2, 0xff, 0, 0, 0]
  const endpoint = [7, 5, 0x81, 2, 64, 0, 0]
  const hid = [9, 0x21, 0x11, 1, 0, 1, 0x22, 65, 0]

  test('takes the one of the interface and alternate setting asked for', () => {
    const bytes = concat(header, face(0), hid, endpoint, face(1), other, endpoint, face(1, 1), ccid, endpoint)
    expect(findClassDescriptor(bytes, 1, 1)).toEqual(ccid)
    expect(findClassDescriptor(bytes, 1, 0)).toEqual(other)
    expect(findClassDescriptor(bytes, 0, 0)).toBeUndefined()
    expect(findClassDescriptor(bytes, 2, 0)).toBeUndefined()
  })

  test('after the endpoints, or under the vendor type, it is still found', () => {
    const vendor = concat([54, 0xff], ccid.subarray(2))
    expect(findClassDescriptor(concat(header, face(0), endpoint, ccid), 0, 0)).toEqual(ccid)
    expect(findClassDescriptor(concat(header, face(0), vendor, endpoint), 0, 0)).toEqual(vendor)
  })

  test('a cut or looping configuration ends the search', () => {
    expect(findClassDescriptor(concat(header, face(0), ccid.subarray(0, 40)), 0, 0)).toBeUndefined()
    expect(findClassDescriptor(concat(header, face(0), [0, 0], ccid), 0, 0)).toBeUndefined()
    expect(findClassDescriptor(new Uint8Array(), 0, 0)).toBeUndefined()
  })
})
