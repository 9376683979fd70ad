import type { Text } from '../i18n/text.ts'
import { type Division, divisionCodes, divisions } from './divisions.ts'
import { hasCheckDigit } from './institution-code.ts'
import type { InstitutionType } from './institution-types.ts'

/** The columns of the agency's open data of contracted institutions, by their titles; those not named here are not read. */
export const importColumns = {
  code: '醫事機構代碼',
  name: '醫事機構名稱',
  type: '醫事機構種類',
  phone: '電話',
  address: '地址',
  division: '分區業務組',
  level: '特約類別',
  endedOn: '終止合約或歇業日期',
  contractFrom: '合約起日',
} as const

export type ImportColumn = keyof typeof importColumns

export const importColumnCodes = Object.keys(importColumns) as ImportColumn[]

/** 特約類別. */
export const contractLevels = {
  '1': { zhTW: '醫學中心', en: 'Medical centre' },
  '2': { zhTW: '區域醫院', en: 'Regional hospital' },
  '3': { zhTW: '地區醫院', en: 'District hospital' },
  '4': { zhTW: '基層院所', en: 'Primary care' },
} as const satisfies Record<string, Text>

export type ContractLevel = keyof typeof contractLevels

const contractLevelCodes = Object.keys(contractLevels) as ContractLevel[]

/** What a row says of an institution. */
export interface ImportedInstitution {
  readonly code: string
  readonly name: string
  readonly type: InstitutionType
  readonly division: Division
  /** Empty where none is given. */
  readonly phone: string
  readonly address: string
  readonly level: ContractLevel | null
  /** ISO 8601 days. */
  readonly contractFrom: string | null
  readonly endedOn: string | null
}

/** Why a row cannot be taken. */
export const importFaults = {
  columns: { zhTW: '欄位數與標題列不同', en: 'another number of cells than the titles' },
  code: { zhTW: '醫事機構代碼不是 10 碼數字', en: 'the code is not ten digits' },
  repeated: { zhTW: '醫事機構代碼重複', en: 'the code is there twice' },
  name: { zhTW: '醫事機構名稱空白或超過 100 字', en: 'the name is empty or longer than 100 characters' },
  type: { zhTW: '醫事機構種類無法辨識', en: 'the kind is not known' },
  division: { zhTW: '分區業務組無法辨識', en: 'the division is not known' },
  level: { zhTW: '特約類別不是 1 至 4', en: 'the level is not 1 to 4' },
  endedOn: { zhTW: '終止合約或歇業日期不是 YYYYMMDD', en: 'the last day is not YYYYMMDD' },
  contractFrom: { zhTW: '合約起日不是 YYYYMMDD', en: 'the first day is not YYYYMMDD' },
  length: { zhTW: '電話或地址過長', en: 'telephone or address is too long' },
} as const satisfies Record<string, Text>

export type ImportFault = keyof typeof importFaults

export const importFaultCodes = Object.keys(importFaults) as ImportFault[]

/** By what its kind says, the first that fits. */
const typeWords: readonly (readonly [RegExp, InstitutionType])[] = [
  [/醫院/, 'hospital'],
  [/衛生所|健康服務中心/, 'health-station'],
  [/牙/, 'dental-clinic'],
  [/中醫/, 'chinese-medicine-clinic'],
  [/藥局/, 'pharmacy'],
  [/檢驗/, 'laboratory'],
  [/放射/, 'radiology'],
  [/治療/, 'therapy'],
  [/助產/, 'midwifery'],
  [/居家護理|護理所/, 'home-nursing'],
  [/護理之家|照護|安養|養護|康復|復健/, 'care-institution'],
  [/診所|醫務室/, 'clinic'],
]

const typeOf = (text: string): InstitutionType | undefined => typeWords.find(([words]) => words.test(text))?.[1]

/** By number, 1 to 6, or by name. */
function divisionOf(text: string): Division | undefined {
  if (/^[1-6]$/.test(text)) return divisionCodes[Number(text) - 1]
  const name = text.replace('台', '臺').replace(/(?:業務)?組$/, '')
  return divisionCodes.find((code) => name !== '' && divisions[code].zhTW.startsWith(name))
}

