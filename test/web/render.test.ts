import { h, hydrate } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FirstAnswer, FirstAsk, PageView } from '../../core/protocol/page-renderer.ts'
import { isBehindSignIn, pagePathsOf, type PagePath } from '../../core/protocol/pages.ts'
import type { Call } from '../../web/api/call.ts'
import { App } from '../../web/app.tsx'
import { renderer } from '../../web/render.ts'
import { FirstAnswers } from '../../web/state/first-answers.ts'
import { Portal } from '../../web/state/portal.ts'
import { fakeServices, noAnnouncements, samplePortal } from './support/fake-services.ts'
import { mapMemory } from './support/map-memory.ts'
import { item, pageOf } from './pages/announcements/samples.ts'
import { clearScreen, click, text } from './support/screen.ts'

afterEach(clearScreen)

const drawnPages = pagePathsOf('portal').filter((path) => renderer.sources[path] !== undefined)
const notDrawn = pagePathsOf('portal').filter((path) => !isBehindSignIn(path) && !drawnPages.includes(path))

const viewOf = (path: PagePath, changes: Partial<PageView> = {}): PageView => ({
  path,
  part: '',
  query: '',
  language: 'zh-TW',
  userAgent: '',
  brands: '"Google Chrome";v="142", "Not A(Brand";v="24"',
  ...changes,
})

const business = item(1, { title: '<b>粗</b> &#x26; <span class="rich-red">紅</span><script>x()</script>' })

function answer({ route, request }: FirstAsk): object {
  if (route === 'GET /api/portal') return { ...samplePortal, extension: { chrome: null, edge: null } }
  if (route === 'GET /api/announcements')
    return request.kind === 'urgent' ? pageOf([item(9)]) : pageOf([business, item(2)])
  if (route === 'GET /api/downloads/items') return { items: [] }
  if (route === 'GET /api/contacts/items') return { items: [] }
  if (route === 'GET /api/links') return { links: [] }
  if (route === 'GET /api/sam/test-modules') return { modules: [] }
  return noAnnouncements
}

const answersOf = (view: PageView, answerTo = answer) =>
  renderer
    .asks(view)
    .map(({ route, request }) => ({ route, request, answer: answerTo({ route, request } as FirstAsk) }) as FirstAnswer)

/** As a browser gets it, and takes it over. */
async function takeOver(view: PageView, memory = mapMemory({})) {
  const answers = answersOf(view)
  const root = document.createElement('div')
  root.innerHTML = renderer.render(view, answers).html
  document.body.replaceChildren(root)
  const before = root.innerHTML
  const first = new FirstAnswers(answers)
  const made = fakeServices({ path: view.path + view.query, first, memory })
  /** All that the page asks, by the way too. */
  const asked: string[] = []
  const call: Call = async (route, body) => {
    asked.push(route)
    return await made.services.call(route, body)
  }
  const portal = new Portal(call, made.services.clock, first.find('GET /api/portal', {}))
  const services = { ...made.services, portal, call }
  let taken = ''
  await act(async () => {
    hydrate(h(App, { services }), root)
    taken = root.innerHTML
  })
  first.forget()
  return { before, taken, asked }
}

describe('a page that the server draws', () => {
  it.each(drawnPages)('%s is taken over as it is, and asks for nothing again', async (path) => {
    const { before, taken, asked } = await takeOver(viewOf(path))
    expect(before).toContain('id="page-title"')
    expect(taken).toBe(before)
    expect(asked).toEqual([])
  })

  it('is every page that anybody may see, but the settings check and those that other systems send browsers to', () => {
    expect(notDrawn).toEqual(['/check', '/oidc/refused', '/oidc/end-session'])
  })

  it('is drawn of the answers, with text as text', () => {
    const view = viewOf('/announcements')
    const { title, html } = renderer.render(view, answersOf(view))
    expect(title).toBe('公告事項｜健保資訊網服務系統(VPN)')
    expect(html).toContain('<b>粗</b> &amp; <span class="rich-red">紅</span>')
    expect(html).not.toContain('script')
    expect(html).toContain('<time dateTime="2021-05-12">110.05.12</time>')
    expect(html).toContain('您正使用 Google Chrome 瀏覽器（版本 142）')
  })

  it('speaks the language that is asked for', () => {
    const view = viewOf('/', { language: 'en' })
    const { title, html } = renderer.render(view, answersOf(view))
    expect(title).toBe('Sign in for medical institutions｜NHI Information Service (VPN)')
    expect(html).toContain('Choose your card')
  })

  it('works once it is taken over, and then asks anew', async () => {
    const { asked } = await takeOver(viewOf('/announcements'))
    expect(text('main .announcement-title')).toBe('粗 & 紅')
    await click('[data-key=security]')
    await vi.waitFor(() => expect(text()).toContain('目前沒有公告'))
    expect(location.search).toBe('?list=security')
    expect(asked).toContain('GET /api/announcements')
  })

  it('the card that this computer last used is chosen as soon as the page is taken over', async () => {
    await takeOver(viewOf('/'), mapMemory({ 'card-type': 'moica' }))
    expect(document.querySelector('[role=tab][aria-selected=true]')?.getAttribute('data-key')).toBe('moica')
  })
})

describe('what is drawn twice', () => {
  it('is the same for views with the same key', () => {
    const one = viewOf('/', { userAgent: 'x', brands: '"Google Chrome";v="142", "Q";v="8"' })
    expect(renderer.keyOf(one)).toBe(renderer.keyOf(viewOf('/')))
    for (const other of [{ language: 'en' as const }, { query: '?list=system' }, { brands: '"Chromium";v="142"' }])
      expect(renderer.keyOf(viewOf('/', other))).not.toBe(renderer.keyOf(viewOf('/')))
  })

  it('leaves nothing of the one in the other', () => {
    const view = viewOf('/announcements')
    const full = renderer.render(view, answersOf(view)).html
    const empty = answersOf(view, (ask) => (ask.route === 'GET /api/announcements' ? noAnnouncements : answer(ask)))
    expect(renderer.render(view, empty).html).toContain('目前沒有公告')
    expect(renderer.render(view, answersOf(view)).html).toBe(full)
  })
})
