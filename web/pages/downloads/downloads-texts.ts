import type { TextTable } from '../../../core/i18n/text.ts'

export const downloadsTexts = {
  title: { zhTW: '下載專區', en: 'Downloads' },
  lead: { zhTW: '請選擇下方服務項目，或直接搜尋檔案。', en: 'Choose a service item below, or search for a file.' },
  category: { zhTW: '類別', en: 'Category' },
  anyCategory: { zhTW: '全部', en: 'All' },
  item: { zhTW: '服務項目', en: 'Service item' },
  itemIs: (item: string) => ({ zhTW: `服務項目：${item}`, en: `Service item: ${item}` }),
  all: { zhTW: '全部服務項目', en: 'All service items' },
  search: { zhTW: '搜尋檔案', en: 'Search for files' },
  searchHint: { zhTW: '請輸入全部或部分文字', en: 'Enter all or part of the text' },
  back: { zhTW: '回服務項目查詢', en: 'Back to the service items' },
  byDay: { zhTW: '按更新日期排序', en: 'Newest first' },
  description: { zhTW: '檔案說明', en: 'Description' },
  types: { zhTW: '檔案類型', en: 'File types' },
  updated: { zhTW: '更新日期', en: 'Updated' },
  found: (total: number) => ({ zhTW: `共 ${total} 筆`, en: `${total} in all` }),
  files: (count: number) => ({ zhTW: `${count} 筆`, en: String(count) }),
  none: { zhTW: '沒有符合的檔案。', en: 'Nothing fits.' },
  nothing: { zhTW: '目前沒有提供下載的檔案。', en: 'Nothing is offered at present.' },
  fileLabel: (ending: string, description: string, type: string, size: string) => ({
    zhTW: `${ending}：下載 ${description}（${type}，${size} KB）`,
    en: `${ending}: download ${description} (${type}, ${size} KB)`,
  }),
} as const satisfies TextTable
