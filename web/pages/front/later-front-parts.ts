import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'

/** What else stands on the home page; the sign-in does not wait for it. */
export const FrontParts = lazy(async () => (await import('./front-parts.tsx')).FrontParts, FetchingPart)
