import type { TextTable } from '../../core/i18n/text.ts'

/** Words that every screen of the extension shares. `product` is the name in public/_locales too. */
export const sharedTexts = {
  product: { zhTW: '健保資訊網讀卡元件', en: 'NHI Portal Card Component' },
  chooseReader: { zhTW: '選擇讀卡機', en: 'Choose reader' },
  errorCode: { zhTW: '錯誤代碼', en: 'Error code' },
} as const satisfies TextTable
