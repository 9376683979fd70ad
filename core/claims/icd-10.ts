import { type CsvRecord, readCsv } from '../tables/read-csv.ts'

/** The columns of the list's file, by their titles; others are let be. */
export const icd10Columns = {
  code: '代碼',
  zhTW: '中文名稱',
  en: '英文名稱',
  from: '生效起日',
  to: '生效迄日',
} as const

type Column = keyof typeof icd10Columns
const columns = Object.keys(icd10Columns) as Column[]

export interface Icd10Entry {
  /** Without the point: J069. */
  readonly code: string
  readonly zhTW: string
  readonly en: string
  /** First and last day in force, YYYYMMDD as a number; 0 and 99991231 where the file has none. */
  readonly from: number
  readonly to: number
}

/** Why a row is not taken. */
export const icd10Faults = {
  columns: { zhTW: '欄位數與標題列不同', en: 'another number of cells than the titles' },
  code: {
    zhTW: '代碼不是 1 個字母及 2 至 6 個字母或數字',
    en: 'the code is not a letter with two to six letters or digits',
  },
  days: { zhTW: '生效日期不是 YYYYMMDD，或起日晚於迄日', en: 'the days are not YYYYMMDD, or end before they begin' },
  overlap: { zhTW: '與同一代碼的另一列期間重疊', en: 'overlaps another row of the same code' },
} as const

export type Icd10Fault = keyof typeof icd10Faults

export interface Icd10Refusal {
  /** In the file, from 1. */
  readonly line: number
  readonly fault: Icd10Fault
}

/** The list, to look codes up in. */
export class Icd10 {
  readonly #entries = new Map<string, Icd10Entry[]>()

  constructor(entries: Iterable<Icd10Entry>) {
    for (const entry of entries) {
      const same = this.#entries.get(entry.code)
      if (same) same.push(entry)
      else this.#entries.set(entry.code, [entry])
    }
  }

  get size(): number {
    return this.#entries.size
  }

  /** With the point or without; any case. The entry in force on the day (YYYYMMDD), undefined where there is none. */
  find(code: string, day: number): Icd10Entry | undefined {
    return this.entries(code).find(({ from, to }) => from <= day && day <= to)
  }

  /** All that the list has of a code, also of other times. */
  entries(code: string): readonly Icd10Entry[] {
    return this.#entries.get(code) ?? this.#entries.get(normalizeIcd10(code)) ?? []
  }

  isInForce(code: string, day: number): boolean {
    return this.find(code, day) !== undefined
  }
}

/** `j06.9` is J069: claims and the list have no point. */
export const normalizeIcd10 = (code: string): string => code.trim().toUpperCase().replace('.', '')

const codeSigns = /^[A-Z][0-9A-Z]{2,6}$/
const lastDay = 99_991_231

function dayOf(text: string, otherwise: number): number | undefined {
  if (text === '') return otherwise
  if (!/^\d{8}$/.test(text)) return undefined
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  const day = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? Number(text) : undefined
}

/** What reading a list has for result: rows that are not right are told, the others taken. */
export interface Icd10Reading {
  readonly list: Icd10
  readonly refusals: readonly Icd10Refusal[]
}

/**
 * Reads the list from CSV text (UTF-8, in any pieces, without a byte order mark) with a row of titles. Throws a RangeError
 * `columns: …` where a column is missing, or with the line where the file is no CSV.
 */
export async function readIcd10(text: AsyncIterable<string>): Promise<Icd10Reading> {
  let places: Readonly<Record<Column, number>> | undefined
  let width = 0
  const refusals: Icd10Refusal[] = []
  const byCode = new Map<string, Icd10Entry[]>()
  for await (const record of readCsv(text)) {
    if (!places) {
      places = placesOf(record)
      width = record.cells.length
      continue
    }
    const entry = record.cells.length === width ? entryOf(record, places) : 'columns'
    if (typeof entry === 'string') {
      refusals.push({ line: record.line, fault: entry })
      continue
    }
    const same = byCode.get(entry.code) ?? []
    if (same.some(({ from, to }) => entry.from <= to && from <= entry.to))
      refusals.push({ line: record.line, fault: 'overlap' })
    else byCode.set(entry.code, [...same, entry])
  }
  if (!places) throw new RangeError(`columns: ${Object.values(icd10Columns).join(', ')}`)
  return { list: new Icd10([...byCode.values()].flat()), refusals }
}

function placesOf({ cells }: CsvRecord): Readonly<Record<Column, number>> {
  const places = columns.map((column) => [column, cells.indexOf(icd10Columns[column])] as const)
  const missing = places.filter(([, at]) => at < 0).map(([column]) => icd10Columns[column])
  if (missing.length > 0) throw new RangeError(`columns: ${missing.join(', ')}`)
  return Object.fromEntries(places) as Record<Column, number>
}

function entryOf({ cells }: CsvRecord, places: Readonly<Record<Column, number>>): Icd10Entry | Icd10Fault {
  const cell = (column: Column) => cells[places[column]]?.trim() ?? ''
  const code = normalizeIcd10(cell('code'))
  if (!codeSigns.test(code)) return 'code'
  const [from, to] = [dayOf(cell('from'), 0), dayOf(cell('to'), lastDay)]
  if (from === undefined || to === undefined || from > to) return 'days'
  return { code, zhTW: cell('zhTW'), en: cell('en'), from, to }
}
