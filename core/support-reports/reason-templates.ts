import type { Text } from '../i18n/text.ts'

/** What a reviewer often writes when a report is returned: the beginning of a reason, in the applicant's language. */
export const returnReasons = {
  'file-missing': {
    zhTW: '請補附支援機構同意或邀請之證明文件。',
    en: 'Please attach the other institution’s agreement or invitation.',
  },
  'hours-overlap': {
    zhTW: '支援時段與執業機構或另一件報備支援重疊，請調整或說明。',
    en: 'The hours meet those of your practice or of another report: please change or explain them.',
  },
  'reason-unclear': {
    zhTW: '支援事由不夠具體，請補充說明執行之業務內容。',
    en: 'Please say more precisely what will be done.',
  },
  'case-unfit': {
    zhTW: '所選情形與支援內容不符（藥師法第 11 條），請重新選擇或檢附證明。',
    en: 'The case that was chosen does not fit (Pharmacists Act, article 11).',
  },
  'consent-missing': {
    zhTW: '機構尚未同意，請洽機構代表或管理者。',
    en: 'An institution has not agreed yet: please ask its representative or manager.',
  },
} as const satisfies Record<string, Text>

export type ReturnReason = keyof typeof returnReasons

export const returnReasonCodes = Object.keys(returnReasons) as ReturnReason[]

export const longestWhy = 300
