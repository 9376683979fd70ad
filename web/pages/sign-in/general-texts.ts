import type { TextTable } from '../../../core/i18n/text.ts'

export const generalTexts = {
  account: { zhTW: '帳號', en: 'Account' },
  password: { zhTW: '密碼', en: 'Password' },
  signIn: { zhTW: '登入', en: 'Sign in' },
  working: { zhTW: '登入中…', en: 'One moment …' },
  forgotten: {
    zhTW: '忘記密碼時，使用者請洽機構管理者、管理者請洽機構代表重設。',
    en: 'If it is forgotten: a manager resets a user’s password, the representative a manager’s.',
  },
  closing: (day: string) => ({
    zhTW: `一般登入（帳號密碼）使用至 ${day} 止，之後請改用憑證卡登入。請及早申辦卡片。`,
    en: `Signing in by account and password ends with ${day}; from then on sign in with a card. Apply for yours in time.`,
  }),
} as const satisfies TextTable
