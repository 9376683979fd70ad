import type { TextTable } from '../../core/i18n/text.ts'

export const frameTexts = {
  skip: { zhTW: '跳到主要內容', en: 'Skip to the main content' },
  places: { zhTW: '網站選單', en: 'Menu' },
  policies: { zhTW: '網站政策', en: 'Policies' },
  test: {
    zhTW: '測試環境：這裡的資料只供測試，不會送到正式環境，也不會寄出簡訊或電子郵件。',
    en: 'Test environment: what is entered here is for testing, never reaches the real system, and no message is sent.',
  },
  earlier: (day: string) => ({
    zhTW: `本系統自 ${day} 起正式受理。在此之前，報備支援仍須至一代系統辦理。`,
    en: `This system takes real reports from ${day} on. Until then they must still be filed in the first-generation system.`,
  }),
  earlierLink: { zhTW: '前往一代系統', en: 'To the first-generation system' },
  opens: (day: string) => ({ zhTW: `本系統自 ${day} 起開放登入。`, en: `This system opens on ${day}.` }),
  pin: {
    zhTW: 'PIN 碼只在讀卡元件的視窗輸入。本系統不會以電話、電子郵件或網頁欄位向您索取 PIN 碼。',
    en: 'Enter your PIN in the card component’s window only. We never ask for it by phone, by mail or on a page.',
  },
} as const satisfies TextTable
