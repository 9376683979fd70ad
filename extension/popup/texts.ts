import type { TextTable } from '../../core/i18n/text.ts'

export const texts = {
  readers: { zhTW: '讀卡機', en: 'Card readers' },
  looking: { zhTW: '正在尋找讀卡機…', en: 'Looking for readers…' },
  noReader: { zhTW: '沒有可以使用的讀卡機', en: 'No reader to be used' },
  noReaderHint: {
    zhTW: '請插上讀卡機。第一次使用時，要先讓瀏覽器認得它。',
    en: 'Plug in your reader. The browser must be told about it before its first use.',
  },
  inUse: { zhTW: '登入中', en: 'Signed in' },
  watched: { zhTW: '取出卡片就會登出。', en: 'Taking the card out signs you out.' },
  held: {
    zhTW: '取出卡片就會登出。其他程式要用這台讀卡機時，請先釋放；釋放後仍保持登入。',
    en: 'Taking the card out signs you out. If another program needs this reader, release it; you stay signed in.',
  },
  release: { zhTW: '釋放讀卡機', en: 'Release reader' },
  releaseReader: (name: string) => ({ zhTW: `釋放讀卡機 ${name}`, en: `Release reader ${name}` }),
  signingIn: { zhTW: '正在登入', en: 'Signing in' },
  withCard: (card: string) => ({ zhTW: `使用${card}`, en: `With: ${card}` }),
  showWindow: { zhTW: '顯示登入視窗', en: 'Show the sign-in window' },
  more: { zhTW: '更多', en: 'More' },
  settings: { zhTW: '讀卡機設定', en: 'Reader settings' },
  modules: { zhTW: '雲端安全模組', en: 'Cloud security modules' },
  version: (version: string) => ({ zhTW: `版本 ${version}`, en: `Version ${version}` }),
} as const satisfies TextTable
