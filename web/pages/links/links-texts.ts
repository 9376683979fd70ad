import type { TextTable } from '../../../core/i18n/text.ts'

export const linksTexts = {
  title: { zhTW: '友善連結', en: 'Links' },
  lead: {
    zhTW: '以下為其他機關的網站，將另開視窗。',
    en: 'These are other agencies’ sites; each opens in a new window.',
  },
  none: { zhTW: '目前沒有資料。', en: 'There is nothing here at present.' },
  system: { zhTW: '應用系統', en: 'System' },
  contact: { zhTW: '聯絡窗口', en: 'Contact' },
  phone: { zhTW: '連絡電話', en: 'Telephone' },
} as const satisfies TextTable
