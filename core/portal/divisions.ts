import type { Text } from '../i18n/text.ts'

/** 分區業務組: the agency's six divisions. Every institution belongs to one. */
export const divisions = {
  taipei: { zhTW: '臺北業務組', en: 'Taipei Division' },
  northern: { zhTW: '北區業務組', en: 'Northern Division' },
  central: { zhTW: '中區業務組', en: 'Central Division' },
  southern: { zhTW: '南區業務組', en: 'Southern Division' },
  kaoping: { zhTW: '高屏業務組', en: 'Kaoping Division' },
  eastern: { zhTW: '東區業務組', en: 'Eastern Division' },
} as const satisfies Record<string, Text>

export type Division = keyof typeof divisions

export const divisionCodes = Object.keys(divisions) as Division[]
