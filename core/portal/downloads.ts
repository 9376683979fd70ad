import type { Text } from '../i18n/text.ts'
import { type AnnouncementTimes, stateOn } from './announcements.ts'
import { taiwanDay } from './taiwan-day.ts'

/** 類別 of 下載專區. */
export const downloadCategories = {
  website: { zhTW: '網站使用', en: 'Using this website' },
  claims: { zhTW: '費用申報', en: 'Claims' },
  review: { zhTW: '審查作業', en: 'Reviews' },
  personnel: { zhTW: '醫事人員服務', en: 'Services for medical personnel' },
  exchange: { zhTW: '資料上傳及交換', en: 'Uploads and data exchange' },
} as const satisfies Record<string, Text>

export type DownloadCategory = keyof typeof downloadCategories

export const downloadCategoryCodes = Object.keys(downloadCategories) as DownloadCategory[]

export interface DownloadItemRow {
  readonly category: DownloadCategory
  readonly label: Text
}

/** 服務項目 of 下載專區, in the order in which they are listed. */
export const downloadItems = {
  introduction: { category: 'website', label: { zhTW: '網站介紹', en: 'About this website' } },
  settings: { category: 'website', label: { zhTW: '電腦設定', en: 'Computer settings' } },
  modules: { category: 'website', label: { zhTW: '雲端安全模組', en: 'Cloud security modules' } },
  authorization: { category: 'website', label: { zhTW: '機構授權作業', en: 'Institutions’ authorisation' } },
  claims: { category: 'claims', label: { zhTW: '醫療費用申報', en: 'Medical claims' } },
  'pre-check': { category: 'claims', label: { zhTW: '預檢醫療費用申報', en: 'Claims pre-check' } },
  codes: { category: 'claims', label: { zhTW: '代碼及支付標準', en: 'Codes and fee schedule' } },
  'prior-review': { category: 'review', label: { zhTW: '事前審查', en: 'Prior review' } },
  'sampled-cases': { category: 'review', label: { zhTW: '抽審案件', en: 'Sampled cases' } },
  'cloud-query': { category: 'personnel', label: { zhTW: '健保醫療資訊雲端查詢系統', en: 'MediCloud' } },
  'personnel-platform': { category: 'personnel', label: { zhTW: '醫事人員溝通平台', en: 'Personnel platform' } },
  'card-upload': { category: 'exchange', label: { zhTW: '健保卡資料上傳', en: 'NHI card uploads' } },
  'data-exchange': { category: 'exchange', label: { zhTW: '資料交換與查詢', en: 'Data exchange and queries' } },
} as const satisfies Record<string, DownloadItemRow>

export type DownloadItem = keyof typeof downloadItems

export const downloadItemCodes = Object.keys(downloadItems) as DownloadItem[]

export const itemsOf = (category: DownloadCategory): readonly DownloadItem[] =>
  downloadItemCodes.filter((code) => downloadItems[code].category === category)

/** Of one list on a page. */
export const downloadPageSize = 20

/** Files that one entry may have: as a rule one of each type. */
export const mostDownloadFiles = 10

/** An entry is read by everybody while it is in force: released, within its days (core/portal/announcements.ts). */
export const isOffered = (times: AnnouncementTimes, today: string): boolean => stateOn(times, today) === 'published'

/**
 * 更新日期: the day in Taiwan on which its files or its description last changed; its first day, when it was not to be seen
 * before.
 */
export function updatedDay({ contentAt, fromDay }: { readonly contentAt: Date; readonly fromDay: string }): string {
  const changed = taiwanDay(contentAt)
  return changed > fromDay ? changed : fromDay
}

/** What is still missing before an entry can be released, in the order of the form. */
export const missingForOffer = (entry: { readonly description: string; readonly files: number }): readonly string[] => [
  ...(entry.description === '' ? ['description'] : []),
  ...(entry.files === 0 ? ['files'] : []),
]
