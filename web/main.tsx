import { hydrate, type JSX, render } from 'preact'
import { languages } from '../core/i18n/text.ts'
import { type FirstAnswer, firstAnswersId } from '../core/protocol/page-renderer.ts'
import { App } from './app.tsx'
import { browserServices } from './browser-services.ts'
import { loadErrorSentences } from './components/use-error-sentences.ts'
import { fetchPage, LaterPage } from './pages/later-parts.ts'
import { preloadLaterPages } from './pages/preload-later-pages.ts'
import { FirstAnswers } from './state/first-answers.ts'
import { rememberedLanguage } from './state/language.ts'
import './components/tokens.css'
import './components/base.css'

/** Where the server has drawn the page: what it answered for it, as it wrote it. */
const given = document.getElementById(firstAnswersId)?.textContent
const first = new FirstAnswers(given === undefined ? [] : (JSON.parse(given) as FirstAnswer[]))
const drawnIn = given === undefined ? undefined : languages.find((it) => it === document.documentElement.lang)

const services = browserServices({ site: 'portal', first, drawnIn, preloadPages: preloadLaterPages })
const { language, memory, router } = services

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
