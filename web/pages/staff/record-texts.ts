import type { TextTable } from '../../../core/i18n/text.ts'

/** What the records of the back office have in common. */
export const recordTexts = {
  history: { zhTW: '異動歷程', en: 'History' },
  historyOf: (name: string) => ({ zhTW: `「${name}」的異動歷程`, en: `History of ${name}` }),
  version: { zhTW: '版次', en: 'Version' },
  at: { zhTW: '時間', en: 'At' },
  by: { zhTW: '異動人員', en: 'By' },
  changes: { zhTW: '異動內容', en: 'What' },
  change: (field: string, value: string) => ({
    zhTW: `${field}：${value === '' ? '（空白）' : value}`,
    en: `${field}: ${value === '' ? '(empty)' : value}`,
  }),
  fromDay: { zhTW: '起日', en: 'First day' },
  untilDay: { zhTW: '迄日', en: 'Last day' },
  untilHint: { zhTW: '空白表示無期限。', en: 'Empty: without an end.' },
  noEnd: { zhTW: '無期限', en: 'no end' },
  days: { zhTW: '期間', en: 'Days' },
  daysAndChange: { zhTW: '期間／最後異動', en: 'Days, last change' },
  position: { zhTW: '順序', en: 'Order' },
  positionHint: { zhTW: '0 至 9999，小的在前。', en: '0 to 9999; the smaller comes first.' },
  changed: { zhTW: '最後異動', en: 'Last change' },
  filesFirst: { zhTW: '先儲存草稿，才能附加檔案。', en: 'Save the draft first; then files can be added.' },
  attach: { zhTW: '附加檔案', en: 'Add a file' },
  attaching: { zhTW: '上傳中…', en: 'Uploading …' },
  detach: { zhTW: '移除', en: 'Remove' },
  needed: { zhTW: '請填寫。', en: 'This is needed.' },
  daysWrong: { zhTW: '迄日不可早於起日。', en: 'The last day cannot be before the first.' },
  positionWrong: { zhTW: '請輸入 0 至 9999 的數字。', en: 'Enter a number from 0 to 9999.' },
  added: (name: string) => ({ zhTW: `已新增「${name}」。`, en: `${name} has been added.` }),
} as const satisfies TextTable
