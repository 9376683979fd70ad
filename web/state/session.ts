import { isCoded } from '../../core/errors/coded-error.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import { toCodedError } from './loaded.ts'
import type { Memory } from './memory.ts'
import type { Services } from './services.ts'

type Parts = Pick<Services, 'call' | 'keys' | 'memory' | 'session' | 'router'>

/** Written when somebody signed in, out, or for another institution: the other tabs then ask who is signed in now. */
export const sessionChangeName = 'session-change'
const tellOtherTabs = (memory: Memory) => memory.write(sessionChangeName, crypto.randomUUID())

/** Takes over what the server says of the session, and goes to the page that fits: the choice of institution, or home. */
export function enter(
  { memory, session, router }: Pick<Services, 'memory' | 'session' | 'router'>,
  view: SessionView,
): void {
  session.set(view)
  tellOtherTabs(memory)
  const chosen = view.institution !== null || view.choices.length === 0
  router.navigate(chosen ? '/home' : '/institution', { replace: true })
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
    const arrival = session.get() ? 'session-ended' : 'sign-in-needed'
    router.navigate('/', { replace: true, arrival })
    session.set(undefined)
    return undefined
  }
}

/** No session, or one that is not this browser page's: either way the person signs in again. */
export const isSignedOut = (error: unknown): boolean =>
  isCoded(error, 'ERR_REQUEST_UNAUTHENTICATED', 'ERR_REQUEST_PROOF')

/**
 * Ends the session. What was shown is taken away even if the server cannot be reached: without this page's key,
 * which is thrown away too, nobody can use the session until it ends by itself.
 */
export async function signOut({ call, keys, memory, session, router }: Parts): Promise<void> {
  try {
    await call('POST /api/auth/sign-out', {})
  } catch {
    // out of reach, or ended already
  }
  await keys.forget().catch(toCodedError) // a key that cannot be forgotten keeps nothing on the screen
  tellOtherTabs(memory)
  router.navigate('/', { replace: true, arrival: 'signed-out' })
  session.set(undefined)
}
