import type { TextTable } from '../../../core/i18n/text.ts'

export const supportSignInTexts = {
  title: { zhTW: '登入', en: 'Sign in' },
  loading: { zhTW: '載入中…', en: 'Loading …' },
  way: { zhTW: '認證方式', en: 'How to sign in' },
  done: (percent: number) => ({ zhTW: `已完成申辦流程的 ${percent}%`, en: `${percent}% of the procedure is done` }),
  card: { zhTW: '請選擇卡片', en: 'Choose your card' },
  needsExtension: {
    zhTW: '以卡片登入需要讀卡元件。沒有讀卡機或使用手機、平板時，請改用「健保卡登入(無插卡)」。',
    en: 'A card needs the card component. Without a reader, or on a phone or tablet, choose “NHI card without a reader”.',
  },
  later: { zhTW: '此認證方式尚未開放。', en: 'This way is not open yet.' },
} as const satisfies TextTable
