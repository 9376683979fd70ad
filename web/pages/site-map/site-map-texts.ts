import type { TextTable } from '../../../core/i18n/text.ts'

export const siteMapTexts = {
  title: { zhTW: '網站地圖', en: 'Site map' },
  home: { zhTW: '首頁', en: 'Home' },
  questionsOf: { zhTW: '常見問答', en: 'Questions and answers' },
  check: { zhTW: '電腦設定檢測', en: 'Settings check' },
  testModules: { zhTW: '測試用安全模組', en: 'Test modules' },
  policies: { zhTW: '網站政策', en: 'Policies' },
  toFunctions: { zhTW: '登入後的服務項目', en: 'The services behind the sign-in' },
  toSite: { zhTW: '不須登入的頁面', en: 'The pages that need no sign-in' },
  lead: {
    zhTW: '以下列出所有開放的服務項目：您可以使用的是綠色連結，其餘為黑色文字。',
    en: 'All open functions: those that you may use are green links, the others black text.',
  },
  newWindow: { zhTW: '（另開視窗）', en: ' (opens a new window)' },
} as const satisfies TextTable
