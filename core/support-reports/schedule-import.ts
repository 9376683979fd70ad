import type { Text } from '../i18n/text.ts'
import { areHoursRight, meetsItself, type Weekday, type WeeklyHours, weekdayCodes } from './hours.ts'
import {
  faultsOf,
  mostHours,
  type PharmacistCase,
  pharmacistCaseCodes,
  type Profession,
  type SupportContent,
  type SupportKind,
  supportKindCodes,
  supportKinds,
} from './report.ts'

/** The columns of a schedule's file, by their titles; one row for each range of hours in a week. */
export const scheduleColumns = {
  license: '執業執照字號',
  institution: '支援機構代碼',
  kind: '支援種類',
  pharmacistCase: '藥師法第11條情形',
  firstDay: '開始日期',
  lastDay: '結束日期',
  weekday: '星期',
  from: '開始時間',
  until: '結束時間',
  reason: '支援事由',
} as const

export type ScheduleColumn = keyof typeof scheduleColumns

export const scheduleColumnCodes = Object.keys(scheduleColumns) as ScheduleColumn[]

/** Rows of one file. */
export const mostScheduleRows = 500

/** Why a row cannot be taken. */
export const importFaults = {
  columns: { zhTW: '欄位數與標題列不同', en: 'another number of cells than the titles' },
  license: { zhTW: '不是您的執業執照字號', en: 'not a licence of yours' },
  institution: { zhTW: '查無此支援機構代碼', en: 'there is no such institution' },
  kind: { zhTW: '支援種類須為固定排班支援、未固定排班支援或會診', en: 'the kind is none of the three' },
  'pharmacist-case': {
    zhTW: '藥師須填第11條情形 1 至 5；其他人員須空白',
    en: 'a pharmacist names a case from 1 to 5, nobody else does',
  },
  'first-day': {
    zhTW: '開始日期不是日期（1151201 或 2026-12-01）',
    en: 'the first day is none (1151201 or 2026-12-01)',
  },
  'last-day': { zhTW: '結束日期不是日期（1151201 或 2026-12-01）', en: 'the last day is none (1151201 or 2026-12-01)' },
  period: { zhTW: '期間順序顛倒或超過一年', en: 'the period is in the wrong order, or longer than a year' },
  early: { zhTW: '開始日期須在今日之後', en: 'the first day is after today' },
  weekday: { zhTW: '星期須為一至日，或 1 至 7', en: 'the day of the week is 一 to 日, or 1 to 7' },
  hours: { zhTW: '時間須為 08:30 格式，且結束晚於開始', en: 'hours are like 08:30, and end after they begin' },
  meets: {
    zhTW: '與同一件的其他時段重疊，或時段過多',
    en: 'it meets another range of the same report, or there are too many',
  },
  reason: { zhTW: '支援事由空白或過長', en: 'the reason is empty or too long' },
} as const satisfies Record<string, Text>

export type ImportFault = keyof typeof importFaults

export const importFaultCodes = Object.keys(importFaults) as ImportFault[]

export type SchedulePlaces = Readonly<Record<ScheduleColumn, number>>

/** Where each column stands, or the titles that are missing. */
export function readScheduleTitles(
  cells: readonly string[],
): { readonly places: SchedulePlaces } | { readonly missing: readonly string[] } {
  const titles = cells.map((cell) => cell.trim())
  const missing = Object.values(scheduleColumns).filter((title) => !titles.includes(title))
  if (missing.length > 0) return { missing }
  const places = Object.fromEntries(scheduleColumnCodes.map((code) => [code, titles.indexOf(scheduleColumns[code])]))
  return { places: places as SchedulePlaces }
}

/** What the rows are compared with. */
export interface ScheduleFacts {
  /** A day in Taiwan. */
  readonly today: string
  /** The own registrations, by licence number. */
  readonly licenses: ReadonlyMap<string, { readonly id: string; readonly profession: Profession }>
  /** The codes of the file that are institutions. */
  readonly institutions: ReadonlySet<string>
}

/** `1151201`, `115/12/01`, `115.12.01` or `2026-12-01` as an ISO 8601 day; undefined for what is no day. */
export function readDay(text: string): string | undefined {
  const roc = /^(\d{2,3})[./]?(\d{2})[./]?(\d{2})$/.exec(text)
  const iso = roc ? `${Number(roc[1]) + 1911}-${roc[2]}-${roc[3]}` : text.replaceAll('/', '-')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  const at = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? undefined : iso
}

