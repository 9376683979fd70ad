import type { TextTable } from '../../../core/i18n/text.ts'

export const homeTexts = {
  title: { zhTW: '我的首頁', en: 'My home page' },
  who: { zhTW: '目前登入身分', en: 'Signed in as' },
  code: { zhTW: '醫事機構代號', en: 'Institution code' },
  name: { zhTW: '醫事機構名稱', en: 'Institution' },
  person: { zhTW: '姓名', en: 'Name' },
  roles: { zhTW: '身分', en: 'Roles' },
  card: { zhTW: '登入卡片', en: 'Card used' },
  cardWatch: { zhTW: '取出卡片時', en: 'When the card is taken out' },
  times: { zhTW: '登入時間', en: 'Session' },
  signedInAt: { zhTW: '登入時間', en: 'Signed in' },
  idleUntil: { zhTW: '未操作時自動登出', en: 'Ends if nothing is done' },
  endsAt: { zhTW: '最晚使用至', en: 'Ends at the latest' },
  sessions: { zhTW: '查看或結束其他登入', en: 'See or end your other sessions' },
  change: { zhTW: '切換醫事機構', en: 'Change institution' },
  changePassword: { zhTW: '變更密碼', en: 'Change password' },
  services: { zhTW: '服務項目', en: 'Services' },
  closed: { zhTW: '（沒有可使用的功能）', en: ' (nothing here for you to use)' },
} as const satisfies TextTable

export const cardWatchTexts = {
  on: { zhTW: '自動登出，請將卡片留在讀卡機', en: 'Your session ends; leave the card in the reader' },
  released: { zhTW: '不會自動登出（讀卡機已釋放）', en: 'Nothing happens: the reader was released' },
} as const satisfies TextTable
