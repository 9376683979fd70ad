import type { AnnouncementItem, AnnouncementPage } from '../../../../core/protocol/announcements.ts'

// The code of the pages is here before it is asked for: no test waits for it.
await Promise.all([
  import('../../../../web/pages/announcements/announcements-page.tsx'),
  import('../../../../web/pages/announcements/search-page.tsx'),
  import('../../../../web/pages/announcements/urgent-notices.tsx'),
  import('../../../../web/pages/catalogue/catalogue-page.tsx'),
  import('../../../../web/pages/check/check-page.tsx'),
  import('../../../../web/pages/home/home-page.tsx'),
])

export const announcementId = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const item = (number: number, changes: Partial<AnnouncementItem> = {}): AnnouncementItem => ({
  id: announcementId(number),
  day: '2021-05-12',
  since: '2021-05-12T01:00:00.000Z',
  department: 'information',
  division: null,
  category: 'general',
  keyword: '讀卡機',
  entry: null,
  title: `<b>第 ${number} 則</b>`,
  titleText: `第 ${number} 則`,
  hasDetails: true,
  ...changes,
})

export const pageOf = (items: AnnouncementItem[], changes: Partial<AnnouncementPage> = {}): AnnouncementPage => ({
  items,
  page: 1,
  pages: 1,
  total: items.length,
  more: false,
  ...changes,
})