function readWeekday(text: string): Weekday | undefined {
  const at = '一二三四五六日'.indexOf(text.replace(/^(?:星期|週)/, ''))
  const number = text.length > 0 && at >= 0 ? at + 1 : Number(text)
  return weekdayCodes.find((code) => code === number)
}

/** `8:30` is written as `08:30`. */
const readHour = (text: string): string => text.replace('：', ':').padStart(5, '0')

const readKind = (text: string): SupportKind | undefined =>
  supportKindCodes.find((code) => supportKinds[code].label.zhTW === text)

const readCase = (text: string): PharmacistCase | null | undefined =>
  text === '' ? null : pharmacistCaseCodes[/^[1-5]$/.test(text) ? Number(text) - 1 : -1]

interface ReadRow {
  readonly content: SupportContent
  readonly profession: Profession
}

/** One row: a report with one range of hours, or what is wrong with it. */
export function readScheduleRow(
  cells: readonly string[],
  places: SchedulePlaces,
  facts: ScheduleFacts,
): { readonly faults: readonly ImportFault[]; readonly row?: ReadRow } {
  const cell = (column: ScheduleColumn) => (cells[places[column]] ?? '').normalize('NFKC').trim()
  const registration = facts.licenses.get(cell('license'))
  const institution = cell('institution').padStart(10, '0')
  const kind = readKind(cell('kind'))
  const pharmacistCase = readCase(cell('pharmacistCase'))
  const firstDay = readDay(cell('firstDay'))
  const lastDay = readDay(cell('lastDay'))
  const weekday = readWeekday(cell('weekday'))
  const hours = { weekday: weekday ?? 1, from: readHour(cell('from')), until: readHour(cell('until')) }
  const content: SupportContent = {
    registration: registration?.id ?? null,
    institution,
    kind: kind ?? null,
    pharmacistCase: pharmacistCase ?? null,
    firstDay: firstDay ?? null,
    lastDay: lastDay ?? null,
    weekly: [hours],
    reason: (cells[places.reason] ?? '').trim(),
  }
  const written = faultsOf(content, registration?.profession)
  const isPharmacist = registration?.profession === 'pharmacist'
  const wrong: Readonly<Record<ImportFault, boolean>> = {
    columns: false,
    license: registration === undefined,
    institution: !facts.institutions.has(institution),
    kind: kind === undefined,
    'pharmacist-case':
      pharmacistCase === undefined || (registration !== undefined && isPharmacist !== (pharmacistCase !== null)),
    'first-day': firstDay === undefined,
    'last-day': lastDay === undefined,
    period: written.lastDay === 'order' || written.lastDay === 'length',
    early: firstDay !== undefined && firstDay <= facts.today,
    weekday: weekday === undefined,
    hours: !areHoursRight(hours),
    meets: false,
    reason: written.reason !== undefined,
  }
  const faults = importFaultCodes.filter((fault) => wrong[fault])
  return faults.length > 0 || !registration
    ? { faults }
    : { faults, row: { content, profession: registration.profession } }
}

export interface ScheduleLine extends ReadRow {
  readonly line: number
}

export interface ScheduleDraft {
  readonly lines: readonly number[]
  readonly content: SupportContent
  readonly profession: Profession
}

/** Rows that differ in nothing but their hours are one report. Lines whose hours meet others of it are at fault. */
export function joinRows(rows: readonly ScheduleLine[]): {
  readonly drafts: readonly ScheduleDraft[]
  readonly faulty: readonly number[]
} {
  const byContent = new Map<string, { lines: number[]; weekly: WeeklyHours[]; first: ScheduleLine }>()
  const faulty: number[] = []
  for (const row of rows) {
    const { weekly, ...rest } = row.content
    const key = JSON.stringify(rest)
    const group = byContent.get(key) ?? { lines: [], weekly: [], first: row }
    byContent.set(key, group)
    const together = [...group.weekly, ...weekly]
    if (together.length > mostHours || meetsItself(together)) {
      faulty.push(row.line)
      continue
    }
    group.lines.push(row.line)
    group.weekly = together
  }
  return {
    faulty,
    drafts: [...byContent.values()].map(({ lines, weekly, first }) => ({
      lines,
      profession: first.profession,
      content: { ...first.content, weekly },
    })),
  }
}

/** A file to begin with: the titles, and one row as an example, which is not of anybody. */
export const scheduleTemplate: readonly (readonly string[])[] = [
  Object.values(scheduleColumns),
  ['（您的執業執照字號）', '0000000000', '固定排班支援', '', '1151201', '1160531', '三', '14:00', '17:00', '門診支援'],
]
