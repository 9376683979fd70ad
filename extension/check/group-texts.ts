import type { CheckGroup } from '../../core/check/check-row.ts'
import type { Text } from '../../core/i18n/text.ts'

/** The old tool's two tabs, and the two of the new one. */
export const groupTexts: Readonly<Record<CheckGroup, Text>> = {
  basic: { zhTW: '基本檢測', en: 'Basics' },
  browser: { zhTW: '瀏覽器設定檢測', en: 'Browser settings' },
  reader: { zhTW: '讀卡機與卡片', en: 'Readers and cards' },
  network: { zhTW: '網路連線', en: 'Network' },
}

export const groups = Object.keys(groupTexts) as CheckGroup[]
