import { getCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { chooseLanguage, languages } from '../../core/i18n/text.ts'
import {
  type FirstAnswer,
  type FirstAsk,
  languageCookie,
  type OpenRouteName,
  type PageView,
} from '../../core/protocol/page-renderer.ts'
import type { FoundPage } from '../../core/protocol/pages.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { Route } from '../../core/protocol/route.ts'
import { routes } from '../../core/protocol/routes.ts'
import { readEdition } from '../db/tables/public-content.ts'
import type { Call, Caller, Handler } from './call.ts'
import { toCaller } from './to-caller.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { toDocument } from './page-drawings.ts'
import { preferredLanguages } from './preferred-languages.ts'
import { ShortMemory } from './short-memory.ts'
import { toWebFile, type WebFile } from './web-files.ts'

/** For this long a page may lack what was just written elsewhere. */
const moment = 1000

/** For this long a page serves at most while nothing is written. */
const tenMinutes = 600_000

/**
 * Pages that are drawn anew in a moment: addresses that differ in what nobody reads are without number. Those beyond are the
 * shell, which the browser draws.
 */
const mostDrawn = 20

/** What it answers changes with the time of day alone: it is asked for each page. */
const changingByTheClock: OpenRouteName = 'GET /api/portal'

/** What a page that the server draws depends on, beside its address. */
export const drawnPageVary = 'Accept-Encoding, Accept-Language, Cookie, User-Agent, Sec-CH-UA'

/**
 * Draws the pages that anybody may see: what they ask is answered by the same handlers that answer a browser, and nobody is
 * known here, whatever cookies came along.
 */
export class PageDrawer {
  readonly #parts: Pick<HttpParts, 'database' | 'handlers' | 'web' | 'log'>
  readonly #editions = new ShortMemory<number>({ milliseconds: moment, most: 1 })
  readonly #momentary = new ShortMemory<FirstAnswer>({ milliseconds: moment, most: 10 })
  readonly #answers = new ShortMemory<FirstAnswer>({ milliseconds: tenMinutes, most: 500 })
  readonly #pages = new ShortMemory<WebFile>({ milliseconds: tenMinutes, most: 200 })

  #drawn = { count: 0, since: 0 }

  constructor(parts: Pick<HttpParts, 'database' | 'handlers' | 'web' | 'log'>) {
    this.#parts = parts
  }

  /** Undefined for a page that is not drawn here, or cannot be now: the browser draws it, and says what is wrong. */
  async draw(found: FoundPage, context: Context<HttpEnvironment>): Promise<WebFile | undefined> {
    const { drawings } = this.#parts.web
    const links = drawings?.links.get(found.path)
    if (!drawings || links === undefined) return undefined
    const { now, requestId } = context.var
    const view = viewOf(found, context)
    try {
      const caller = toCaller(context)
      const asks = drawings.renderer.asks(view)
      const edition = await this.#edition(now)
      const answer = (ask: FirstAsk) => this.#answer(ask, caller, edition)
      const momentary = await Promise.all(asks.filter(({ route }) => route === changingByTheClock).map(answer))
      const key = JSON.stringify([caller.platform, edition, momentary, drawings.renderer.keyOf(view)])
      return await this.#pages.get(key, now, async () => {
        this.#requireTurn(now)
        const answers = await Promise.all(asks.map(answer))
        const page = drawings.renderer.render(view, answers)
        const shell = Buffer.from(this.#parts.web.shell.bytes).toString('utf8')
        const document = toDocument(shell, page, { language: view.language, links, answers })
        return toWebFile('/index.html', Buffer.from(document))
      })
    } catch (error) {
      if (error instanceof NotNow) return undefined
      this.#parts.log.error({ requestId, route: found.path, err: error }, 'a page could not be drawn')
      return undefined
    }
  }

  /** After something was written here: the next page has it. */
  forget(): void {
    this.#editions.forget()
    this.#momentary.forget()
  }

  #requireTurn(now: Date): void {
    const at = now.getTime()
    if (Math.abs(at - this.#drawn.since) >= moment) this.#drawn = { count: 0, since: at }
    if (++this.#drawn.count > mostDrawn) throw new NotNow()
  }

  /** What anybody may read is the same while this is: it changes with each write, and with the day that begins in Taiwan. */
  async #edition(now: Date): Promise<string> {
    const edition = await this.#editions.get('', now, () => readEdition(this.#parts.database.query))
    return `${taiwanDay(now)} ${edition}`
  }

  async #answer(ask: FirstAsk, caller: Caller, edition: string): Promise<FirstAnswer> {
    const row: Route = routes[ask.route]
    if (row.rule !== 'anyone') throw new Error(`${ask.route} is not for anybody, and stands in no page`)
    const memory = ask.route === changingByTheClock ? this.#momentary : this.#answers
    const key = JSON.stringify([caller.platform, edition, ask])
    return await memory.get(key, caller.now, async () => {
      const handler = this.#parts.handlers[ask.route] as Handler<OpenRouteName>
      // What is called is the handler of the very row whose request was parsed.
      const request = row.request.parse(ask.request) as Call<OpenRouteName>['request']
      const limitHolder = () => Promise.reject(new Error('nobody signs in by a page that is drawn'))
      const call = { ...caller, admitted: undefined, request, body: undefined as never, limitHolder }
      const answer = await handler.handle(call)
      return { ...ask, answer: withoutTime(answer) } as FirstAnswer
    })
  }
}

class NotNow extends Error {}

/** The server's clock is told by each answer's Date. Here it would be old when a browser shows the page again. */
const withoutTime = (answer: object): object =>
  'time' in answer && 'platform' in answer ? { ...answer, time: new Date(0).toISOString() } : answer

function viewOf(found: FoundPage, context: Context<HttpEnvironment>): PageView {
  const chosen = getCookie(context, languageCookie)
  return {
    ...found,
    query: new URL(context.req.url).search.slice(0, 300),
    language:
      languages.find((language) => language === chosen) ??
      chooseLanguage(preferredLanguages(context.req.header('accept-language'))),
    userAgent: context.req.header('user-agent')?.slice(0, 500) ?? '',
    brands: context.req.header('sec-ch-ua')?.slice(0, 500) ?? '',
  }
}
