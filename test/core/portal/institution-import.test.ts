import { describe, expect, it } from 'vitest'
import {
  importColumnCodes,
  importColumns,
  readInstitution,
  readTitles,
  stepOf,
} from '../../../core/portal/institution-import.ts'
import { hasCheckDigit } from '../../../core/portal/institution-code.ts'
import { readCsv } from '../../../core/tables/read-csv.ts'

const titles = importColumnCodes.map((code) => importColumns[code])
const found = readTitles(titles)
if ('missing' in found) throw new Error('the titles are ours')
const { places } = found
const right = {
  code: '3501999018',
  name: '示範晨曦診所',
  type: '西醫診所',
  phone: '02-00000000',
  address: '示範市示範路1號',
  division: '1',
  level: '4',
  endedOn: '',
  contractFrom: '20200101',
}
const cellsOf = (changes: Partial<typeof right>) => importColumnCodes.map((code) => ({ ...right, ...changes })[code])
const read = (changes: Partial<typeof right> = {}) => readInstitution(cellsOf(changes), places)

it.each([
  ['3501999018', true],
  ['5901999027', true],
  ['3501999019', false],
])('%s has its check digit: %s', (code, has) => {
  expect(hasCheckDigit(code)).toBe(has)
})

describe('a row', () => {
  it('is read whole', () => {
    expect(read()).toEqual({
      faults: [],
      isOdd: false,
      institution: {
        ...right,
        type: 'clinic',
        division: 'taipei',
        level: '4',
        endedOn: null,
        contractFrom: '2020-01-01',
      },
    })
  })

  it.each([
    ['code', { code: '350199901' }],
    ['code', { code: '35019990１8' }],
    ['name', { name: ' ' }],
    ['type', { type: '雜貨店' }],
    ['division', { division: '7' }],
    ['division', { division: '' }],
    ['level', { level: '5' }],
    ['endedOn', { endedOn: '20260230' }],
    ['endedOn', { endedOn: '115/01/01' }],
    ['contractFrom', { contractFrom: '2026' }],
    ['length', { address: '路'.repeat(201) }],
  ] as const)('has the fault %s for %j', (fault, changes) => {
    const { faults, institution } = read(changes)
    expect(faults).toEqual([fault])
    expect(institution).toBeUndefined()
  })

  it('has every fault told at once', () => {
    expect(read({ code: 'x', name: '', type: '', division: '九' }).faults).toEqual(['code', 'name', 'type', 'division'])
  })

  it('with another check digit is told, and taken', () => {
    expect(read({ code: '3501999019' })).toMatchObject({ isOdd: true, faults: [], institution: { code: '3501999019' } })
  })

  it.each([
    ['1', 'taipei'],
    ['臺北業務組', 'taipei'],
    ['台北業務組', 'taipei'],
    ['高屏', 'kaoping'],
    ['6', 'eastern'],
  ])('of the division %s is the %s one’s', (division, code) => {
    expect(read({ division }).institution?.division).toBe(code)
  })

  it.each([
    ['醫院', 'hospital'],
    ['中醫醫院', 'hospital'],
    ['牙醫一般診所', 'dental-clinic'],
    ['中醫一般診所', 'chinese-medicine-clinic'],
    ['西醫一般診所', 'clinic'],
    ['衛生所', 'health-station'],
    ['藥局', 'pharmacy'],
    ['醫事檢驗所', 'laboratory'],
    ['醫事放射所', 'radiology'],
    ['物理治療所', 'therapy'],
    ['助產所', 'midwifery'],
    ['居家護理所', 'home-nursing'],
    ['護理之家', 'care-institution'],
  ])('of the kind %s is a %s', (type, code) => {
    expect(read({ type }).institution?.type).toBe(code)
  })
})

describe('what a row does', () => {
  const today = '2026-11-30'
  const row = read().institution
  if (!row) throw new Error('the row is right')
  const known = { ...row, contracted: true }
  it.each([
    ['new', row, undefined, []],
    ['same', row, known, []],
    ['changed', { ...row, name: '新名' }, known, ['name']],
    ['ended', { ...row, endedOn: '2026-11-30' }, known, ['contracted', 'endedOn']],
    ['changed', { ...row, endedOn: '2026-12-01' }, known, ['endedOn']],
    ['changed', row, { ...known, contracted: false, endedOn: '2020-01-01' }, ['contracted', 'endedOn']],
    ['same', { ...row, endedOn: '2020-01-01' }, { ...known, contracted: false, endedOn: '2020-01-01' }, []],
  ] as const)('%s', (kind, imported, before, fields) => {
    expect(stepOf(imported, before, today)).toMatchObject({ kind, fields })
  })
})

it('columns that are missing are named; others may stand anywhere', () => {
  expect(readTitles(['醫事機構代碼', '備註'])).toEqual({ missing: titles.slice(1) })
  expect(readTitles(['備註', ...titles])).toMatchObject({ places: { code: 1 } })
})

describe('reading CSV', () => {
  async function* pieces(text: string, size: number) {
    for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size))
  }
  const records = async (text: string, size = 3) => {
    const all: [number, readonly string[]][] = []
    for await (const { line, cells } of readCsv(pieces(text, size))) all.push([line, cells])
    return all
  }

  it.each([1, 2, 1000])('in pieces of %i characters gives the same records, each with its line', async (size) => {
    const text = '甲,乙\r\n"a ""b"", c","兩\n行"\r\n\r\n,\nx,"y"'
    expect(await records(text, size)).toEqual([
      [1, ['甲', '乙']],
      [2, ['a "b", c', '兩\n行']],
      [5, ['', '']],
      [6, ['x', 'y']],
    ])
  })

  it('says on which line a quote was opened that is never closed, and ends what has no end', async () => {
    await expect(records('a\n"b\nc')).rejects.toThrow(new RangeError('2'))
    await expect(records(`a\n"${'b'.repeat(70_000)}`, 1000)).rejects.toThrow(new RangeError('2'))
  })
})
