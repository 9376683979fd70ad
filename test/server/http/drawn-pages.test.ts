import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { FirstAsk, PageRenderer } from '../../../core/protocol/page-renderer.ts'
import { isBehindSignIn, pagePathsOf, pageRow } from '../../../core/protocol/pages.ts'
import { beginEdition } from '../../../server/db/tables/public-content.ts'
import { warmUp } from '../../../server/http/warm-up.ts'
import { toWebFile } from '../../../server/http/web-files.ts'
import { renderer } from '../../../web/render.ts'
import {
  addAnnouncement,
  author,
  draftOf,
  publish,
  seedAnnouncementPeople,
  signIn,
} from '../announcements/announcement-pages.ts'
import { internet, openTestPortal, type TestPortal, vpn } from '../test-portal.ts'

const shell =
  '<!doctype html><html lang="zh-TW"><head><title>shell</title></head><body><div id="root"></div></body></html>'

function webWith(drawn: PageRenderer) {
  const links = new Map(
    pagePathsOf('portal').map((path) => [path, `<link rel="stylesheet" href="/assets/${pageRow(path).name}.css">`]),
  )
  return {
    web: {
      shell: toWebFile('/index.html', Buffer.from(shell)),
      files: new Map(),
      drawings: { renderer: drawn, links },
    },
  }
}

let portal: TestPortal
beforeEach(async () => {
  portal = await openTestPortal(() => webWith(renderer))
  await seedAnnouncementPeople(portal)
})
afterEach(() => portal.close())

const open = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await portal.page().fetch('GET', path, undefined, { headers })
  return { answer, body: textOf(answer) }
}

const textOf = ({ body }: { readonly body: unknown }) => (typeof body === 'string' ? body : '')

/** What stands in the element that is not run. */
const dataOf = (body: string) =>
  JSON.parse(/<script type="application\/json" id="first-answers">([^<]*)<\/script>/.exec(body)?.[1] ?? '') as {
    route: string
    answer: { items?: { titleText: string }[] }
  }[]

it('each portal’s first page is drawn before anybody asks for it', async () => {
  const render = vi.fn<PageRenderer['render']>((view, answers) => renderer.render(view, answers))
  await warmUp(portal.another(webWith({ ...renderer, render })), { vpn, internet })
  expect(render.mock.calls.map(([view]) => view.path)).toEqual(['/', '/'])
})

describe('pages at addresses without number', () => {
  it('are drawn so many in a second, and are the shell beyond that', async () => {
    const isDrawn = async (at: number) => !(await open(`/links?nobody=${at}`)).body.includes('<div id="root"></div>')
    const drawn = []
    for (let at = 0; at < 30; at++) drawn.push(await isDrawn(at))
    expect(drawn.filter(Boolean)).toHaveLength(20)
    expect(await isDrawn(0)).toBe(true) // it is kept
    portal.logged.length = 0
    portal.clock.advance(1)
    expect(await isDrawn(29)).toBe(true)
    expect(portal.logged).not.toContainEqual(expect.objectContaining({ err: expect.anything() }))
  })
})

