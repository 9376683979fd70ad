import type { Action } from '../portal/actions.ts'
import { type Site, siteCodes } from '../portal/sites.ts'

/**
 * Pages: path → what their shell is. They are the portals' unless they name the sites that have them. Signed-in content is
 * never in the shell (DESIGN §3.8). A page with an action is for those who may do it; the service menu leads there by the
 * action's entry.
 */
export const pages = {
  '/': { name: 'sign-in', sites: siteCodes },
  '/personnel': { name: 'personnel' },
  '/personnel/services': { name: 'personnel-service', signedIn: true, part: /^[a-z-]+$/, comesBack: true },
  '/institution': { name: 'institution', signedIn: true, sites: siteCodes },
  '/home': { name: 'home', signedIn: true, sites: siteCodes },
  '/check': { name: 'check', sites: siteCodes },
  '/passwords': { name: 'passwords', signedIn: true, sites: siteCodes },
  '/sessions': { name: 'sessions', signedIn: true, sites: siteCodes },
  '/catalogue': { name: 'catalogue', signedIn: true, part: /^[A-O](?:\.\d\d){0,2}$/, comesBack: true },
  '/announcements': { name: 'announcements' },
  '/announcements/search': { name: 'announcement-search', signedIn: true },
  '/downloads': { name: 'downloads' },
  '/organizations/managers': { name: 'managers', action: 'maintain-managers' },
  '/organizations/services': { name: 'services', action: 'apply-services' },
  '/organizations/users': { name: 'users', action: 'maintain-users' },
  '/organizations/grants': { name: 'grants', action: 'grant-services' },
  '/organizations/vendors': { name: 'vendors', action: 'permit-vendors' },
  '/organizations/history': { name: 'history', action: 'read-history' },
  '/shortcuts': { name: 'shortcuts', action: 'download-data' },
  '/claims': { name: 'claims-upload', action: 'upload-claims' },
  '/claims/receipts': { name: 'claims-receipts', action: 'follow-claims' },
  '/claims/results': { name: 'claims-results', action: 'fetch-claims-results' },
  '/claims/icd-10': { name: 'claims-icd-10', action: 'check-icd-10' },
  '/sam': { name: 'modules', action: 'apply-modules' },
  '/sam/test-modules': { name: 'test-modules' },
  '/oidc/continue': { name: 'oidc-continue', signedIn: true, part: /^[\w-]{43}$/, comesBack: true },
  '/oidc/refused': { name: 'oidc-refused', part: /^(?:system|address|over|request)$/ },
  '/oidc/end-session': { name: 'oidc-end-session' },
  '/guide': { name: 'guide' },
  '/contacts': { name: 'contacts' },
  '/contacts/search': { name: 'contact-search', signedIn: true },
  '/links': { name: 'links' },
  '/site-map': { name: 'site-map' },
  '/site-map/functions': { name: 'site-map-functions', signedIn: true },
  '/support-reports': { name: 'support-reports', action: 'report-support', sites: ['support'] },
  '/support-reports/report': {
    name: 'support-report',
    action: 'report-support',
    sites: ['support'],
    part: /^[0-9a-f-]{36}$/,
    comesBack: true,
  },
  '/support-reports/consents': { name: 'support-consents', action: 'consent-support', sites: ['support'] },
  '/support-reports/verify': { name: 'support-verify', sites: ['support'] },
  '/policies/privacy': { name: 'privacy', sites: siteCodes },
  '/policies/security': { name: 'security', sites: siteCodes },
  '/policies/open-data': { name: 'open-data' },
  '/verified': { name: 'verified', sites: ['support'] },
  '/registration': { name: 'registration', sites: ['support'] },
  '/staff/announcements': { name: 'staff-announcements', action: 'write-announcements' },
  '/staff/downloads': { name: 'staff-downloads', action: 'write-downloads' },
  '/staff/data-requests': { name: 'staff-data-requests', action: 'decide-data-requests' },
  '/staff/contacts': { name: 'staff-contacts', action: 'maintain-contacts' },
  '/staff/links': { name: 'staff-links', action: 'maintain-links' },
  '/staff/clients': { name: 'staff-clients', action: 'maintain-clients' },
  '/staff/institutions': { name: 'staff-institutions', action: 'maintain-institutions' },
  '/staff/vendors': { name: 'staff-vendors', action: 'maintain-vendors' },
  '/staff/modules': { name: 'staff-modules', action: 'review-modules' },
  '/staff/support-reports': { name: 'staff-support-reports', action: 'review-support' },
  '/staff/check-reports': { name: 'staff-check-reports', action: 'read-check-reports' },
  '/staff/settings': { name: 'staff-settings', action: 'maintain-settings' },
  '/staff/posts': { name: 'staff-posts', action: 'maintain-staff' },
  '/staff/audit': { name: 'staff-audit', action: 'search-audit' },
} as const satisfies Record<string, PageRow>

export interface PageRow {
  readonly name: string
  /** Those that have it; elsewhere its address is none. The two portals where nothing is said. */
  readonly sites?: readonly Site[]
  readonly action?: Action
  /** Behind the sign-in, without an action. */
  readonly signedIn?: true
  /** One page for each of these: its address has one at the end, `/catalogue/A.02`, and is none without. */
  readonly part?: RegExp
  /** Who is led from here to the sign-in page comes here afterwards. */
  readonly comesBack?: true
}

export type PagePath = keyof typeof pages

/** The pages of one site. */
export type PagePathOf<S extends Site> = {
  [P in PagePath]: (typeof pages)[P] extends { readonly sites: readonly (infer T)[] }
    ? S extends T
      ? P
      : never
    : S extends 'portal'
      ? P
      : never
}[PagePath]

/** Those that an action leads to. */
export type ActionPagePath = {
  [P in PagePath]: (typeof pages)[P] extends { readonly action: Action } ? P : never
}[PagePath]

export const pagePaths = Object.keys(pages) as PagePath[]

export const pageRow = (path: PagePath): PageRow => pages[path]

export const isBehindSignIn = (path: PagePath): boolean => {
  const { action, signedIn = false } = pageRow(path)
  return action !== undefined || signedIn
}

export const isPageOf = (site: Site, path: PagePath): boolean => (pageRow(path).sites ?? ['portal']).includes(site)

/** The paths of a site's own pages. */
export const pagePathsOf = <S extends Site>(site: S): PagePathOf<S>[] =>
  pagePaths.filter((path): path is PagePathOf<S> => isPageOf(site, path))

const isPage = (path: string, site: Site): path is PagePath =>
  Object.hasOwn(pages, path) && isPageOf(site, path as PagePath)

export interface FoundPage {
  readonly path: PagePath
  /** What its address has at the end; empty for a page that has one address. */
  readonly part: string
}

/** The page of a site at an address; a slash at its end makes no difference. Undefined for an address that is none there. */
export function pageAt(pathname: string, site: Site): FoundPage | undefined {
  const path = pathname.replace(/\/+$/, '') || '/'
  if (isPage(path, site)) return pageRow(path).part ? undefined : { path, part: '' }
  const cut = path.lastIndexOf('/')
  const [above, part] = [path.slice(0, cut), path.slice(cut + 1)]
  return isPage(above, site) && pageRow(above).part?.test(part) ? { path: above, part } : undefined
}

/** The address of a page, without a query. */
export const pageAddress = (path: PagePath, part = ''): string => (part === '' ? path : `${path}/${part}`)
