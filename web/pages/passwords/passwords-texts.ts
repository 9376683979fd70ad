import type { Text, TextTable } from '../../../core/i18n/text.ts'
import { maximumLength, type PasswordFault } from '../../../core/portal/password-rules.ts'

export const passwordTexts = {
  title: { zhTW: '變更密碼', en: 'Change password' },
  loading: { zhTW: '正在確認登入狀態…', en: 'Checking who is signed in …' },
  required: {
    zhTW: '您的密碼尚未變更。請先設定您自己的密碼，再使用本系統。',
    en: 'Your password has not been changed yet. Choose one of your own before you go on.',
  },
  advised: {
    zhTW: '您的密碼尚未變更。建議您現在設定自己的密碼。',
    en: 'Your password has not been changed yet. We advise you to choose one of your own now.',
  },
  current: { zhTW: '目前的密碼', en: 'Present password' },
  next: { zhTW: '新密碼', en: 'New password' },
  rules: (minimum: number) => ({
    zhTW: `至少 ${minimum} 個字，可用空格、中文與任何符號；一句只有您想得到的話最好記。`,
    en: `At least ${minimum} characters; spaces, Chinese and any sign will do. A sentence only you would think of is easy to keep.`,
  }),
  repeat: { zhTW: '再輸入一次新密碼', en: 'New password once more' },
  differs: { zhTW: '兩次輸入的新密碼不同', en: 'The two are not the same' },
  wrong: { zhTW: '目前的密碼不正確', en: 'This is not the present password' },
  change: { zhTW: '變更密碼', en: 'Change password' },
  working: { zhTW: '變更中…', en: 'One moment …' },
  later: { zhTW: '稍後再變更', en: 'Later' },
  done: {
    zhTW: '密碼已變更。以舊密碼開啟的其他登入已結束。',
    en: 'Your password has been changed. Other sessions that the old one opened have ended.',
  },
  goOn: { zhTW: '繼續', en: 'Continue' },
  none: {
    zhTW: '您這次以憑證卡登入，卡片的 PIN 碼不由本系統保管，請至發卡中心網站變更。',
    en: 'You signed in with a certificate card. Its PIN is not kept here; change it at the issuing centre’s website.',
  },
  home: { zhTW: '回我的首頁', en: 'Back to my home page' },
} as const satisfies TextTable

/** Beside the field of the new password. */
export const faultTexts: Readonly<Record<PasswordFault, (minimum: number) => Text>> = {
  short: (minimum) => ({ zhTW: `太短，至少要 ${minimum} 個字`, en: `Too short: at least ${minimum} characters` }),
  long: () => ({ zhTW: `太長，最多 ${maximumLength} 個字`, en: `Too long: at most ${maximumLength} characters` }),
  repeated: () => ({
    zhTW: '只是重複相同的字，請多用不同的字',
    en: 'It repeats the same few characters; use more different ones',
  }),
  common: () => ({
    zhTW: '由常見的字詞、數字或鍵盤順序組成，太容易被猜到',
    en: 'Made of common words, numbers or keyboard rows: too easily guessed',
  }),
  'id-number': () => ({ zhTW: '不可含身分證號', en: 'It must not contain your ID number' }),
  name: () => ({ zhTW: '不可含您的姓名', en: 'It must not contain your name' }),
  account: () => ({ zhTW: '不可含您的帳號', en: 'It must not contain your account' }),
  institution: () => ({ zhTW: '不可含醫事機構代號', en: 'It must not contain an institution’s code' }),
  'used-before': () => ({ zhTW: '最近用過的密碼不可再用', en: 'One that was used lately cannot be used again' }),
}
