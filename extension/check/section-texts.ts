import type { TextTable } from '../../core/i18n/text.ts'

/** Words of the check in a few lines. Apart from the page's, since they are all that the popup's first rows bring along. */
export const sectionTexts = {
  title: { zhTW: '電腦設定檢測', en: 'Settings check' },
  checking: { zhTW: '檢測中…', en: 'Checking…' },
  allRight: { zhTW: '您的設定已完成，可以登入。', en: 'Everything is set; you can sign in.' },
  toDo: (count: number) => ({
    zhTW: `尚有 ${count} 項設定未完成，請點選該項目，完成設定。`,
    en: count === 1 ? '1 setting is left to do: open it below.' : `${count} settings are left to do: open them below.`,
  }),
  openWhole: { zhTW: '查看全部檢測項目', en: 'See the whole check' },
  lastCheck: (when: string) => ({ zhTW: `上次檢測 ${when}`, en: `Last check at ${when}` }),
} as const satisfies TextTable
