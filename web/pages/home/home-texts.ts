import type { TextTable } from '../../../core/i18n/text.ts'

export const homeTexts = {
  title: { zhTW: '我的首頁', en: 'My home page' },
  loading: { zhTW: '正在確認登入狀態…', en: 'Checking who is signed in …' },
  who: { zhTW: '目前登入身分', en: 'Signed in as' },
  code: { zhTW: '醫事機構代號', en: 'Institution code' },
  name: { zhTW: '醫事機構名稱', en: 'Institution' },
  person: { zhTW: '姓名', en: 'Name' },
  roles: { zhTW: '身分', en: 'Roles' },
  card: { zhTW: '登入卡片', en: 'Card used' },
  times: { zhTW: '登入時間', en: 'Session' },
  signedInAt: { zhTW: '登入時間', en: 'Signed in' },
  idleUntil: { zhTW: '未操作時自動登出', en: 'Ends if nothing is done' },
  endsAt: { zhTW: '最晚使用至', en: 'Ends at the latest' },
  change: { zhTW: '切換醫事機構', en: 'Change institution' },
  ending: { zhTW: '您即將因未操作而自動登出。', en: 'You will soon be signed out, since nothing is being done.' },
  endingForGood: {
    zhTW: '本次登入即將到達使用時間上限，請儘快完成作業後重新登入。',
    en: 'This session is about to reach its limit. Finish what you are doing and sign in again.',
  },
  stay: { zhTW: '繼續使用', en: 'Stay signed in' },
} as const satisfies TextTable
