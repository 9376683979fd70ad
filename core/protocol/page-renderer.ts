import type { Language } from '../i18n/text.ts'
import type { FoundPage, PagePath } from './pages.ts'
import type { RouteAnswer, RouteName, RouteRequest, Routes } from './routes.ts'

/** What anybody may ask, signed in or not: the only routes whose answers may stand in a page that the server draws. */
export type OpenRouteName = {
  [R in RouteName]: Routes[R]['rule'] extends 'anyone' ? (R extends `GET ${string}` ? R : never) : never
}[RouteName]

/** Something that a page asks of the server as soon as it is drawn. */
export type FirstAsk = {
  [R in OpenRouteName]: { readonly route: R; readonly request: RouteRequest<R> }
}[OpenRouteName]

/** With what the server answered. A page has them in JSON, in a script element that is not run. */
export type FirstAnswer = {
  [R in OpenRouteName]: { readonly route: R; readonly request: RouteRequest<R>; readonly answer: RouteAnswer<R> }
}[OpenRouteName]

/** The id of that script element. */
export const firstAnswersId = 'first-answers'

/** The cookie in which a browser keeps the language that was chosen here: a preference, and nothing of a person. */
export const languageCookie = '__Host-language'

/** Which page is drawn, and for what kind of browser. */
export interface PageView extends FoundPage {
  /** As it stands in the address, with its question mark; empty without one. */
  readonly query: string
  readonly language: Language
  /** What the browser says of itself: the headers User-Agent and Sec-CH-UA, empty where there is none. */
  readonly userAgent: string
  readonly brands: string
}

export interface RenderedPage {
  /** Plain text. */
  readonly title: string
  /** What is in the page's root element. */
  readonly html: string
}

/**
 * web/'s pages drawn without a browser, for the first paint: what dist/render/render.js exports. The server draws pages that
 * anybody may see and no other; those behind the sign-in are drawn in the browser alone (DESIGN §3.8).
 */
export interface PageRenderer {
  /** The pages that it draws, each with the source files whose styles and code its drawing needs, beside the first script's. */
  readonly sources: Readonly<Partial<Record<PagePath, readonly string[]>>>
  /** What two views must have in common for their pages to be the same, given the same answers. */
  keyOf(view: PageView): string
  asks(view: PageView): readonly FirstAsk[]
  render(view: PageView, answers: readonly FirstAnswer[]): RenderedPage
}
