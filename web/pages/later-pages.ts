import { lazy } from '../components/lazy.tsx'
import { SessionTools } from '../components/signed-in-parts.tsx'
import { FetchingPage } from './fetching-page.tsx'

/** The pages behind the sign-in, each in a file of its own: who has yet to sign in does not wait for them. */
export const laterPages = {
  '/institution': lazy(async () => (await import('./institution/institution-page.tsx')).InstitutionPage, FetchingPage),
  '/home': lazy(async () => (await import('./home/home-page.tsx')).HomePage, FetchingPage),
  '/passwords': lazy(async () => (await import('./passwords/passwords-page.tsx')).PasswordsPage, FetchingPage),
  '/sessions': lazy(async () => (await import('./sessions/sessions-page.tsx')).SessionsPage, FetchingPage),
  '/catalogue': lazy(async () => (await import('./catalogue/catalogue-page.tsx')).CataloguePage, FetchingPage),
  '/personnel/services': lazy(
    async () => (await import('./personnel/service-page.tsx')).PersonnelServicePage,
    FetchingPage,
  ),
  '/announcements/search': lazy(
    async () => (await import('./announcements/search-page.tsx')).AnnouncementSearchPage,
    FetchingPage,
  ),
  '/organizations/managers': lazy(
    async () => (await import('./organizations/managers-page.tsx')).ManagersPage,
    FetchingPage,
  ),
  '/organizations/services': lazy(
    async () => (await import('./organizations/services-page.tsx')).ServicesPage,
    FetchingPage,
  ),
  '/organizations/users': lazy(async () => (await import('./organizations/users-page.tsx')).UsersPage, FetchingPage),
  '/organizations/grants': lazy(async () => (await import('./organizations/grants-page.tsx')).GrantsPage, FetchingPage),
  '/organizations/vendors': lazy(
    async () => (await import('./organizations/vendors-page.tsx')).VendorsPage,
    FetchingPage,
  ),
  '/organizations/history': lazy(
    async () => (await import('./organizations/history-page.tsx')).HistoryPage,
    FetchingPage,
  ),
  '/shortcuts': lazy(async () => (await import('./shortcuts/shortcuts-page.tsx')).ShortcutsPage, FetchingPage),
  '/claims': lazy(async () => (await import('./claims/upload-page.tsx')).ClaimsUploadPage, FetchingPage),
  '/claims/receipts': lazy(async () => (await import('./claims/receipts-page.tsx')).ClaimsReceiptsPage, FetchingPage),
  '/claims/results': lazy(async () => (await import('./claims/results-page.tsx')).ClaimsResultsPage, FetchingPage),
  '/claims/icd-10': lazy(async () => (await import('./claims/icd-10-page.tsx')).Icd10Page, FetchingPage),
  '/oidc/continue': lazy(async () => (await import('./oidc/continue-page.tsx')).ContinuePage, FetchingPage),
  '/sam': lazy(async () => (await import('./sam/sam-page.tsx')).SamPage, FetchingPage),
} as const

/** The published test modules, for whoever writes software; reachable without a sign-in. */
export const TestModulesPage = lazy(
  async () => (await import('./sam/test-modules-page.tsx')).TestModulesPage,
  FetchingPage,
)

/** On the way from and to other systems, whoever is signed in. */
export const oidcPages = {
  '/oidc/refused': lazy(async () => (await import('./oidc/refused-page.tsx')).RefusedPage, FetchingPage),
  '/oidc/end-session': lazy(async () => (await import('./oidc/end-session-page.tsx')).EndSessionPage, FetchingPage),
} as const

