import type { TextTable } from '../../../core/i18n/text.ts'

export const sessionsTexts = {
  title: { zhTW: '我的登入', en: 'My sessions' },
  lead: {
    zhTW: '以同一身分（或同一機構的卡片）登入本平台、尚未結束的登入。若有不是您登入的，請立即結束，並洽客服人員。',
    en: 'Sessions on this platform that are still open, of the same person or of the same institution’s card. If one is not yours, end it at once and tell the helpdesk.',
  },
  caption: (count: number) => ({ zhTW: `尚未結束的登入，共 ${count} 筆`, en: `Open sessions: ${count}` }),
  browser: { zhTW: '瀏覽器', en: 'Browser' },
  unknown: { zhTW: '不明的瀏覽器', en: 'Unknown browser' },
  here: { zhTW: '這次登入', en: 'This session' },
  signedInAt: { zhTW: '登入時間', en: 'Signed in' },
  lastUsedAt: { zhTW: '最後使用', en: 'Last used' },
  how: { zhTW: '登入方式', en: 'Signed in with' },
  withoutCard: { zhTW: '一般登入', en: 'Account and password' },
  institution: { zhTW: '醫事機構', en: 'Institution' },
  notChosen: { zhTW: '尚未選擇', en: 'Not chosen yet' },
  address: { zhTW: '網路位址', en: 'Address' },
  deed: { zhTW: '作業', en: 'Action' },
  end: { zhTW: '結束', en: 'End' },
  endOf: (browser: string, at: string) => ({
    zhTW: `結束 ${browser} 於 ${at} 的登入`,
    en: `End the session of ${browser}, signed in ${at}`,
  }),
  endTitle: { zhTW: '結束這筆登入？', en: 'End this session?' },
  endGo: { zhTW: '結束登入', en: 'End it' },
  loses: {
    zhTW: '那裡的網頁將立即登出；尚未儲存的內容會遺失。',
    en: 'Its pages are signed out at once, and what was not saved there is lost.',
  },
  endAll: { zhTW: '結束其他所有登入', en: 'End all others' },
  endAllTitle: (count: number) => ({
    zhTW: `結束其他 ${count} 筆登入？`,
    en: count === 1 ? 'End the other session?' : `End the other ${count} sessions?`,
  }),
  ended: (count: number) => ({
    zhTW: `已結束 ${count} 筆登入。`,
    en: count === 1 ? 'One session was ended.' : `${count} sessions were ended.`,
  }),
} as const satisfies TextTable
