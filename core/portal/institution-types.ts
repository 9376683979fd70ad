import type { Text } from '../i18n/text.ts'

/** 醫事機構種類, as far as it decides which services an institution may apply for. */
export const institutionTypes = {
  hospital: { zhTW: '醫院', en: 'Hospital' },
  clinic: { zhTW: '西醫診所', en: 'Clinic' },
  'dental-clinic': { zhTW: '牙醫診所', en: 'Dental clinic' },
  'chinese-medicine-clinic': { zhTW: '中醫診所', en: 'Chinese medicine clinic' },
  'health-station': { zhTW: '衛生所', en: 'Health station' },
  pharmacy: { zhTW: '藥局', en: 'Pharmacy' },
  laboratory: { zhTW: '醫事檢驗所', en: 'Medical laboratory' },
  radiology: { zhTW: '醫事放射所', en: 'Radiology centre' },
  therapy: { zhTW: '治療所', en: 'Therapy clinic' },
  midwifery: { zhTW: '助產所', en: 'Midwifery' },
  'home-nursing': { zhTW: '居家護理所', en: 'Home nursing' },
  'care-institution': { zhTW: '照護機構', en: 'Care institution' },
} as const satisfies Record<string, Text>

export type InstitutionType = keyof typeof institutionTypes

export const institutionTypeCodes = Object.keys(institutionTypes) as InstitutionType[]