/** What everybody may read of the portal itself. */
export const informationPages = {
  '/downloads': lazy(async () => (await import('./downloads/downloads-page.tsx')).DownloadsPage, FetchingPage),
  '/contacts': lazy(async () => (await import('./contacts/contacts-page.tsx')).ContactsPage, FetchingPage),
  '/contacts/search': lazy(
    async () => (await import('./contacts/contact-search-page.tsx')).ContactSearchPage,
    FetchingPage,
  ),
  '/guide': lazy(async () => (await import('./guide/guide-page.tsx')).GuidePage, FetchingPage),
  '/site-map': lazy(async () => (await import('./site-map/site-map-page.tsx')).SiteMapPage, FetchingPage),
  '/site-map/functions': lazy(async () => (await import('./site-map/functions-page.tsx')).FunctionsPage, FetchingPage),
  '/links': lazy(async () => (await import('./links/links-page.tsx')).LinksPage, FetchingPage),
  '/policies/privacy': lazy(async () => (await import('./policies/policy-page.tsx')).PrivacyPage, FetchingPage),
  '/policies/security': lazy(async () => (await import('./policies/policy-page.tsx')).SecurityPage, FetchingPage),
  '/policies/open-data': lazy(async () => (await import('./policies/policy-page.tsx')).OpenDataPage, FetchingPage),
} as const

/** The back office: few sign in to work there, so these come when they are asked for. */
export const staffPages = {
  '/staff/announcements': lazy(
    async () => (await import('./staff/announcements-page.tsx')).StaffAnnouncementsPage,
    FetchingPage,
  ),
  '/staff/downloads': lazy(async () => (await import('./staff/downloads-page.tsx')).StaffDownloadsPage, FetchingPage),
  '/staff/data-requests': lazy(
    async () => (await import('./staff/data-requests-page.tsx')).DataRequestsPage,
    FetchingPage,
  ),
  '/staff/contacts': lazy(async () => (await import('./staff/contacts-page.tsx')).StaffContactsPage, FetchingPage),
  '/staff/links': lazy(async () => (await import('./staff/links-page.tsx')).StaffLinksPage, FetchingPage),
  '/staff/clients': lazy(async () => (await import('./staff/clients-page.tsx')).StaffClientsPage, FetchingPage),
  '/staff/institutions': lazy(
    async () => (await import('./staff/institutions-page.tsx')).InstitutionsPage,
    FetchingPage,
  ),
  '/staff/vendors': lazy(async () => (await import('./staff/vendors-page.tsx')).StaffVendorsPage, FetchingPage),
  '/staff/modules': lazy(async () => (await import('./staff/modules-page.tsx')).ModulesPage, FetchingPage),
  '/staff/support-reports': lazy(
    async () => (await import('./staff/support-reports-page.tsx')).StaffSupportReportsPage,
    FetchingPage,
  ),
  '/staff/check-reports': lazy(
    async () => (await import('./staff/check-reports-page.tsx')).CheckReportsPage,
    FetchingPage,
  ),
  '/staff/settings': lazy(async () => (await import('./staff/settings-page.tsx')).SettingsPage, FetchingPage),
  '/staff/posts': lazy(async () => (await import('./staff/posts-page.tsx')).PostsPage, FetchingPage),
  '/staff/audit': lazy(async () => (await import('./staff/audit-page.tsx')).AuditPage, FetchingPage),
} as const

/** The settings check without the extension, and what helps to get it; for who is in need of it. */
export const CheckPage = lazy(async () => (await import('./check/check-page.tsx')).CheckPage, FetchingPage)

/** 公告 for everybody. */
export const AnnouncementsPage = lazy(
  async () => (await import('./announcements/announcements-page.tsx')).AnnouncementsPage,
  FetchingPage,
)

/** 醫事人員專區 */
export const PersonnelPage = lazy(
  async () => (await import('./personnel/personnel-page.tsx')).PersonnelPage,
  FetchingPage,
)

/** For an address that is no page. */
export const NotFoundPage = lazy(
  async () => (await import('./not-found/not-found-page.tsx')).NotFoundPage,
  FetchingPage,
)

/** Fetches the code of the pages behind the sign-in, and of their part of the frame. */
export function fetchLaterPages(): void {
  for (const part of [...Object.values(laterPages), SessionTools]) part.preload()
}
