import { isCoded } from '../../core/errors/coded-error.ts'
import { type FoundPage, pageAddress, pageAt, pageRow } from '../../core/protocol/pages.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import type { Site } from '../../core/portal/sites.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import type { Memory } from './memory.ts'
import type { Arrival, Place } from './router.ts'
import type { Services } from './services.ts'

/** Written when somebody signed in, out, or for another institution: the other tabs then ask who is signed in now. */
export const sessionChangeName = 'session-change'
export const tellOtherTabs = (memory: Memory) => memory.write(sessionChangeName, crypto.randomUUID())

/**
 * Takes over what the server says of the session, and goes to the page that fits: the change of a password that its holder
 * never changed, else the choice of institution, or home.
 */
export function enter(services: Pick<Services, 'memory' | 'session' | 'router'>, view: SessionView): void {
  takeOver(services, view)
  if (view.passwordChange === 'none') proceed(services, view)
  else services.router.navigate('/passwords', { replace: true })
}

/** Takes over what the server says of the session, for this tab and the others. */
export function takeOver({ memory, session }: Pick<Services, 'memory' | 'session'>, view: SessionView): void {
  session.set(view)
  tellOtherTabs(memory)
}

/** Whoever may act for several institutions says for which; where people sign in for themselves, only when they want to. */
export const mustChoose = ({ platform, institution, choices }: SessionView): boolean =>
  institution === null && choices.length > 0 && platformRow(platform).forInstitutions

/** To the choice of institution where there is one to be made, else to the page that the person came for, or home. */
export function proceed({ router }: Pick<Services, 'router'>, view: SessionView): void {
  const { query } = router.get()
  const chosen = !mustChoose(view)
  const { path, part } = (chosen && pageToComeBackTo(query, router.site)) || { path: '/home', part: '' }
  if (chosen) router.navigate(path, { part, replace: true })
  else router.navigate('/institution', { query, replace: true })
}

/** The query of an address that leads back to this page; empty for a page that nobody is led back to. */
export function comeBackTo({ path, part }: Pick<Place, 'path' | 'part'>): string {
  return path && pageRow(path).comesBack ? `?${new URLSearchParams({ to: pageAddress(path, part) }).toString()}` : ''
}

function pageToComeBackTo(query: string, site: Site): FoundPage | undefined {
  const found = pageAt(new URLSearchParams(query).get('to') ?? '', site)
  return found && pageRow(found.path).comesBack ? found : undefined
}

/**
 * Asks the server who is signed in; when nobody is, leads to the sign-in page with a word why, and resolves with undefined.
 * Errors: everything else that `call` throws.
 */
export async function askSession(
  { call, session, router }: Pick<Services, 'call' | 'session' | 'router'>,
  signal?: AbortSignal,
): Promise<SessionView | undefined> {
  try {
    const view = await call('GET /api/auth/session', {}, { signal })
    session.set(view)
    return view
  } catch (error) {
    if (!isSignedOut(error)) throw error
    leave({ session, router }, session.get() ? 'session-ended' : 'sign-in-needed')
    return undefined
  }
}

/** Takes everything signed-in from the screen, and leads to the sign-in page with a word why. */
export function leave({ session, router }: Pick<Services, 'session' | 'router'>, arrival: Arrival): void {
  const query = arrival === 'sign-in-needed' ? comeBackTo(router.get()) : ''
  router.navigate('/', { query, replace: true, arrival })
  session.set(undefined)
}

/** No session, or one that is not this browser page's: either way the person signs in again. */
export const isSignedOut = (error: unknown): boolean =>
  isCoded(error, 'ERR_REQUEST_UNAUTHENTICATED', 'ERR_REQUEST_PROOF')
