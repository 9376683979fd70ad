import type { Text } from '../i18n/text.ts'

/** 署本部組室: the offices of the agency's headquarters, as a public announcement names them. */
export const departments = {
  planning: { zhTW: '企劃組', en: 'Planning' },
  underwriting: { zhTW: '承保組', en: 'Underwriting' },
  finance: { zhTW: '財務組', en: 'Finance' },
  'medical-affairs': { zhTW: '醫務管理組', en: 'Medical Affairs' },
  'medical-review': { zhTW: '醫審及藥材組', en: 'Medical Review and Pharmaceuticals' },
  information: { zhTW: '資訊組', en: 'Information Management' },
  secretariat: { zhTW: '秘書室', en: 'Secretariat' },
} as const satisfies Record<string, Text>

export type Department = keyof typeof departments

export const departmentCodes = Object.keys(departments) as Department[]
