import type { ComponentProps, JSX } from 'preact'
import { FetchingPart } from './fetching-part.tsx'
import { lazy } from './lazy.tsx'

/** Parts of the frame for who is signed in, in files of their own as the later pages are. */
export const SessionTools = lazy(async () => (await import('./session-tools.tsx')).SessionTools, Fetching)
export const CardWatch = lazy(async () => (await import('./card-watch.tsx')).CardWatch, Fetching)

/** Nothing while they come: the page below says that it is loading. */
function Fetching({ error, retry }: ComponentProps<typeof FetchingPart>): JSX.Element | null {
  return error ? <FetchingPart error={error} retry={retry} /> : null
}
