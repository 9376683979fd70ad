import { toCodedError } from './loaded.ts'
import type { Services } from './services.ts'
import { leave, tellOtherTabs } from './session.ts'

/**
 * Ends the session. What was shown is taken away even if the server cannot be reached: without this page's key,
 * which is thrown away too, nobody can use the session until it ends by itself.
 */
export async function signOut(parts: Pick<Services, 'call' | 'keys' | 'memory' | 'session' | 'router'>): Promise<void> {
  await endSession(parts)
  leave(parts, 'signed-out')
}

/** The same, where the browser goes on elsewhere. */
export async function endSession(parts: Pick<Services, 'call' | 'keys' | 'memory'>): Promise<void> {
  try {
    await parts.call('POST /api/auth/sign-out', {})
  } catch {
    // out of reach, or ended already
  }
  await parts.keys.forget().catch(toCodedError) // a key that cannot be forgotten keeps nothing on the screen
  tellOtherTabs(parts.memory)
}
