import type { TextTable } from '../../../core/i18n/text.ts'

export const linkTexts = {
  lead: {
    zhTW: '維護「友善連結」頁面的連結與其它應用系統聯絡窗口；變更立即生效，並留下異動歷程。',
    en: 'What the page “Links” shows. A change counts at once, and stands in the history.',
  },
  list: { zhTW: '首頁連結', en: 'Links' },
  caption: (count: number) => ({ zhTW: `共 ${count} 筆`, en: `${count} in all` }),
  add: { zhTW: '新增連結', en: 'Add a link' },
  section: { zhTW: '區塊', en: 'Section' },
  name: { zhTW: '名稱', en: 'Name' },
  address: { zhTW: '網址', en: 'Address' },
  addressHint: { zhTW: '以 https:// 或 http:// 開頭。', en: 'It begins with https:// or http://.' },
  addressWrong: { zhTW: '這不是網址。', en: 'This is no address.' },
  contact: { zhTW: '聯絡窗口', en: 'Contact' },
  phone: { zhTW: '連絡電話', en: 'Telephone' },
} as const satisfies TextTable
