import type { FirstAnswer, PageView } from '../../core/protocol/page-renderer.ts'
import { pageAddress } from '../../core/protocol/pages.ts'
import { ServerClock } from '../api/server-clock.ts'
import { FirstAnswers } from '../state/first-answers.ts'
import { Portal } from '../state/portal.ts'
import { Router } from '../state/router.ts'
import type { Services } from '../state/services.ts'
import { Store } from '../state/store.ts'
import { browserOf } from './browser-of.ts'

/** There is no browser here in which anything could be done, and no effect runs that would. */
const never = (): Promise<never> => new Promise(() => {})
const nothing = (): void => {}

/** The world of a page that is only drawn: what the server knows, and nothing of a browser or a person. */
export function stillServices(view: PageView, answers: readonly FirstAnswer[]): Services {
  const clock = new ServerClock()
  const first = new FirstAnswers(answers)
  return {
    call: never,
    keys: { obtain: never, forget: never },
    moduleKeys: { make: never, has: never, openSecret: never },
    clock,
    first,
    bridge: {
      status: never,
      signIn: never,
      openPage: never,
      takeCheckReport: never,
      watchCard: never,
      onRelayReady: () => nothing,
    },
    browser: browserOf(view),
    memory: { read: () => undefined, write: nothing, watch: () => nothing },
    language: new Store(view.language),
    portal: new Portal(never, clock, first.find('GET /api/portal', {})),
    session: new Store(undefined),
    router: new Router(stillWindow(view)),
    preloadPages: never,
    reload: nothing,
    goElsewhere: nothing,
  }
}

/** As much of a window as a router looks at. */
function stillWindow({ path, part, query }: PageView): ConstructorParameters<typeof Router>[0] {
  const location = { pathname: pageAddress(path, part), search: query, hash: '' }
  const parts = { location, history: {}, addEventListener: nothing, removeEventListener: nothing }
  return parts as unknown as ConstructorParameters<typeof Router>[0]
}
