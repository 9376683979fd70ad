import type { Text } from '../i18n/text.ts'

/** The kinds of claims, as people call them; what each is made of is in kinds.ts. */
export const claimsKindNames = {
  outpatient: { zhTW: '門診', en: 'Outpatient' },
  inpatient: { zhTW: '住院', en: 'Inpatient' },
  dispensing: { zhTW: '交付機構', en: 'Dispensing' },
} as const satisfies Record<string, Text>

export type ClaimsKind = keyof typeof claimsKindNames

export const claimsKindCodes = Object.keys(claimsKindNames) as ClaimsKind[]

/** 醫事類別, with the kind of claims that each files. */
export const careTypes = {
  '11': { kind: 'outpatient', zhTW: '門診西醫診所', en: 'Outpatient, clinic' },
  '12': { kind: 'outpatient', zhTW: '門診西醫醫院', en: 'Outpatient, hospital' },
  '13': { kind: 'outpatient', zhTW: '門診牙醫', en: 'Outpatient, dentistry' },
  '14': { kind: 'outpatient', zhTW: '門診中醫', en: 'Outpatient, Chinese medicine' },
  '15': { kind: 'outpatient', zhTW: '門診洗腎', en: 'Outpatient, dialysis' },
  '19': { kind: 'outpatient', zhTW: '門診其他醫事機構', en: 'Outpatient, other institutions' },
  '21': { kind: 'inpatient', zhTW: '住診西醫診所', en: 'Inpatient, clinic' },
  '22': { kind: 'inpatient', zhTW: '住診西醫醫院', en: 'Inpatient, hospital' },
  '29': { kind: 'inpatient', zhTW: '住診其他醫事機構', en: 'Inpatient, other institutions' },
  '30': { kind: 'dispensing', zhTW: '特約藥局', en: 'Pharmacy' },
  '40': { kind: 'dispensing', zhTW: '物理治療所', en: 'Physical therapy' },
  '50': { kind: 'dispensing', zhTW: '特約檢驗所', en: 'Laboratory' },
} as const satisfies Record<string, Text & { readonly kind: ClaimsKind }>

export type CareType = keyof typeof careTypes

export const careTypeCodes = Object.keys(careTypes) as CareType[]
