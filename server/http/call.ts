import type { AuditEvent } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { ParsedRequest, RouteAnswer, RouteName, Routes, Rule } from '../../core/protocol/routes.ts'
import type { Platform } from '../../core/protocol/platforms.ts'
import type { ChallengeRecord } from '../db/tables/challenges.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { CookieJar } from './cookies.ts'

/** What every route knows of its caller. */
export interface Caller {
  readonly platform: Platform
  /** The platform's own origin. */
  readonly origin: string
  readonly method: string
  readonly path: string
  readonly headers: Headers
  /** The caller's network address. */
  readonly address: string
  readonly requestId: string
  readonly now: Date
  readonly cookies: CookieJar
  readonly trail: Trail
}

/** What a rule's guard hands to the handler: the taken challenges, the session, or nothing. */
export interface Admissions {
  readonly anyone: undefined
  /** Newest first, at least one, all of them still good by the server's clock. */
  readonly preSession: readonly ChallengeRecord[]
  readonly session: SignedIn
}

export type Admission<R extends Rule> = R extends 'anyone'
  ? Admissions['anyone']
  : R extends 'pre-session'
    ? Admissions['preSession']
    : Admissions['session']

/** Lets a caller through or refuses with a CodedError. Made in server/auth, handed to the HTTP layer by app.ts. */
export interface Guards {
  preSession(caller: Caller): Promise<Admissions['preSession']>
  session(caller: Caller, rule: Exclude<Rule, 'anyone' | 'pre-session'>): Promise<Admissions['session']>
}

export interface Call<R extends RouteName> extends Caller {
  readonly admitted: Admission<Routes[R]['rule']>
  readonly request: ParsedRequest<R>
}

export interface Handler<R extends RouteName> {
  /** What a refusal is called in the audit. */
  readonly event: AuditEvent
  handle(call: Call<R>): Promise<RouteAnswer<R>>
}

/** One handler per route: a missing one does not compile. */
export type Handlers = { readonly [R in RouteName]: Handler<R> }
