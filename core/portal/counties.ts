import type { Text } from '../i18n/text.ts'

/** 直轄市及縣市, by their codes in ISO 3166-2:TW. Each has a health bureau (衛生局). */
export const counties = {
  TPE: { zhTW: '臺北市', en: 'Taipei City' },
  NWT: { zhTW: '新北市', en: 'New Taipei City' },
  TAO: { zhTW: '桃園市', en: 'Taoyuan City' },
  TXG: { zhTW: '臺中市', en: 'Taichung City' },
  TNN: { zhTW: '臺南市', en: 'Tainan City' },
  KHH: { zhTW: '高雄市', en: 'Kaohsiung City' },
  KEE: { zhTW: '基隆市', en: 'Keelung City' },
  HSZ: { zhTW: '新竹市', en: 'Hsinchu City' },
  CYI: { zhTW: '嘉義市', en: 'Chiayi City' },
  HSQ: { zhTW: '新竹縣', en: 'Hsinchu County' },
  MIA: { zhTW: '苗栗縣', en: 'Miaoli County' },
  CHA: { zhTW: '彰化縣', en: 'Changhua County' },
  NAN: { zhTW: '南投縣', en: 'Nantou County' },
  YUN: { zhTW: '雲林縣', en: 'Yunlin County' },
  CYQ: { zhTW: '嘉義縣', en: 'Chiayi County' },
  PIF: { zhTW: '屏東縣', en: 'Pingtung County' },
  ILA: { zhTW: '宜蘭縣', en: 'Yilan County' },
  HUA: { zhTW: '花蓮縣', en: 'Hualien County' },
  TTT: { zhTW: '臺東縣', en: 'Taitung County' },
  PEN: { zhTW: '澎湖縣', en: 'Penghu County' },
  KIN: { zhTW: '金門縣', en: 'Kinmen County' },
  LIE: { zhTW: '連江縣', en: 'Lienchiang County' },
} as const satisfies Record<string, Text>

export type County = keyof typeof counties

export const countyCodes = Object.keys(counties) as County[]
