import type { Text } from '../i18n/text.ts'

/**
 * What is put into a slot of a reader: `nhi` 健保卡, `hca` 醫事人員卡 or 醫事機構卡, `sam` a security module, `any` what a lone slot
 * takes.
 */
export type SlotRole = keyof typeof slotRoleTexts

export const slotRoleTexts = {
  nhi: { zhTW: '健保卡插槽', en: 'slot for the NHI card' },
  hca: { zhTW: '醫事人員卡／機構卡插槽', en: 'slot for medical personnel and institution cards' },
  sam: { zhTW: '安全模組插槽', en: 'slot for security modules' },
  any: { zhTW: '卡片插槽', en: 'slot' },
} as const satisfies Record<string, Text>
