import { useCallback, useEffect, useState } from 'preact/hooks'
import type { SessionView } from '../../core/protocol/session.ts'
import { type Loaded, toCodedError } from './loaded.ts'
import { useServices } from './services.ts'
import { askSession, sessionChangeName } from './session.ts'
import { useStore } from './use-store.ts'

/**
 * Who is signed in, for pages that need it: known from signing in just now, else asked of the server.
 * Who is not signed in is led to the sign-in page. `ask` asks anew, after an error or to keep the session alive.
 */
export function useSession(): Loaded<SessionView> & { readonly ask: () => Promise<void> } {
  const services = useServices()
  const view = useStore(services.session)
  const [failure, setFailure] = useState<Loaded<SessionView>>()

  const ask = useCallback(async () => {
    setFailure(undefined)
    try {
      await askSession(services)
    } catch (error) {
      setFailure({ state: 'failed', error: toCodedError(error) })
    }
  }, [services])

  useEffect(() => {
    if (!services.session.get()) void ask()
    // the browser may bring the page back as it was left, after the person has signed out elsewhere
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) void ask()
    }
    addEventListener('pageshow', onPageShow)
    // whoever comes back to this tab sees whether the session was ended elsewhere meanwhile
    const onVisible = () => {
      if (document.visibilityState === 'visible' && services.session.get()) void ask()
    }
    document.addEventListener('visibilitychange', onVisible)
    // a name that is no longer signed in must not stay on the screen of another tab
    const stop = services.memory.watch(sessionChangeName, () => void ask())
    return () => {
      stop()
      document.removeEventListener('visibilitychange', onVisible)
      removeEventListener('pageshow', onPageShow)
    }
  }, [services, ask])

  // Nothing else would be answered. A page that is already there, or a link, leads to the change all the same.
  const { router } = services
  const mustChange = view?.passwordChange === 'required' && router.get().path !== '/passwords'
  useEffect(() => {
    if (mustChange) router.navigate('/passwords', { replace: true })
  }, [mustChange, router])

  if (mustChange) return { state: 'loading', ask }
  if (failure) return { ...failure, ask }
  return view ? { state: 'ready', value: view, ask } : { state: 'loading', ask }
}
