import type { PagePath } from '../../core/protocol/pages.ts'
import { lazy } from '../components/lazy.tsx'
import { FetchingPage } from './fetching-page.tsx'
import { FrontParts } from './front/later-front-parts.ts'

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

/** Where 即時公告 are shown. */
const withNotices: ReadonlySet<PagePath> = new Set(['/', '/announcements', '/personnel'])

export const hasNotices = (path: PagePath | undefined): boolean => path !== undefined && withNotices.has(path)

/** Resolves when all the code is there that a page is first drawn with. Rejects when some of it cannot be had. */
export async function fetchPage(path: PagePath): Promise<void> {
  await Promise.all([
    hasNotices(path) && UrgentNotices.load(),
    path === '/' ? FrontParts.load() : LaterPage.load().then(async () => await fetchLaterPage(path)),
  ])
}

const fetchLaterPage = async (path: PagePath) => await (await import('./later-page.tsx')).fetchLaterPage(path)
