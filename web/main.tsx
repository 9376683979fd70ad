import { hydrate, type JSX, render } from 'preact'
import { languages } from '../core/i18n/text.ts'
import { type FirstAnswer, firstAnswersId, languageCookie } from '../core/protocol/page-renderer.ts'
import { createCall } from './api/call.ts'
import { lazyModuleKeys } from './api/lazy-module-keys.ts'
import { lazyPageKeyStore } from './api/lazy-page-key-store.ts'
import { PageKeys } from './api/page-key.ts'
import { ServerClock } from './api/server-clock.ts'
import { App } from './app.tsx'
import { Bridge } from './bridge/bridge.ts'
import { loadErrorSentences } from './components/use-error-sentences.ts'
import { fetchPage, LaterPage } from './pages/later-parts.ts'
import { readBrowser } from './state/browser.ts'
import { FirstAnswers } from './state/first-answers.ts'
import { createLanguage, rememberedLanguage } from './state/language.ts'
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

/** Where the server has drawn the page: what it answered for it, as it wrote it. */
const given = document.getElementById(firstAnswersId)?.textContent
const first = new FirstAnswers(given === undefined ? [] : (JSON.parse(given) as FirstAnswer[]))
const drawnIn = given === undefined ? undefined : languages.find((it) => it === document.documentElement.lang)

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
  router: new Router(window),
  reload: () => location.reload(),
}

const { language, portal, router } = services
if (portal.get().state === 'loading') void portal.load()
language.subscribe(() => {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `${languageCookie}=${language.get()}; path=/; max-age=31536000; samesite=lax${secure}`
})

const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
void start(root)

/** Awaits nothing at the top of the file: a page's code may import from this one, and each would wait for the other. */
async function start(root: HTMLElement): Promise<void> {
  await draw(root, <App services={services} />)
  first.forget()
  const remembered = rememberedLanguage(memory)
  if (remembered && remembered !== language.get()) language.set(remembered)
  void loadErrorSentences().catch(() => undefined)
  LaterPage.preload()
}

/** Takes over what the server has drawn, once all its code is there; else draws anew. */
async function draw(root: HTMLElement, app: JSX.Element): Promise<void> {
  const { path } = router.get()
  const isDrawn = given !== undefined && path !== undefined && (await isFetched(fetchPage(path)))
  if (isDrawn) return hydrate(app, root)
  root.replaceChildren()
  render(app, root)
}

/** What did not come is asked for again, and missed, by the page that is drawn anew. */
async function isFetched(fetching: Promise<void>): Promise<boolean> {
  return await fetching.then(
    () => true,
    () => false,
  )
}
