import type { TextTable } from '../../../core/i18n/text.ts'

export const contactTexts = {
  lead: {
    zhTW: '維護聯絡窗口的資料；各組室維護自己的窗口。變更立即生效，並留下異動歷程。',
    en: 'Whom to call about what; each office keeps its own. A change counts at once, and stands in the history.',
  },
  list: { zhTW: '聯絡窗口', en: 'Contacts' },
  caption: (count: number) => ({ zhTW: `共 ${count} 筆`, en: `${count} in all` }),
  add: { zhTW: '新增聯絡窗口', en: 'Add a contact' },
  category: { zhTW: '服務類別', en: 'Category' },
  anyCategory: { zhTW: '全部', en: 'All' },
  words: { zhTW: '搜尋', en: 'Search' },
  wordsHint: {
    zhTW: '服務項目、機關、單位、窗口或電話的全部或部分文字',
    en: 'A part of the item, agency, unit, contact or telephone',
  },
  item: { zhTW: '服務項目', en: 'Service item' },
  organization: { zhTW: '機關', en: 'Agency' },
  unit: { zhTW: '單位', en: 'Unit' },
  name: { zhTW: '聯絡窗口', en: 'Contact' },
  phone: { zhTW: '連絡電話', en: 'Telephone' },
  department: { zhTW: '維護組室', en: 'Kept by' },
} as const satisfies TextTable
