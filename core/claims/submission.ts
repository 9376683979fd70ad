import type { Text } from '../i18n/text.ts'

/** How it stands with a file that was sent for the check. */
export const claimsStates = {
  receiving: { zhTW: '上傳中', en: 'Being sent' },
  /** In turn, or being checked. */
  waiting: { zhTW: '檢核中', en: 'Being checked' },
  correct: { zhTW: '檢核正確', en: 'Correct' },
  faulty: { zhTW: '檢核有誤', en: 'Has errors' },
  refused: { zhTW: '無法檢核', en: 'Cannot be checked' },
} as const satisfies Record<string, Text>

export type ClaimsState = keyof typeof claimsStates

export const claimsStateCodes = Object.keys(claimsStates) as ClaimsState[]

/** Results are kept for so many days after the file was received. */
export const claimsKeptDays = 90

/** Files of one institution that are being sent or wait: more than a hospital sends in a month, and no more than a disk bears. */
export const claimsMostUnchecked = 40

/** Bytes that an archive may have, and the document in it. */
export const largestClaimsArchive = 60 * 1024 * 1024
export const largestClaimsDocument = 200 * 1024 * 1024

/** A file is sent in parts of so many bytes: after a broken line the next part goes on where the last has ended. */
export const claimsPartBytes = 2 * 1024 * 1024

/** Of one rule so many findings are listed; how many there are is counted. The same here and in the browser. */
export const claimsMostPerRule = 500

/** What a check gives out as files. */
export const claimsOutputs = {
  csv: { label: { zhTW: 'CSV（UTF-8）', en: 'CSV (UTF-8)' }, type: 'csv', suffix: '' },
  big5: { label: { zhTW: 'CSV（Big5）', en: 'CSV (Big5)' }, type: 'csv', suffix: '-big5' },
  ods: { label: { zhTW: 'ODS 試算表', en: 'ODS spreadsheet' }, type: 'ods', suffix: '' },
} as const satisfies Record<string, { readonly label: Text; readonly type: 'csv' | 'ods'; readonly suffix: string }>

export type ClaimsOutput = keyof typeof claimsOutputs

export const claimsOutputCodes = Object.keys(claimsOutputs) as ClaimsOutput[]
