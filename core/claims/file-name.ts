import type { Text } from '../i18n/text.ts'
import { type CareType, careTypes, type ClaimsKind } from './care-types.ts'
import type { NamedFacts } from './record.ts'

/** 申報類別 */
export const declarations = {
  '1': { zhTW: '送核', en: 'Claim' },
  '2': { zhTW: '補報', en: 'Late claim' },
} as const satisfies Record<string, Text>

export type Declaration = keyof typeof declarations

/** 月份註記 */
export const monthMarks = {
  '1': { zhTW: '上半月', en: 'First half of the month' },
  '2': { zhTW: '下半月', en: 'Second half of the month' },
  '3': { zhTW: '全月', en: 'Whole month' },
} as const satisfies Record<string, Text>

export type MonthMark = keyof typeof monthMarks

/** What a claims file's name says. */
export interface ClaimsFileName extends NamedFacts {
  readonly kind: ClaimsKind
  readonly careType: CareType
  readonly declaration: Declaration
  readonly monthMark: MonthMark
}

/** Why a name is refused: the first thing that is not right, from left to right. */
export const fileNameRefusals = {
  folder: { zhTW: '檔名不得含路徑。', en: 'The name must not have a path.' },
  extension: { zhTW: '僅接受 .zip 壓縮檔。', en: 'Only .zip files are accepted.' },
  length: { zhTW: '檔名應為 20 碼加 .zip。', en: 'The name has to be 20 signs and .zip.' },
  institutionCode: {
    zhTW: '第 1 至 10 碼應為醫事機構代碼（10 位數字）。',
    en: 'Signs 1 to 10: the institution’s code, digits.',
  },
  careType: { zhTW: '第 11、12 碼不是醫事類別代碼。', en: 'Signs 11 and 12 are no type of institution.' },
  feeMonth: {
    zhTW: '第 13 至 17 碼應為費用年月（民國 YYYMM）。',
    en: 'Signs 13 to 17: the month, YYYMM of the ROC calendar.',
  },
  declaration: { zhTW: '第 18 碼應為申報類別 1（送核）或 2（補報）。', en: 'Sign 18: 1 (claim) or 2 (late claim).' },
  monthMark: { zhTW: '第 19 碼應為月份註記 1、2 或 3。', en: 'Sign 19: 1, 2 (halves) or 3 (whole month).' },
  charset: { zhTW: '第 20 碼中文碼應為 B（BIG5）。', en: 'Sign 20: B (Big5).' },
} as const satisfies Record<string, Text>

export type FileNameRefusal = keyof typeof fileNameRefusals

export type ClaimsFileNameReading = { readonly name: ClaimsFileName } | { readonly refusal: FileNameRefusal }

/** `3501200000110990913B.zip`: 機構代碼 10, 醫事類別 2, 費用年月 5, 申報類別 1, 月份註記 1, 中文碼 1. */
export function readClaimsFileName(fileName: string): ClaimsFileNameReading {
  if (/[/\\]/.test(fileName)) return { refusal: 'folder' }
  if (!/\.zip$/i.test(fileName)) return { refusal: 'extension' }
  const name = fileName.slice(0, -4)
  if (name.length !== 20) return { refusal: 'length' }
  const institutionCode = name.slice(0, 10)
  if (!/^\d{10}$/.test(institutionCode)) return { refusal: 'institutionCode' }
  const careType = name.slice(10, 12)
  if (!(careType in careTypes)) return { refusal: 'careType' }
  const feeMonth = name.slice(12, 17)
  if (!/^(?!000)\d{3}(0[1-9]|1[0-2])$/.test(feeMonth)) return { refusal: 'feeMonth' }
  const declaration = name.slice(17, 18)
  if (!(declaration in declarations)) return { refusal: 'declaration' }
  const monthMark = name.slice(18, 19)
  if (!(monthMark in monthMarks)) return { refusal: 'monthMark' }
  if (name.slice(19) !== 'B') return { refusal: 'charset' }
  const { kind } = careTypes[careType as CareType]
  return { name: { kind, institutionCode, careType, feeMonth, declaration, monthMark } as ClaimsFileName }
}

export const claimsFileName = ({
  institutionCode,
  careType,
  feeMonth,
  declaration,
  monthMark,
}: Omit<ClaimsFileName, 'kind'>): string => `${institutionCode}${careType}${feeMonth}${declaration}${monthMark}B.zip`
