import type { Text } from '../i18n/text.ts'
import type { PagePath } from './pages.ts'

/** An entry of what stands around the pages. */
export interface FrameLink {
  readonly label: Text
  readonly to: PagePath
  /** With its question mark. */
  readonly query?: string
}

/** On the left of the pages before the sign-in; below those behind it. */
export const sideLinks: readonly FrameLink[] = [
  { label: { zhTW: '醫事人員專區', en: 'Medical personnel' }, to: '/personnel' },
  { label: { zhTW: '醫事機構登入', en: 'Sign in' }, to: '/' },
  { label: { zhTW: '下載專區', en: 'Downloads' }, to: '/downloads' },
  { label: { zhTW: '聯絡窗口', en: 'Contacts' }, to: '/contacts' },
  { label: { zhTW: '友善連結', en: 'Links' }, to: '/links' },
]

/** Above the pages before the sign-in. */
export const topLinks: readonly FrameLink[] = [
  { label: { zhTW: '網站地圖', en: 'Site map' }, to: '/site-map' },
  { label: { zhTW: '網站使用說明', en: 'Guide' }, to: '/guide' },
  { label: { zhTW: '資安專區', en: 'Information security' }, to: '/guide', query: '?tab=security' },
  { label: { zhTW: '公告事項', en: 'Announcements' }, to: '/announcements' },
]

/** Above the pages behind it. */
export const signedInTopLinks: readonly FrameLink[] = [
  { label: { zhTW: '我的首頁', en: 'My home page' }, to: '/home' },
  { label: { zhTW: '網站地圖', en: 'Site map' }, to: '/site-map/functions' },
  { label: { zhTW: '聯絡窗口查詢', en: 'Search for contacts' }, to: '/contacts/search' },
]

/** Below every page. */
export const footLinks: readonly FrameLink[] = [
  { label: { zhTW: '隱私權政策', en: 'Privacy policy' }, to: '/policies/privacy' },
  { label: { zhTW: '資訊安全政策', en: 'Security policy' }, to: '/policies/security' },
  { label: { zhTW: '政府網站資料開放宣告', en: 'Open data declaration' }, to: '/policies/open-data' },
]

/** Of the support-reporting system: above its pages before the sign-in, behind it, and below every one. */
export const supportLinks: readonly FrameLink[] = [
  { label: { zhTW: '登入', en: 'Sign in' }, to: '/' },
  { label: { zhTW: '電腦設定檢測', en: 'Settings check' }, to: '/check' },
]

export const supportSignedInLinks: readonly FrameLink[] = [
  { label: { zhTW: '我的首頁', en: 'My home page' }, to: '/home' },
  { label: { zhTW: '我的登入', en: 'My sessions' }, to: '/sessions' },
]

export const supportFootLinks: readonly FrameLink[] = footLinks.filter(({ to }) => to !== '/policies/open-data')
