import type { TextTable } from '../../../core/i18n/text.ts'

export const supportHomeTexts = {
  open: { zhTW: '您可以辦理', en: 'What you can do here' },
  nothing: {
    zhTW: '目前沒有您可以辦理的項目。',
    en: 'There is nothing for you to do here at present.',
  },
} as const satisfies TextTable
