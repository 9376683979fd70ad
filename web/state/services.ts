import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../core/i18n/text.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import type { Call } from '../api/call.ts'
import type { ModuleKeys } from '../api/module-keys.ts'
import type { PageKeys } from '../api/page-key.ts'
import type { ServerClock } from '../api/server-clock.ts'
import type { Bridge } from '../bridge/bridge.ts'
import type { BrowserInfo } from './browser.ts'
import type { FirstAnswers } from './first-answers.ts'
import type { Memory } from './memory.ts'
import type { Portal } from './portal.ts'
import type { Router } from './router.ts'
import type { Store } from './store.ts'

/** Everything a page uses of the world, handed in once by the entry file. */
export interface Services {
  readonly call: Call
  readonly keys: Pick<PageKeys, 'obtain' | 'forget'>
  /** For the opening codes of modules that were applied for here. */
  readonly moduleKeys: Pick<ModuleKeys, 'make' | 'has' | 'openSecret'>
  readonly clock: ServerClock
  readonly first: FirstAnswers
  readonly bridge: Pick<Bridge, 'status' | 'signIn' | 'openPage' | 'takeCheckReport' | 'watchCard' | 'onRelayReady'>
  readonly browser: BrowserInfo
  readonly memory: Memory
  readonly language: Store<Language>
  readonly portal: Portal
  /** Who is signed in, once the server has said so. */
  readonly session: Store<SessionView | undefined>
  readonly router: Router
  /** Called while the person is busy with card and PIN, so that the pages are there at once afterwards. */
  readonly preloadPages: () => Promise<void>
  readonly reload: () => void
  /** To an address of another site, in this window; `replace` leaves no page to come back to. */
  readonly goElsewhere: (address: string, options?: { readonly replace?: boolean }) => void
}

export const ServicesContext = createContext<Services | undefined>(undefined)

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('no services around this component')
  return services
}
