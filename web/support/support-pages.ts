import type { PagePathOf } from '../../core/protocol/pages.ts'
import { SessionTools } from '../components/signed-in-parts.tsx'
import { lazy } from '../components/lazy.tsx'
import { FetchingPage } from '../pages/fetching-page.tsx'
import type { PageComponent, PageComponents } from '../pages/page-components.ts'

/** The pages behind the sign-in, each in a file of its own. */
const signedInPages = {
  '/home': lazy(
    async () => (await import('../pages/support-home/support-home-page.tsx')).SupportHomePage,
    FetchingPage,
  ),
  '/institution': lazy(
    async () => (await import('../pages/institution/institution-page.tsx')).InstitutionPage,
    FetchingPage,
  ),
  '/passwords': lazy(async () => (await import('../pages/passwords/passwords-page.tsx')).PasswordsPage, FetchingPage),
  '/sessions': lazy(async () => (await import('../pages/sessions/sessions-page.tsx')).SessionsPage, FetchingPage),
  '/support-reports': lazy(
    async () => (await import('../pages/support-reports/support-reports-page.tsx')).SupportReportsPage,
    FetchingPage,
  ),
  '/support-reports/report': lazy(
    async () => (await import('../pages/support-reports/report-page.tsx')).SupportReportPage,
    FetchingPage,
  ),
  '/support-reports/consents': lazy(
    async () => (await import('../pages/support-reports/consents-page.tsx')).ConsentsPage,
    FetchingPage,
  ),
} as const

/** What is drawn at each address of the site but the first. An address without a page does not compile. */
const all = {
  ...signedInPages,
  '/verified': lazy(
    async () => (await import('../pages/support-sign-in/verified-page.tsx')).VerifiedPage,
    FetchingPage,
  ),
  '/registration': lazy(
    async () => (await import('../pages/support-sign-in/registration-page.tsx')).RegistrationPage,
    FetchingPage,
  ),
  '/check': lazy(async () => (await import('../pages/check/check-page.tsx')).CheckPage, FetchingPage),
  '/support-reports/verify': lazy(
    async () => (await import('../pages/support-reports/verify-page.tsx')).VerifyPage,
    FetchingPage,
  ),
  '/policies/privacy': lazy(async () => (await import('../pages/policies/policy-page.tsx')).PrivacyPage, FetchingPage),
  '/policies/security': lazy(
    async () => (await import('../pages/policies/policy-page.tsx')).SecurityPage,
    FetchingPage,
  ),
} as const satisfies Readonly<Record<Exclude<PagePathOf<'support'>, '/'>, PageComponent>>

export const supportPages: PageComponents = all

/** For an address that is no page of this site. */
export const SupportNotFoundPage = lazy(
  async () => (await import('../pages/not-found/not-found-page.tsx')).NotFoundPage,
  FetchingPage,
)

export function preloadSupportPages(): Promise<void> {
  for (const part of [...Object.values(signedInPages), SessionTools]) part.preload()
  return Promise.resolve()
}
