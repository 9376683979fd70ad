import type { TextTable } from '../../../core/i18n/text.ts'

export const institutionTexts = {
  title: { zhTW: '選擇醫事機構', en: 'Choose the institution' },
  loading: { zhTW: '正在確認登入狀態…', en: 'Checking who is signed in …' },
  lead: {
    zhTW: '您在多家醫事機構有身分，請選擇這次要代表的機構。登入後可隨時切換。',
    en: 'You hold roles at several institutions. Choose the one to act for now; you can change it later.',
  },
  institution: { zhTW: '醫事機構', en: 'Institution' },
  roles: { zhTW: '在此機構的身分：', en: 'Roles there: ' },
  go: { zhTW: '進入', en: 'Continue' },
  working: { zhTW: '正在進入…', en: 'One moment …' },
} as const satisfies TextTable
