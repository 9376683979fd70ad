import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import { isSignatureAction } from '../../core/portal/actions.ts'
import type { Route } from '../../core/protocol/route.ts'
import { type RouteName, routes } from '../../core/protocol/routes.ts'
import { audit, type AuditEntry, type AuditEvent } from '../audit/audit.ts'
import { countRefusal } from '../audit/count-refusal.ts'
import type { Admissions, Call, Caller, FoundHolder, Guards } from './call.ts'
import { callerNetwork } from './caller-address.ts'
import { toErrorResponse } from './error-response.ts'
import { type Limited, limitRates, RateLimitRefusal } from './limit-rate.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { readBody, readRequest } from './read-request.ts'
import { requireSameOrigin } from './require-same-origin.ts'
import { toCaller } from './to-caller.ts'

/**
 * Runs one row of the route table: origin, rate, rule, request, confirmation, handler; each may refuse, and the audit says
 * which did.
 */
export async function serveRoute(
  name: RouteName,
  parts: HttpParts,
  context: Context<HttpEnvironment>,
): Promise<Response> {
  const { event } = parts.handlers[name]
  const caller = toCaller(context)
  try {
    const answer = await withinTime(routes[name], () => runSteps(name, parts, caller, context.req.raw))
    if (event === 'sign-in') parts.measures.signedIn(caller.trail.facts.cardType, 'done')
    return context.json(answer)
  } catch (error) {
    const coded = error instanceof CodedError ? error : undefined
    if (!coded) parts.log.error({ requestId: caller.requestId, route: name, err: error }, 'unexpected error')
    const { response, code } = toErrorResponse(coded, caller.requestId)
    if (event === 'sign-in') parts.measures.signedIn(caller.trail.facts.cardType, code)
    if (shouldAudit(caller, coded)) await auditRefusal(parts, caller, { event, code, error })
    context.set('code', code)
    for (const [header, value] of Object.entries(response.headers)) context.header(header, value)
    return context.json(response.body, response.status as ContentfulStatusCode)
  }
}

/** Whoever waits is told; the work goes on to its own limits, and may be done after all. */
async function withinTime<T>({ upload, seconds = upload ? 180 : 30 }: Route, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    const refuse = () => reject(new CodedError('ERR_REQUEST_TIMEOUT', `no answer within ${seconds} s`))
    timer = setTimeout(refuse, seconds * 1000)
  })
  try {
    return await Promise.race([work(), over])
  } finally {
    clearTimeout(timer)
  }
}

/** One row each; counted together as long as nothing is known of the caller (server/audit/count-refusal.ts). */
async function auditRefusal(
  { database }: Pick<HttpParts, 'database'>,
  { trail, now, address, platform }: Caller,
  { event, code, error }: { readonly event: AuditEvent; readonly code: ErrorCode; readonly error: unknown },
): Promise<void> {
  const { facts } = trail
  const step = wordOf(error, 'step') ?? trail.step
  if ((facts.sessionId ?? facts.challengeJti ?? facts.personId) === undefined) {
    return await countRefusal(database.query, { now, network: callerNetwork(address), platform, event, step, code })
  }
  const detail = detailOf(error) ?? facts.detail
  await audit(database.query, now, { ...facts, event, step, code, detail })
}

