import { type Language } from '../core/i18n/text.ts'
import type { Site } from '../core/portal/sites.ts'
import { languageCookie } from '../core/protocol/page-renderer.ts'
import { createCall } from './api/call.ts'
import { lazyModuleKeys } from './api/lazy-module-keys.ts'
import { lazyPageKeyStore } from './api/lazy-page-key-store.ts'
import { PageKeys } from './api/page-key.ts'
import { ServerClock } from './api/server-clock.ts'
import { Bridge } from './bridge/bridge.ts'
import { readBrowser } from './state/browser.ts'
import { FirstAnswers } from './state/first-answers.ts'
import { createLanguage } from './state/language.ts'
import { browserMemory } from './state/memory.ts'
import { Portal } from './state/portal.ts'
import { Router } from './state/router.ts'
import type { Services } from './state/services.ts'
import { Store } from './state/store.ts'

/**
 * The only file that touches the browser's globals, beside the entries that call it once: everything else is handed what it
 * uses.
 */
export function browserServices({
  site,
  first = new FirstAnswers([]),
  drawnIn,
  preloadPages,
}: Pick<Services, 'preloadPages'> & {
  readonly site: Site
  readonly first?: FirstAnswers
  /** The language of a page that the server has drawn. */
  readonly drawnIn?: Language | undefined
}): Services {
  const clock = new ServerClock()
  const keys = new PageKeys(lazyPageKeyStore(async () => (await import('./api/page-key-store.ts')).openPageKeyStore()))
  const moduleKeys = lazyModuleKeys(async () => (await import('./api/module-key-store.ts')).openModuleKeys())
  const memory = browserMemory(() => localStorage, window)
  const call = createCall({ fetch: (...request) => fetch(...request), origin: location.origin, keys, clock })
  const services: Services = {
    call,
    keys,
    moduleKeys,
    clock,
    first,
    memory,
    bridge: new Bridge({ window, memory, serverSeconds: () => clock.seconds() }),
    browser: readBrowser(navigator),
    language: createLanguage(memory, navigator.languages, drawnIn),
    portal: new Portal(call, clock, first.find('GET /api/portal', {})),
    session: new Store(undefined),
    router: new Router(window, site),
    preloadPages,
    reload: () => location.reload(),
    goElsewhere: (address, { replace = false }: { readonly replace?: boolean } = {}) =>
      replace ? location.replace(address) : location.assign(address),
  }
  const { language, portal } = services
  if (portal.get().state === 'loading') void portal.load()
  language.subscribe(() => {
    document.cookie = `${languageCookie}=${language.get()}; path=/; max-age=31536000; samesite=lax; secure`
  })
  return services
}
