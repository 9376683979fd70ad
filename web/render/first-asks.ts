import { downloadCategoryCodes, downloadItemCodes } from '../../core/portal/downloads.ts'
import type { FirstAsk } from '../../core/protocol/page-renderer.ts'
import type { PagePath } from '../../core/protocol/pages.ts'
import { isPublicListName, publicLists } from '../pages/announcements/public-list.tsx'
import { urgentSearch } from '../pages/announcements/urgent-notices.tsx'
import { newestSystem } from '../pages/front/front-parts.tsx'
import { hasNotices } from '../pages/later-parts.ts'

/** What the pages ask when they are drawn, beside what every page asks. A page that is not here asks nothing. */
const ownAsks: Readonly<Partial<Record<PagePath, (query: URLSearchParams) => readonly FirstAsk[]>>> = {
  '/': () => [announcements(newestSystem), announcements(publicLists.business)],
  '/announcements': announcementsAsked,
  '/downloads': downloadsAsked,
  '/contacts': (query) =>
    query.get('item') || query.get('words') ? [] : [{ route: 'GET /api/contacts/items', request: {} }],
  '/guide': guideAsked,
  '/links': () => [{ route: 'GET /api/links', request: {} }],
  '/sam/test-modules': () => [{ route: 'GET /api/sam/test-modules', request: {} }],
}

/** All that a page asks when it is drawn: whatever is missing here it asks for in the browser. */
export const firstAsks = (path: PagePath, query: string): readonly FirstAsk[] => [
  { route: 'GET /api/portal', request: {} },
  ...(hasNotices(path) ? [announcements(urgentSearch)] : []),
  ...(ownAsks[path]?.(new URLSearchParams(query)) ?? []),
]

const announcements = (request: Extract<FirstAsk, { route: 'GET /api/announcements' }>['request']): FirstAsk => ({
  route: 'GET /api/announcements',
  request,
})

function announcementsAsked(query: URLSearchParams): readonly FirstAsk[] {
  const list = query.get('list')
  return [announcements(publicLists[isPublicListName(list) ? list : 'business'])]
}

/** Of its tabs two are lists of announcements; the first is shown when none is named. */
function guideAsked(query: URLSearchParams): readonly FirstAsk[] {
  const tab = query.get('tab') ?? 'system'
  return tab === 'system' || tab === 'security' ? [announcements(publicLists[tab])] : []
}

function downloadsAsked(query: URLSearchParams): readonly FirstAsk[] {
  const item = downloadItemCodes.find((code) => code === query.get('item'))
  const category = downloadCategoryCodes.find((code) => code === query.get('category'))
  // what was looked for is asked in the browser: the server draws what many come for
  if (query.get('words')) return []
  if (item === undefined && query.get('item') !== 'all') return [{ route: 'GET /api/downloads/items', request: {} }]
  return [{ route: 'GET /api/downloads', request: item ? { item } : category ? { category } : {} }]
}
