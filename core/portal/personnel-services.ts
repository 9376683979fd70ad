import type { Text } from '../i18n/text.ts'

/** 醫事人員專區: other systems' services for medical personnel, each entered with the person's own card. */
export const personnelServices = {
  'cloud-records': {
    name: { zhTW: '健保醫療資訊雲端查詢系統(首頁版)', en: 'NHI MediCloud (home page edition)' },
    about: {
      zhTW: '病人跨院所的用藥、檢查與就醫紀錄',
      en: 'A patient’s medication, examinations and visits elsewhere',
    },
  },
  'medical-records': {
    name: { zhTW: '保險對象特定醫療資訊查詢作業', en: 'Particular medical information of the insured' },
    about: { zhTW: '重大傷病、特定檢查等資料', en: 'Catastrophic illness, particular examinations' },
  },
  exchange: {
    name: { zhTW: '醫事人員溝通平台', en: 'Exchange for medical personnel' },
    about: { zhTW: '審查討論區、電子轉診區', en: 'Discussion of reviews, electronic referrals' },
  },
  'physician-claims': {
    name: { zhTW: '院所申報醫師別概況作業', en: 'Claims by physician' },
    about: { zhTW: '院所以您的名義申報的概況', en: 'What institutions claim in your name' },
  },
  'inpatient-groups': {
    name: { zhTW: '住院病例組合編審查詢作業', en: 'Grouping of inpatient cases' },
    about: { zhTW: '病例組合的編審結果', en: 'How inpatient cases were grouped' },
  },
  'x-ray': {
    name: { zhTW: 'X光影像AI自動偵測', en: 'X-ray images: automatic detection' },
    about: { zhTW: '上傳影像，取得偵測結果', en: 'Upload of images, and what was detected' },
  },
} as const satisfies Record<string, { readonly name: Text; readonly about: Text }>

export type PersonnelService = keyof typeof personnelServices

export const personnelServiceCodes = Object.keys(personnelServices) as PersonnelService[]

export const isPersonnelService = (code: string): code is PersonnelService => Object.hasOwn(personnelServices, code)
