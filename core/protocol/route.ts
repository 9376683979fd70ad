import type { z } from 'zod'
import type { Action, SignatureAction } from '../portal/actions.ts'
import type { Site } from '../portal/sites.ts'

/**
 * Who may call a route. The server mounts what stands in this table and nothing else, and refuses by default.
 * - `anyone`: no session; still same-origin for unsafe methods.
 * - `pre-session`: the cookie that came with a challenge.
 * - `session`: signed in, with the page key's proof; an institution need not be chosen yet.
 * - an action: signed in, with proof, and the table of core/portal/actions.ts lets the person do it.
 */
export type Rule = 'anyone' | 'pre-session' | 'session' | { readonly action: Action }

/**
 * At most `count` calls in `seconds`. Counted in the database: per caller's address or per session, or whatever session it is,
 * per holder (the person, or the institution whose card it is) or per institution that is worked for.
 */
export interface RateLimit<P extends string = 'address' | 'session' | 'holder' | 'institution'> {
  readonly per: P
  readonly count: number
  readonly seconds: number
}

export interface Route {
  readonly rule: Rule
  /** Where it is; elsewhere it is an unknown address. Everywhere where nothing is said. */
  readonly sites?: readonly Site[]
  readonly limit: RateLimit<'address' | 'session'>
  /** Counted as well, once it is known who it is: of a sign-in before its session opens. */
  readonly also?: readonly RateLimit<'holder' | 'institution'>[]
  /** A call that pages make by themselves: it does not move the session's idle limit. */
  readonly unattended?: true
  /** Asked in the middle of a sign-in: the pre-session's challenges stay good. */
  readonly keepsChallenges?: true
  /** Reachable while the holder of the session has to change the password that opened it first. */
  readonly beforePasswordChange?: true
  /** Whom or what a dangerous action is done to: the member of the request that names it. */
  readonly subject?: string
  /** One line for whoever reads the API's description. */
  readonly summary: string
  /** The body is a file, handed to the handler as it arrives; what is said of the file is the query. */
  readonly upload?: true
  /** How long a body may be; 64 KiB where nothing is said. */
  readonly maximumBytes?: number
  /** How long a call may take, its body included; half a minute where nothing is said, three of an upload. */
  readonly seconds?: number
  /** Body of an unsafe method, query of a safe one or of an upload. */
  readonly request: z.ZodType
  readonly answer: z.ZodType
}

/** A dangerous action's row says what is confirmed: without it, the row does not compile. */
type SubjectOf<U, Q extends z.ZodType> = U extends { readonly action: SignatureAction }
  ? { readonly subject: keyof z.output<Q> & string }
  : { readonly subject?: never }

/** Keeps each row's own types: the rule says what a handler is given, the schemas what it takes and answers. */
export const route = <
  const U extends Rule,
  const Q extends z.ZodType,
  const A extends z.ZodType,
  const F extends true | undefined = undefined,
>(
  row: {
    rule: U
    sites?: readonly Site[]
    limit: RateLimit<'address' | 'session'>
    also?: readonly RateLimit<'holder' | 'institution'>[]
    unattended?: true
    keepsChallenges?: true
    beforePasswordChange?: true
    summary: string
    upload?: F
    maximumBytes?: number
    seconds?: number
    request: Q
    answer: A
  } & SubjectOf<U, Q>,
) => row

const limitPer =
  <P extends RateLimit['per']>(per: P) =>
  (count: number, seconds: number): RateLimit<P> => ({ per, count, seconds })

/** A hospital's staff stand behind one address and sign in within the same minutes: hundreds must pass. */
export const perAddress = limitPer('address')
export const perSession = limitPer('session')
export const perHolder = limitPer('holder')
export const perInstitution = limitPer('institution')

/** Of the rows of one area. */
export type RouteTable = Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/${string}`, Route>
