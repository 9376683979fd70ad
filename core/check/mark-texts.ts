import type { Text } from '../i18n/text.ts'
import type { CheckMark } from './check-row.ts'

/** What a mark is called, beside its sign and colour. */
export const markTexts: Readonly<Record<CheckMark, Text>> = {
  ok: { zhTW: '正確', en: 'Right' },
  warn: { zhTW: '請注意', en: 'Please note' },
  fail: { zhTW: '尚待設定', en: 'To be set right' },
  'not-needed': { zhTW: '不需要', en: 'Not needed' },
  unknown: { zhTW: '無法判斷', en: 'Could not be judged' },
}
