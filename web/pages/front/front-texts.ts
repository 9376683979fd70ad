import type { TextTable } from '../../../core/i18n/text.ts'

export const frontTexts = {
  business: { zhTW: '業務公告', en: 'Business notices' },
  system: { zhTW: '系統公告', en: 'System notices' },
  all: { zhTW: '查看全部', en: 'See all' },
  pause: { zhTW: '暫停輪播', en: 'Pause' },
  play: { zhTW: '開始輪播', en: 'Play' },
  previous: { zhTW: '上一則', en: 'Previous' },
  next: { zhTW: '下一則', en: 'Next' },
  at: (number: number, count: number) => ({ zhTW: `第 ${number} 則，共 ${count} 則`, en: `${number} of ${count}` }),
} as const satisfies TextTable
