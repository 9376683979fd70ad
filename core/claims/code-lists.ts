/** Codes that a field may have: those listed, and what `also` takes besides them (the value's bytes `from` … `to`). */
export interface CodeList {
  /** How a finding names what is expected. */
  readonly expected: string
  readonly codes: readonly string[]
  readonly also?: (bytes: Uint8Array, from: number, to: number) => boolean
}

const list = (codes: readonly string[], also?: CodeList['also'], expected = codes.join(' ')): CodeList => ({
  expected,
  codes,
  ...(also && { also }),
})

const words = (codes: string): readonly string[] => codes.split(' ')

const between = (byte: number | undefined, first: string, last: string): boolean =>
  byte !== undefined && byte >= first.charCodeAt(0) && byte <= last.charCodeAt(0)
const isDigit = (byte: number | undefined): boolean => between(byte, '0', '9')
const isSign = (byte: number | undefined): boolean => isDigit(byte) || between(byte, 'A', 'Z')

/** 案件分類 of outpatient claims, by whose cases they are: 西醫, 牙醫, 中醫, and those that any of them may have. */
export const outpatientCaseTypes = {
  western: words('01 02 03 04 05 06 08 09 A1 A2 A3 A5 A6 A7 C1 C4 D2 D4'),
  dental: words('11 12 13 14 15 16 19'),
  chinese: words('21 22 23 24 25 28 29 30'),
  any: words('B1 B6 B7 B8 B9 BA D1 E1'),
}

const departments = words(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 22 23 40 60 81 82 83 84 2A 2B ' +
    'AA AB AC AD AE AF AG AH AI AJ AK HA BA BB BC BD CA CB DA EA FA FB GA',
)

/** 異常就醫序號, where the card could not be read: 註 9 and 9-1. */
const anomalies = words(
  'A000 A010 A020 A030 B000 C000 C001 C002 C003 D000 D010 E000 E001 F000 Z000 G000 H000 A001 A011 A021 A031 B001 D001 D011 Z001',
)

const exemptions = words('001 002 003 004 005 006 007 008 009 801 802 901 902 903 904 905 906 K00 L00 Z00')

/** The code lists of the claim forms. What a form's notes do not show whole is no list here, and the field is not judged by one. */
export const codeLists = {
  outpatientFormat: list(['10']),
  inpatientFormat: list(['20']),
  dispensingFormat: list(['30', '40', '60']),
  /** 申報方式 */
  manner: list(['1', '2', '3']),
  dispensingManner: list(['2', '3']),
  /** 申報類別 */
  declaration: list(['1', '2']),
  yesNo: list(['Y', 'N']),
  outpatientCaseType: list(Object.values(outpatientCaseTypes).flat()),
  department: list(departments),
  /** 補報原因註記 */
  lateReason: list(['1', '2']),
  /** 給付類別 */
  benefit: list(['1', '2', '3', '4', '8', '9', 'A', 'B', 'Z']),
  /** 部分負擔代號, 註 10: a level A to S with two more signs, or one of the exemptions. */
  copayment: list(
    exemptions,
    (bytes, from, to) =>
      to - from === 3 && between(bytes[from], 'A', 'S') && isSign(bytes[from + 1]) && isSign(bytes[from + 2]),
    `A__…S__ ${exemptions.join(' ')}`,
  ),
  /** 處方調劑方式 */
  dispensingManners: list(['0', '1', '2', '6', 'A', 'B', 'C', 'D', 'E', 'F']),
  /** 就醫序號: four digits, IC with two more signs, or why the card could not be read. */
  visit: list(
    anomalies,
    (bytes, from, to) =>
      to - from === 4 &&
      ((isDigit(bytes[from]) && isDigit(bytes[from + 1]) && isDigit(bytes[from + 2]) && isDigit(bytes[from + 3])) ||
        (bytes[from] === 0x49 && bytes[from + 1] === 0x43 && isSign(bytes[from + 2]) && isSign(bytes[from + 3]))),
    `0001…9999 IC__ ${anomalies.join(' ')}`,
  ),
  /** 醫令類別 of outpatient claims */
  orderType: list(['0', '1', '2', '3', '4', '5', '6', '8', '9', 'A', 'D', 'E', 'F', 'G']),
} as const satisfies Record<string, CodeList>

/** Up to six ASCII signs as one number, by which codes are looked up without making texts. */
export function packCode(text: string): number {
  let packed = 0
  for (let at = 0; at < text.length; at++) packed = packed * 256 + text.charCodeAt(at)
  return packed
}

/** As `packCode`, of bytes; -1 where there are none or more than six. */
export function packBytes(bytes: Uint8Array, from: number, to: number): number {
  if (to === from || to - from > 6) return -1
  let packed = 0
  for (let at = from; at < to; at++) packed = packed * 256 + (bytes[at] ?? 0)
  return packed
}
