import type { Text } from '../i18n/text.ts'

/** Roles at an institution. One person may hold several; what they may do is the union. */
export const roles = {
  representative: { zhTW: '機構代表', en: 'Representative' },
  manager: { zhTW: '機構管理者', en: 'Manager' },
  user: { zhTW: '機構使用者', en: 'User' },
} as const satisfies Record<string, Text>

export type Role = keyof typeof roles

export const roleCodes = Object.keys(roles) as Role[]
