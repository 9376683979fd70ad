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

/** Called while the person is busy with card and PIN, so that the pages are there at once afterwards. */
export function preloadLaterPages(): void {
  LaterPage.preload()
  // what did not come is fetched, and missed, by the page that needs it
  void import('./later-pages.ts').then(({ fetchLaterPages }) => fetchLaterPages()).catch(() => undefined)
}
