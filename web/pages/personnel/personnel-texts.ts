import type { TextTable } from '../../../core/i18n/text.ts'

export const personnelTexts = {
  title: { zhTW: '醫事人員專區', en: 'For medical personnel' },
  common: { zhTW: '醫事人員專區（常用）', en: 'For medical personnel' },
  lead: {
    zhTW: '請將您的醫事人員卡、自然人憑證或健保卡插入讀卡機，選擇服務後以卡片登入。',
    en: 'Insert your medical personnel card, citizen certificate or NHI card, choose a service and sign in with it.',
  },
  services: { zhTW: '服務', en: 'Services' },
  all: { zhTW: '查看說明', en: 'How to enter' },
} as const satisfies TextTable
