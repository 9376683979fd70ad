import { h } from 'preact'
import type { FirstAnswer, PageRenderer, PageView, RenderedPage } from '../core/protocol/page-renderer.ts'
import type { PagePath } from '../core/protocol/pages.ts'
import { App } from './app.tsx'
import { pageTitleId } from './components/page-main.tsx'
import { fetchPage } from './pages/later-parts.ts'
import { draw } from './render/draw.ts'
import { firstAsks } from './render/first-asks.ts'
import { stillServices } from './render/still-services.ts'
import { browserOf } from './render/browser-of.ts'
import { documentTitle, portalTitle } from './state/portal-title.ts'

const announcementsPage = 'pages/announcements/announcements-page.tsx'
const notices = 'pages/announcements/urgent-notices.tsx'
const later = 'pages/later-page.tsx'
const policies = [later, 'pages/policies/policy-page.tsx']

/** The settings check is not among them: all that is on it is of the browser. */
const sources: Readonly<Partial<Record<PagePath, readonly string[]>>> = {
  '/': [notices, 'pages/front/front-parts.tsx'],
  '/personnel': [later, notices, 'pages/personnel/personnel-page.tsx'],
  '/announcements': [later, notices, announcementsPage],
  '/downloads': [later, 'pages/downloads/downloads-page.tsx'],
  '/guide': [later, 'pages/guide/guide-page.tsx'],
  '/contacts': [later, 'pages/contacts/contacts-page.tsx'],
  '/links': [later, 'pages/links/links-page.tsx'],
  '/site-map': [later, 'pages/site-map/site-map-page.tsx'],
  '/sam/test-modules': [later, 'pages/sam/test-modules-page.tsx'],
  '/policies/privacy': policies,
  '/policies/security': policies,
  '/policies/open-data': policies,
}

await Promise.all((Object.keys(sources) as PagePath[]).map(fetchPage))

/** What dist/render/render.js exports; the server knows its type alone (core/protocol/page-renderer.ts). */
export const renderer: PageRenderer = {
  sources,
  keyOf: (view) => JSON.stringify([view.path, view.part, view.query, view.language, browserOf(view)]),
  asks: ({ path, query }) => firstAsks(path, query),
  render,
}

function render(view: PageView, answers: readonly FirstAnswer[]): RenderedPage {
  const services = stillServices(view, answers)
  return draw(h(App, { services }), (drawn) => {
    const heading = drawn.find((element) => element.getAttribute('id') === pageTitleId)
    const title = documentTitle(heading?.text ?? '', portalTitle(services.portal.get(), view.language))
    return { title, html: drawn.innerHtml() }
  })
}
