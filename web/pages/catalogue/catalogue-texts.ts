import type { TextTable } from '../../../core/i18n/text.ts'

export const catalogueTexts = {
  notFound: { zhTW: '找不到此服務', en: 'No such service' },
  below: { zhTW: '可使用的功能', en: 'What you may use' },
  notConnected: {
    zhTW: '以下功能由其他系統提供，尚未連線。',
    en: 'This function is provided by another system, which is not connected yet.',
  },
  notConnectedWhy: {
    zhTW: '您已獲授權使用此功能；系統連線後，即可由此直接進入，不必再次登入。',
    en: 'You may use it. Once that system is connected, this is the way in, without signing in again.',
  },
  home: { zhTW: '回我的首頁', en: 'Back to my home page' },
} as const satisfies TextTable
