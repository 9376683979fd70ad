import type { Text, TextTable } from '../../../core/i18n/text.ts'
import type { SamMove } from '../../../core/portal/sam-applications.ts'

export const moduleTexts = {
  lead: {
    zhTW: '審核醫事機構的雲端安全模組申請，並確認註銷。每個動作都留有稽核紀錄。',
    en: 'Applications for cloud security modules are reviewed here, and revocations confirmed. Every move is written down.',
  },
  state: { zhTW: '申請單狀態', en: 'State' },
  anyState: { zhTW: '全部', en: 'Any' },
  text: { zhTW: '醫事機構代號或申請單號', en: 'Institution code or application number' },
  textWrong: { zhTW: '請輸入代號開頭的數字，或完整的申請單號。', en: 'Digits a code begins with, or a whole number.' },
  caption: (count: number) => ({
    zhTW: `申請單，已列出 ${count} 筆，新的在前`,
    en: `${count} applications, newest first`,
  }),
  number: { zhTW: '申請單號', en: 'Application' },
  institution: { zhTW: '醫事機構', en: 'Institution' },
  filedAt: { zhTW: '申請日期', en: 'Filed' },
  reviewedAt: { zhTW: '審核日期', en: 'Reviewed' },
  module: { zhTW: '雲端安全模組編號', en: 'Module' },
  ends: { zhTW: '有效期限', en: 'Valid until' },
  contact: { zhTW: '聯絡人', en: 'Contact' },
  phone: { zhTW: '聯絡電話', en: 'Telephone' },
  mobile: { zhTW: '行動電話', en: 'Mobile' },
  email: { zhTW: '電子郵件', en: 'E-mail' },
  reason: { zhTW: '未通過原因', en: 'Why it was not passed' },
  reasonHint: { zhTW: '申請機構會看到這段文字。', en: 'The institution reads this.' },
  reasonEmpty: { zhTW: '請輸入未通過的原因。', en: 'Say why.' },
  view: { zhTW: '檢視', en: 'View' },
  viewOf: (number: string) => ({ zhTW: `檢視 ${number}`, en: `View ${number}` }),
  title: (number: string) => ({ zhTW: `申請單 ${number}`, en: `Application ${number}` }),
  back: { zhTW: '返回', en: 'Go back' },
  revokes: (module: string) => ({
    zhTW: `確認後，雲端安全模組 ${module} 即註銷，無法回復。`,
    en: `Module ${module} is then revoked for good.`,
  }),
  passes: {
    zhTW: '通過後由系統產製模組，申請機構即可下載。',
    en: 'The module is then made, and the institution can download it.',
  },
} as const satisfies TextTable

type ReviewMove = Extract<SamMove, 'take-up' | 'pass' | 'fail' | 'confirm-revocation'>

export const reviewMoveTexts = {
  'take-up': { zhTW: '開始審核', en: 'Take up' },
  pass: { zhTW: '審核通過', en: 'Pass' },
  fail: { zhTW: '未通過', en: 'Do not pass' },
  'confirm-revocation': { zhTW: '確認註銷', en: 'Confirm the revocation' },
} as const satisfies Record<ReviewMove, Text>

export const reviewDoneTexts = {
  'take-up': (number: string) => ({ zhTW: `已開始審核 ${number}。`, en: `${number} was taken up.` }),
  pass: (number: string) => ({ zhTW: `${number} 已通過，產製中。`, en: `${number} was passed, and is being made.` }),
  fail: (number: string) => ({ zhTW: `${number} 已記為未通過。`, en: `${number} was not passed.` }),
  'confirm-revocation': (number: string) => ({
    zhTW: `${number} 的模組已註銷。`,
    en: `The module of ${number} is revoked.`,
  }),
} as const satisfies Record<ReviewMove, (number: string) => Text>