async function runSteps(name: RouteName, parts: HttpParts, caller: Caller, request: Request): Promise<object> {
  const row: Route = routes[name]
  const { limit, upload, maximumBytes } = row
  const { trail, now } = caller
  const countCalls = (limited: readonly Limited[]) =>
    trail.at('rate', () => limitRates(parts.database.query, { route: name, limited, now }))
  const countCall = (subject: string) => countCalls([{ subject, limit }])
  const holderLimits = ({ holder, institution }: FoundHolder): Limited[] => {
    const subjects = { holder: holder.kind === 'person' ? holder.personId : holder.institutionCode, institution }
    return (row.also ?? []).flatMap((also) => {
      const subject = subjects[also.per]
      return subject === null ? [] : [{ subject: `${also.per} ${subject}`, limit: also }]
    })
  }
  /** Counts the refusals of a step that comes before its route's own limit can count. */
  const countingRefusals = async <T>(subject: string, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      const { step } = trail
      await countCall(subject)
      trail.step = step
      throw error
    }
  }

  const network = callerNetwork(caller.address)
  if (caller.method !== 'GET') {
    // Apart from the address's own count: pages elsewhere must not use up what its people sign in with.
    await countingRefusals(`elsewhere ${network}`, () =>
      trail.at('origin', () => requireSameOrigin(caller.headers, caller.origin)),
    )
  }
  if (limit.per === 'address') await countCall(network)
  const callGuard = () => admit(row, parts.guards, caller)
  // A session's own limit cannot count those who have none: their refusals are counted by address.
  const admitted = limit.per === 'session' ? await countingRefusals(network, callGuard) : await callGuard()
  if (limit.per === 'session') {
    const { id, holder, institutionCode } = (admitted as Admissions['session']).session
    await countCalls([{ subject: id, limit }, ...holderLimits({ holder, institution: institutionCode })])
  }
  const parsed = await trail.at('request', () => readRequest(request, row))
  const confirmed = await trail.at('confirmation', () =>
    requireConfirmation(row, parts.guards, caller, admitted, parsed),
  )
  trail.step = 'handler'
  // The table gives each route's handler its own types; here they are one.
  const handler = parts.handlers[name] as { handle(call: Call<RouteName>): Promise<object> }
  const limitHolder = async (found: FoundHolder) => {
    const { step } = trail
    const limited = holderLimits(found)
    if (limited.length > 0) await countCalls(limited)
    trail.step = step
  }
  const body = upload ? readBody(request, maximumBytes) : undefined
  return await handler.handle({ ...caller, admitted: confirmed, request: parsed, body, limitHolder } as Call<RouteName>)
}

async function admit(
  { rule, ...options }: Pick<Route, 'rule' | 'unattended' | 'beforePasswordChange' | 'keepsChallenges'>,
  guards: Guards,
  caller: Caller,
): Promise<unknown> {
  if (rule === 'anyone') return undefined
  if (rule === 'pre-session') return await guards.preSession(caller, options)
  return await guards.session(caller, rule, options)
}

/** What a dangerous action's handler is given; of any other, what the rule's guard gave. */
async function requireConfirmation(
  { rule, subject }: Pick<Route, 'rule' | 'subject'>,
  guards: Guards,
  caller: Caller,
  admitted: unknown,
  request: unknown,
): Promise<unknown> {
  if (typeof rule === 'string' || !isSignatureAction(rule.action)) return admitted
  const value = subject === undefined ? undefined : Reflect.get(request as object, subject)
  if (typeof value !== 'string') throw new Error(`the route of ${rule.action} does not say what it is done to`)
  type Confirmable = Parameters<Guards['confirmation']>[1]
  return await guards.confirmation(caller, admitted as Confirmable, { action: rule.action, subject: value })
}

/** A path validation names its own step (path, policy or revocation) and its reason, each by a word of a table. */
function wordOf(error: unknown, name: 'step' | 'reason'): string | undefined {
  const word = error instanceof CodedError ? Reflect.get(error, name) : undefined
  return typeof word === 'string' ? word : undefined
}

/** Which of the checks under one code it was. A malformed request's field is the caller's own word, and stays out. */
function detailOf(error: unknown): AuditEntry['detail'] {
  const reason = wordOf(error, 'reason')
  if (reason !== undefined) return { reason }
  const field =
    error instanceof CodedError && /^ERR_(LOGIN_|REQUEST_PROOF$)/.test(error.code)
      ? error.details?.['field']
      : undefined
  return field === undefined ? undefined : { field }
}

/**
 * Every refusal is written down, except the two that say nothing: a page that asks whether it is signed in, and is not; and a
 * rate limit after its first refusal.
 */
function shouldAudit({ method }: Caller, error: CodedError | undefined): boolean {
  if (error instanceof RateLimitRefusal) return error.first
  return !(method === 'GET' && error?.code === 'ERR_REQUEST_UNAUTHENTICATED')
}