/** `20270630` as an ISO 8601 day; null for an empty one, undefined for what is no day. */
function dayOf(text: string): string | null | undefined {
  if (text === '') return null
  const [, year = '', month = '', date = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  const day = `${year}-${month}-${date}`
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}

/** Where each column stands, or those that are missing. */
export function readTitles(
  titles: readonly string[],
): { readonly places: Readonly<Record<ImportColumn, number>> } | { readonly missing: readonly string[] } {
  const trimmed = titles.map((title) => title.trim())
  const missing = importColumnCodes.map((code) => importColumns[code]).filter((title) => !trimmed.includes(title))
  if (missing.length > 0) return { missing }
  const places = Object.fromEntries(importColumnCodes.map((code) => [code, trimmed.indexOf(importColumns[code])]))
  return { places: places as Record<ImportColumn, number> }
}

/** What a row says, or why it cannot be taken: every reason. `isOdd` when the code's check digit is not as it should be. */
export function readInstitution(
  cells: readonly string[],
  places: Readonly<Record<ImportColumn, number>>,
): { readonly faults: readonly ImportFault[]; readonly institution?: ImportedInstitution; readonly isOdd: boolean } {
  const of = (column: ImportColumn) => (cells[places[column]] ?? '').trim()
  const [code, name, phone, address] = [of('code'), of('name'), of('phone'), of('address')]
  const type = typeOf(of('type'))
  const division = divisionOf(of('division'))
  const level = of('level') === '' ? null : contractLevelCodes.find((one) => one === of('level'))
  const endedOn = dayOf(of('endedOn'))
  const contractFrom = dayOf(of('contractFrom'))
  const isCode = /^\d{10}$/.test(code)
  const wrong: Readonly<Record<Exclude<ImportFault, 'columns' | 'repeated'>, boolean>> = {
    code: !isCode,
    name: name === '' || name.length > 100,
    type: type === undefined,
    division: division === undefined,
    level: level === undefined,
    endedOn: endedOn === undefined,
    contractFrom: contractFrom === undefined,
    length: phone.length > 50 || address.length > 200,
  }
  const faults = importFaultCodes.filter((fault) => Object.hasOwn(wrong, fault) && wrong[fault as keyof typeof wrong])
  const isOdd = isCode && !hasCheckDigit(code)
  if (
    faults.length > 0 ||
    type === undefined ||
    division === undefined ||
    level === undefined ||
    endedOn === undefined ||
    contractFrom === undefined
  ) {
    return { faults, isOdd }
  }
  return { faults, isOdd, institution: { code, name, type, division, phone, address, level, contractFrom, endedOn } }
}

/** An institution as the portal keeps it, as far as an import touches it. */
export interface KnownInstitution extends ImportedInstitution {
  readonly contracted: boolean
}

/** What a row makes of an institution. */
export const importKinds = {
  new: { zhTW: '新增', en: 'New' },
  changed: { zhTW: '異動', en: 'Changed' },
  /** Its contract is over by the row: nobody of it gets in any more. */
  ended: { zhTW: '終止', en: 'Ended' },
  same: { zhTW: '相同', en: 'The same' },
} as const satisfies Record<string, Text>

export type ImportKind = keyof typeof importKinds

export interface ImportStep {
  readonly kind: ImportKind
  readonly after: KnownInstitution
  /** What changes of one that is known. */
  readonly fields: readonly string[]
}

/** Its contract holds until the day before it ends. */
export const isContractedOn = (endedOn: string | null, today: string): boolean => endedOn === null || endedOn > today

const compared = [
  'name',
  'type',
  'division',
  'contracted',
  'phone',
  'address',
  'level',
  'contractFrom',
  'endedOn',
] as const satisfies readonly (keyof KnownInstitution)[]

/** What the row changes, on a day in Taiwan. The same row twice changes nothing the second time. */
export function stepOf(row: ImportedInstitution, before: KnownInstitution | undefined, today: string): ImportStep {
  const after: KnownInstitution = { ...row, contracted: isContractedOn(row.endedOn, today) }
  if (!before) return { kind: 'new', after, fields: [] }
  const fields = compared.filter((field) => before[field] !== after[field])
  if (fields.length === 0) return { kind: 'same', after, fields }
  return { kind: before.contracted && !after.contracted ? 'ended' : 'changed', after, fields }
}
