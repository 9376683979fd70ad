import { render } from 'preact'
import { createCall } from './api/call.ts'
import { lazyModuleKeys } from './api/lazy-module-keys.ts'
import { lazyPageKeyStore } from './api/lazy-page-key-store.ts'
import { PageKeys } from './api/page-key.ts'
import { ServerClock } from './api/server-clock.ts'
import { App } from './app.tsx'
import { Bridge } from './bridge/bridge.ts'
import { loadErrorSentences } from './components/use-error-sentences.ts'
import { LaterPage } from './pages/later-parts.ts'
import { readBrowser } from './state/browser.ts'
import { createLanguage } from './state/language.ts'
import { browserMemory } from './state/memory.ts'
import { Portal } from './state/portal.ts'
import { Router } from './state/router.ts'
import type { Services } from './state/services.ts'
import { Store } from './state/store.ts'
import './components/tokens.css'
import './components/base.css'

/** The only file that touches the browser's globals: everything else is handed what it uses. */
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
  memory,
  bridge: new Bridge({ window, memory, serverSeconds: () => clock.seconds() }),
  browser: readBrowser(navigator),
  language: createLanguage(memory, navigator.languages),
  portal: new Portal(call, clock),
  session: new Store(undefined),
  router: new Router(window),
  reload: () => location.reload(),
}

void services.portal.load()

const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
root.replaceChildren()
render(<App services={services} />, root)
void loadErrorSentences().catch(() => undefined)
LaterPage.preload()
