import type { Text, TextTable } from '../../core/i18n/text.ts'

/** Words that every screen of the extension shares. `product` is the name in public/_locales too. */
export const sharedTexts = {
  product: { zhTW: '健保資訊網讀卡元件', en: 'NHI Portal Card Component' },
  chooseReader: { zhTW: '選擇讀卡機', en: 'Choose reader' },
  errorCode: { zhTW: '錯誤代碼', en: 'Error code' },
} as const satisfies TextTable

export const showHiddenReaders = (count: number): Text => ({
  zhTW: `顯示隱藏的讀卡機（${count}）`,
  en: `Show hidden readers (${count})`,
})

/** What is in a reader. A card that is known is named by its kind instead. */
export const readerStateTexts = {
  usable: { zhTW: '卡片可以使用', en: 'Card ready to use' },
  empty: { zhTW: '沒有卡片', en: 'No card' },
  reading: { zhTW: '正在讀取卡片…', en: 'Reading the card…' },
  unusable: { zhTW: '不能使用', en: 'Cannot be used' },
  mute: { zhTW: '卡片沒有回應', en: 'The card does not answer' },
  released: { zhTW: '已釋放給其他程式', en: 'Released for other programs' },
} as const satisfies Record<string, Text>
