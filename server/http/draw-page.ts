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
import type { Route } from '../../core/protocol/route.ts'
import { routes } from '../../core/protocol/routes.ts'
import type { Call, Caller, Handler } from './call.ts'
import { toCaller } from './to-caller.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { toDocument } from './page-drawings.ts'
import { preferredLanguages } from './preferred-languages.ts'
import { ShortMemory } from './short-memory.ts'
import { toWebFile, type WebFile } from './web-files.ts'

/** For this long a page may lack what was just written elsewhere. */
const milliseconds = 1000

/** What a page that the server draws depends on, beside its address. */
export const drawnPageVary = 'Accept-Encoding, Accept-Language, Cookie, User-Agent, Sec-CH-UA'

/**
 * Draws the pages that anybody may see: what they ask is answered by the same handlers that answer a browser, and nobody is
 * known here, whatever cookies came along.
 */
export class PageDrawer {
  readonly #parts: Pick<HttpParts, 'handlers' | 'web' | 'log'>
  readonly #answers = new ShortMemory<FirstAnswer>({ milliseconds, most: 500 })
  readonly #pages = new ShortMemory<WebFile>({ milliseconds, most: 200 })

  constructor(parts: Pick<HttpParts, 'handlers' | 'web' | 'log'>) {
    this.#parts = parts
  }

  /** Undefined for a page that is not drawn here, or cannot be now: the browser draws it, and says what is wrong. */
  async draw(found: FoundPage, context: Context<HttpEnvironment>): Promise<WebFile | undefined> {
    const { drawings } = this.#parts.web
    const links = drawings?.links.get(found.path)
    if (!drawings || links === undefined) return undefined
    const { platform, now, requestId } = context.var
    const view = viewOf(found, context)
    try {
      return await this.#pages.get(`${platform} ${drawings.renderer.keyOf(view)}`, now, async () => {
        const caller = toCaller(context)
        const answers = await Promise.all(drawings.renderer.asks(view).map((ask) => this.#answer(ask, caller)))
        const page = drawings.renderer.render(view, answers)
        const shell = Buffer.from(this.#parts.web.shell.bytes).toString('utf8')
        const document = toDocument(shell, page, { language: view.language, links, answers })
        return toWebFile('/index.html', Buffer.from(document))
      })
    } catch (error) {
      this.#parts.log.error({ requestId, route: found.path, err: error }, 'a page could not be drawn')
      return undefined
    }
  }

  /** After something was written here: the next page has it. */
  forget(): void {
    this.#answers.forget()
    this.#pages.forget()
  }

  async #answer(ask: FirstAsk, caller: Caller): Promise<FirstAnswer> {
    const row: Route = routes[ask.route]
    if (row.rule !== 'anyone') throw new Error(`${ask.route} is not for anybody, and stands in no page`)
    const key = `${caller.platform} ${ask.route} ${JSON.stringify(ask.request)}`
    return await this.#answers.get(key, caller.now, async () => {
      const handler = this.#parts.handlers[ask.route] as Handler<OpenRouteName>
      // What is called is the handler of the very row whose request was parsed.
      const request = row.request.parse(ask.request) as Call<OpenRouteName>['request']
      const answer = await handler.handle({ ...caller, admitted: undefined, request, body: undefined as never })
      return { ...ask, answer: withoutTime(answer) } as FirstAnswer
    })
  }
}

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
