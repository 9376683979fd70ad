import type { TextTable } from '../../../core/i18n/text.ts'

export const contactsTexts = {
  title: { zhTW: '聯絡窗口', en: 'Contacts' },
  searchTitle: { zhTW: '聯絡窗口查詢', en: 'Search for contacts' },
  category: { zhTW: '類別', en: 'Category' },
  anyCategory: { zhTW: '全部', en: 'All' },
  words: { zhTW: '服務項目', en: 'Service item' },
  wordsHint: { zhTW: '請輸入全部或部分文字', en: 'Enter all or part of the text' },
  choose: { zhTW: '請選擇下方服務項目', en: 'Choose a service item below' },
  itemIs: (item: string) => ({ zhTW: `服務項目：${item}`, en: `Service item: ${item}` }),
  back: { zhTW: '回服務項目查詢', en: 'Back to the service items' },
  nothing: { zhTW: '目前沒有聯絡窗口。', en: 'There are no contacts at present.' },
  none: { zhTW: '沒有符合的聯絡窗口。', en: 'Nothing fits.' },
  found: (total: number) => ({ zhTW: `共 ${total} 筆`, en: `${total} in all` }),
  table: { zhTW: '聯絡窗口', en: 'Contacts' },
  item: { zhTW: '服務項目', en: 'Service item' },
  organization: { zhTW: '機關', en: 'Agency' },
  unit: { zhTW: '單位', en: 'Unit' },
  name: { zhTW: '聯絡窗口', en: 'Contact' },
  phone: { zhTW: '連絡電話', en: 'Telephone' },
  service: { zhTW: '服務類別', en: 'Service category' },
  pleaseChoose: { zhTW: '請選擇', en: 'Choose' },
  search: { zhTW: '查詢', en: 'Search' },
  lead: {
    zhTW: '請選擇服務類別，再依序選擇分類項目，按下「查詢」。',
    en: 'Choose the category, then what it is divided into, and press “Search”.',
  },
} as const satisfies TextTable
