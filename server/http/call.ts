import type { AuditEvent } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Action, actions, SignatureAction } from '../../core/portal/actions.ts'
import type { AreaScope, InstitutionScope, PersonScope, Scope } from '../../core/portal/authorize.ts'
import type { Route, Rule } from '../../core/protocol/route.ts'
import type { ParsedRequest, RouteAnswer, RouteName, Routes } from '../../core/protocol/routes.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import type { ChallengeRecord } from '../db/tables/challenges.ts'
import type { Holder } from '../db/tables/sessions.ts'
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

/** What an action's row in the table lets it be done to. */
export type ScopeOf<A extends Action> = (typeof actions)[A]['scope'] extends 'institution'
  ? InstitutionScope
  : (typeof actions)[A]['scope'] extends 'person'
    ? PersonScope
    : AreaScope

/** What a handler of a dangerous action is given in place of the scope. */
export interface Confirmed<S extends Scope> {
  /**
   * Uses the card's confirmation up and does `work`, in one transaction: both happen, or neither. As for `tx`, it may run
   * several times. Errors: ERR_REQUEST_CONFIRMATION_NEEDED when another call has used it meanwhile.
   */
  readonly confirmed: <T>(work: (transaction: Queryable, scope: S) => Promise<T>) => Promise<T>
}

export type Admission<R extends Rule> = R extends 'anyone'
  ? Admissions['anyone']
  : R extends 'pre-session'
    ? Admissions['preSession']
    : R extends { readonly action: infer A extends Action }
      ? Admissions['session'] & (A extends SignatureAction ? Confirmed<ScopeOf<A>> : { readonly scope: ScopeOf<A> })
      : Admissions['session']

/** Lets a caller through or refuses with a CodedError. Made in server/auth, handed to the HTTP layer by app.ts. */
export interface Guards {
  preSession(caller: Caller, options?: Pick<Route, 'keepsChallenges'>): Promise<Admissions['preSession']>
  session(
    caller: Caller,
    rule: Exclude<Rule, 'anyone' | 'pre-session'>,
    options?: Pick<Route, 'unattended' | 'beforePasswordChange'>,
  ): Promise<Admissions['session'] & { readonly scope?: Scope }>
  confirmation(
    caller: Caller,
    admitted: Admissions['session'] & { readonly scope: Scope },
    act: { readonly action: SignatureAction; readonly subject: string },
  ): Promise<Admissions['session'] & Confirmed<Scope>>
}

/** Whom a sign-in has found. */
export interface FoundHolder {
  readonly holder: Holder
  readonly institution: string | null
}

export interface SignInCaller extends Caller {
  /** Counts the row's limits for whom is about to be signed in. Errors: ERR_REQUEST_TOO_MANY. */
  limitHolder(found: FoundHolder): Promise<void>
}

export interface Call<R extends RouteName> extends SignInCaller {
  readonly admitted: Admission<Routes[R]['rule']>
  readonly request: ParsedRequest<R>
  /** Of an upload, as it arrives; longer than its route allows, it throws ERR_REQUEST_TOO_LARGE. */
  readonly body: Routes[R]['upload'] extends undefined ? undefined : AsyncIterable<Uint8Array>
}

export interface Handler<R extends RouteName> {
  /** What a refusal is called in the audit. */
  readonly event: AuditEvent
  handle(call: Call<R>): Promise<RouteAnswer<R>>
}

/** One handler per route: a missing one does not compile. */
export type Handlers = { readonly [R in RouteName]: Handler<R> }
