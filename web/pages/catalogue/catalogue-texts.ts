import type { TextTable } from '../../../core/i18n/text.ts'

export const catalogueTexts = {
  below: { zhTW: '可使用的功能', en: 'What you may use' },
} as const satisfies TextTable
