import { z } from 'zod'
import { cardTypeCodes } from '../cards/card-types.ts'
import { challenge, thumbprint } from './challenge.ts'
import { openapiDocument } from './openapi.ts'
import { platformCodes } from './platforms.ts'
import type { Role } from './roles.ts'
import { institutionCode, sessionView } from './session.ts'

/**
 * Who may call a route. The server mounts what stands in this table and nothing else, and refuses by default.
 * - `anyone`: no session; still same-origin for unsafe methods.
 * - `pre-session`: the cookie that came with a challenge.
 * - `session`: signed in, with the page key's proof; an institution need not be chosen yet.
 * - roles: signed in, with proof, an institution chosen, and one of these roles held there.
 */
export type Rule = 'anyone' | 'pre-session' | 'session' | { readonly roles: readonly Role[] }

/** At most `count` calls in `seconds`, per caller's address or per session. Counted in the database. */
export interface RateLimit {
  readonly per: 'address' | 'session'
  readonly count: number
  readonly seconds: number
}

export interface Route {
  readonly rule: Rule
  readonly limit: RateLimit
  /** One line for whoever reads the API's description. */
  readonly summary: string
  /** Body of an unsafe method, query of a safe one. */
  readonly request: z.ZodType
  readonly answer: z.ZodType
}

/** Keeps each row's own types: the rule says what a handler is given, the schemas what it takes and answers. */
const route = <const U extends Rule, const Q extends z.ZodType, const A extends z.ZodType>(row: {
  rule: U
  limit: RateLimit
  summary: string
  request: Q
  answer: A
}) => row

const nothing = z.strictObject({})
/** A hospital's staff stand behind one address and sign in within the same minutes: hundreds must pass. */
const perAddress = (count: number, seconds: number): RateLimit => ({ per: 'address', count, seconds })
const perSession = (count: number, seconds: number): RateLimit => ({ per: 'session', count, seconds })

/** The HTTP API: `METHOD /path` → who may call it, what it takes and what it answers. */
export const routes = {
  'GET /api/portal': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary: 'What the sign-in page must know before anybody is signed in',
    request: nothing,
    answer: z.strictObject({
      platform: z.enum(platformCodes),
      environment: z.enum(['test', 'production']),
      /** The server's clock, for the page's proofs. */
      time: z.iso.datetime(),
      /** Where the extension is had, per browser; null while the agency has published none. */
      extension: z.strictObject({ chrome: z.url().nullable(), edge: z.url().nullable() }),
    }),
  }),
  'GET /api/openapi': route({
    rule: 'anyone',
    limit: perAddress(60, 60),
    summary: 'This description, in OpenAPI 3.1',
    request: nothing,
    answer: openapiDocument,
  }),
  'POST /api/auth/challenge': route({
    rule: 'anyone',
    limit: perAddress(600, 60),
    summary:
      'A challenge to be signed by a card, bound to the page’s key and to the pre-session cookie that comes with it',
    request: z.strictObject({ jkt: thumbprint, cardType: z.enum(cardTypeCodes) }),
    answer: challenge,
  }),
  'POST /api/auth/assertion': route({
    rule: 'pre-session',
    limit: perAddress(600, 60),
    summary: 'Signs in with a signed assertion; uses the pre-session’s challenges up, whatever comes of it',
    request: z.strictObject({ assertion: z.string().max(16_384) }),
    answer: sessionView,
  }),
  'GET /api/auth/session': route({
    rule: 'session',
    limit: perSession(600, 60),
    summary: 'Who is signed in, with the roles held now',
    request: nothing,
    answer: sessionView,
  }),
  'POST /api/auth/institution': route({
    rule: 'session',
    limit: perSession(60, 60),
    summary: 'Chooses one of the session’s institutions',
    request: z.strictObject({ institution: institutionCode }),
    answer: sessionView,
  }),
  'POST /api/auth/sign-out': route({
    rule: 'session',
    limit: perSession(60, 60),
    summary: 'Ends the session',
    request: nothing,
    answer: nothing,
  }),
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/${string}`, Route>

export type Routes = typeof routes
export type RouteName = keyof Routes
export type RouteRequest<R extends RouteName> = z.input<Routes[R]['request']>
export type ParsedRequest<R extends RouteName> = z.output<Routes[R]['request']>
export type RouteAnswer<R extends RouteName> = z.output<Routes[R]['answer']>
