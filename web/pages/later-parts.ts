import { lazy } from '../components/lazy.tsx'
import { FetchingPage } from './fetching-page.tsx'

/**
 * Every page but the sign-in page. The table of them comes in a file of its own, so that with each new page the first one
 * does not grow.
 */
export const LaterPage = lazy(async () => (await import('./later-page.tsx')).LaterPage, FetchingPage)

/** 即時公告 above the public pages; they do not wait for it. */
export const UrgentNotices = lazy(
  async () => (await import('./announcements/urgent-notices.tsx')).UrgentNotices,
  () => null,
)
