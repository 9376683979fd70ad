import type { ContactCategory } from '../core/portal/contacts.ts'
import type { Department } from '../core/portal/departments.ts'

/** 聯絡窗口 of the demo, every one invented. */
export interface DemoContact {
  readonly category: ContactCategory
  readonly item: string
  readonly organization: string
  readonly unit: string
  readonly name: string
  readonly phone: string
  readonly department: Department
}

const agency = '健保署'

const contact = (
  category: ContactCategory,
  item: string,
  unit: string,
  name: string,
  extension: number,
  department: Department = 'information',
  organization = agency,
): DemoContact => ({
  category,
  item,
  organization,
  unit,
  name,
  phone: `(02)0000-0100 分機 ${extension}`,
  department,
})

const divisions = ['臺北業務組', '北區業務組', '中區業務組', '南區業務組', '高屏業務組', '東區業務組'] as const

export const demoContacts: readonly DemoContact[] = [
  contact('web', '網頁諮詢服務', '資訊組', '客服專線', 1),
  contact('web', '網頁諮詢服務', '資訊組', '讀卡元件諮詢', 2),
  contact('web', '業務公告', '企劃組', '林示範', 110, 'planning'),
  ...[
    '醫事人員溝通平台',
    '健保VPN_AI偵測系統',
    '保險對象特定醫療資訊查詢作業',
    '健保醫療資訊雲端查詢系統',
    '住院病例組合編審服務',
    '院所申報醫師別概況作業',
  ].map((item, index) => contact('personnel', item, '醫審及藥材組', '陳示範', 200 + index, 'medical-review')),
  contact('upload', '醫療檢查影像上傳', '資訊組', '黃示範', 310),
  contact('upload', '檢驗(查)結果上傳', '資訊組', '張示範', 311),
  ...['門診申報', '住院申報', '藥局申報'].flatMap((item, at) =>
    divisions.map((unit, index) =>
      contact('claims', item, unit, '李示範', 400 + at * 10 + index, 'medical-affairs', agency),
    ),
  ),
  ...divisions.map((unit, index) => contact('review', '費用審查', unit, '吳示範', 500 + index, 'medical-review')),
  ...['安寧共同照護', '居家醫療整合照護'].flatMap((item, at) =>
    divisions
      .slice(0, 3)
      .map((unit, index) => contact('programmes', item, unit, '周示範', 600 + at * 10 + index, 'medical-affairs')),
  ),
  contact('programmes', '安寧共同照護', '企劃組', '鄭示範', 650, 'planning', '國民健康署'),
  ...divisions.map((unit, index) => contact('contracts', '特約申請', unit, '蔡示範', 700 + index, 'medical-affairs')),
]