describe('a public page', () => {
  it('comes with its text, its data and its styles, before any script runs', async () => {
    const titleText = '</script><script>alert(1)</script>'
    await addAnnouncement(portal.database.query, portal.clock.now(), { title: '甲 &#x26; 乙', titleText })
    const { answer, body } = await open('/announcements')
    expect(answer.status).toBe(200)
    expect(body).toContain('<title>公告事項｜健保資訊網服務系統(VPN)</title>')
    expect(body).toContain('<span>甲 &amp; 乙</span>')
    expect(body).toContain('<link rel="stylesheet" href="/assets/announcements.css"></head>')
    const data = dataOf(body)
    expect(data.map(({ route }) => route)).toEqual([
      'GET /api/portal',
      'GET /api/announcements',
      'GET /api/announcements',
    ])
    expect(data[2]?.answer.items?.[0]?.titleText).toBe(titleText)
    expect(body.match(/<script/g)).toHaveLength(1)
  })

  it('is looked up anew each time, kept by nobody else, and not sent again while it is the same', async () => {
    const { answer } = await open('/')
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie, User-Agent, Sec-CH-UA')
    portal.clock.advance(3600)
    const again = await open('/', { 'if-none-match': answer.headers.get('etag') ?? '' })
    expect([again.answer.status, again.body]).toEqual([304, ''])
    await addAnnouncement(portal.database.query, portal.clock.now(), {})
    portal.clock.advance(2)
    expect((await open('/', { 'if-none-match': answer.headers.get('etag') ?? '' })).answer.status).toBe(200)
  })

  it.each([
    ['zh-TW', {}],
    ['en', { 'accept-language': 'en-US,en;q=0.9,zh-TW;q=0.8' }],
    ['zh-TW', { 'accept-language': 'fr, en;q=0.4, zh-Hant;q=0.7' }],
    ['en', { cookie: '__Host-language=en', 'accept-language': 'zh-TW' }],
    ['zh-TW', { cookie: '__Host-language=<b>', 'accept-language': 'en;q=0' }],
  ])('is in %s for %o', async (language, headers) => {
    expect((await open('/personnel', headers as Record<string, string>)).body).toContain(`<html lang="${language}">`)
  })

  it('has what the back office has just published', async () => {
    const page = await signIn(portal, author)
    expect((await open('/')).body).not.toContain('剛剛發布')
    await publish(page, 'business', portal.clock.now(), {
      ...draftOf('business', portal.clock.now()),
      title: '剛剛發布',
    })
    expect((await open('/')).body).toContain('剛剛發布')
  })

  it('has what another server has just published, and what begins with the day', async () => {
    const { query } = portal.database
    const now = portal.clock.now()
    const tomorrow = taiwanDay(new Date(now.getTime() + 24 * 3600 * 1000))
    expect((await open('/announcements')).body).not.toContain('今日公告')
    await addAnnouncement(query, now, { titleText: '今日公告' })
    await addAnnouncement(query, now, { titleText: '明日公告', fromDay: tomorrow })
    portal.clock.advance(2)
    const today = (await open('/announcements')).body
    expect([today.includes('今日公告'), today.includes('明日公告')]).toEqual([true, false])
    portal.clock.advance(24 * 3600)
    expect((await open('/announcements')).body).toContain('明日公告')
  })

  it('is drawn once, until something that it shows is written', async () => {
    const render = vi.fn<PageRenderer['render']>((...drawing) => renderer.render(...drawing))
    const other = await openTestPortal(() => webWith({ ...renderer, render }))
    const seen = async () => (await other.page().fetch('GET', '/links')).status
    await seen()
    other.clock.advance(60)
    await seen()
    expect(render).toHaveBeenCalledTimes(1)
    await beginEdition(other.database.query)
    other.clock.advance(2)
    expect(await seen()).toBe(200)
    expect(render).toHaveBeenCalledTimes(2)
    await other.close()
  })

  it('is the same whoever asks: a session’s cookie is of no account', async () => {
    const page = await signIn(portal, author)
    const answer = await page.fetch('GET', '/announcements')
    const body = textOf(answer)
    expect(body).not.toContain(author.name)
    expect(body).toBe((await open('/announcements')).body)
  })
})

describe('the shell', () => {
  it('is all that a page behind the sign-in has, whoever asks', async () => {
    const page = await signIn(portal, author)
    const whole = pagePathsOf('portal').filter((path) => isBehindSignIn(path) && !pageRow(path).part)
    for (const path of [...whole, '/catalogue/A.02', '/personnel/services/exchange']) {
      const answer = await page.fetch('GET', path)
      expect([path, answer.status, textOf(answer)]).toEqual([path, 200, shell])
    }
  })

  it('is served where a page cannot be drawn, and the log tells of it', async () => {
    const broken = (changes: Partial<PageRenderer>) => ({ ...renderer, ...changes })
    const asks = () => [{ route: 'GET /api/auth/session', request: {} } as unknown as FirstAsk]
    for (const changes of [
      { asks },
      {
        render: () => {
          throw new Error('no')
        },
      },
    ]) {
      const other = await openTestPortal(() => webWith(broken(changes)))
      const answer = await other.page().fetch('GET', '/')
      expect([answer.status, textOf(answer)]).toEqual([200, shell])
      expect(other.logged).toContainEqual(expect.objectContaining({ route: '/', err: expect.any(Error) }))
      await other.close()
    }
  })
})
