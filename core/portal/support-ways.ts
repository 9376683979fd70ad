import type { Text } from '../i18n/text.ts'

/** 認證方式 of the support-reporting system, in the order of its sign-in page; the labels are given to the letter. */
export const supportWays = {
  'nhi-card': { label: { zhTW: '健保卡登入(插卡)', en: 'NHI card in a reader' } },
  'nhi-phone': { label: { zhTW: '健保卡登入(無插卡)', en: 'NHI card without a reader' } },
  certificate: { label: { zhTW: '醫事憑證', en: 'HCA card' } },
} as const satisfies Record<string, { readonly label: Text }>

export type SupportWay = keyof typeof supportWays

export const supportWayCodes = Object.keys(supportWays) as SupportWay[]
