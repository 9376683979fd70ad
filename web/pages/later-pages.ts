import { lazy } from '../components/lazy.tsx'
import { FetchingPage } from './fetching-page.tsx'

/** The pages behind the sign-in, each in a file of its own: who has yet to sign in does not wait for them. */
export const laterPages = {
  '/institution': lazy(async () => (await import('./institution/institution-page.tsx')).InstitutionPage, FetchingPage),
  '/home': lazy(async () => (await import('./home/home-page.tsx')).HomePage, FetchingPage),
} as const

/** Fetches them while the person is busy with card and PIN, so that they are there at once afterwards. */
export function preloadLaterPages(): void {
  for (const page of Object.values(laterPages)) page.preload()
}
