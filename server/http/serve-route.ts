import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type Route, type RouteName, routes } from '../../core/protocol/routes.ts'
import { audit } from '../audit/audit.ts'
import { Trail } from '../audit/trail.ts'
import type { Call, Caller, Guards } from './call.ts'
import { cookieJar } from './cookies.ts'
import { toErrorResponse } from './error-response.ts'
import { limitRate, RateLimitRefusal } from './limit-rate.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { readRequest } from './read-request.ts'
import { requireSameOrigin } from './require-same-origin.ts'

/** Runs one row of the route table: origin, rate, rule, request, handler; each may refuse, and the audit says which did. */
export async function serveRoute(
  name: RouteName,
  parts: HttpParts,
  context: Context<HttpEnvironment>,
): Promise<Response> {
  const { event } = parts.handlers[name]
  const caller = toCaller(context)
  try {
    const answer = await runSteps(name, parts, caller, context.req.raw)
    return context.json(answer)
  } catch (error) {
    const coded = error instanceof CodedError ? error : undefined
    if (!coded) parts.log.error({ requestId: caller.requestId, route: name, err: error }, 'unexpected error')
    const { response, code } = toErrorResponse(coded, caller.requestId)
    if (shouldAudit(caller, coded)) {
      const { step, facts } = caller.trail
      await audit(parts.database.query, caller.now, { ...facts, event, step: stepOf(error) ?? step, code })
    }
    context.set('code', code)
    for (const [header, value] of Object.entries(response.headers)) context.header(header, value)
    return context.json(response.body, response.status as ContentfulStatusCode)
  }
}

function toCaller(context: Context<HttpEnvironment>): Caller {
  const { platform, origin, address, requestId, now } = context.var
  return {
    platform,
    origin,
    address,
    requestId,
    now,
    method: context.req.method,
    path: context.req.path,
    headers: context.req.raw.headers,
    cookies: cookieJar(context),
    trail: new Trail('route', { platform, address, requestId }),
  }
}

async function runSteps(name: RouteName, parts: HttpParts, caller: Caller, request: Request): Promise<object> {
  const { rule, limit, request: schema }: Route = routes[name]
  const { trail, now } = caller
  const countCall = (subject: string) =>
    trail.at('rate', () => limitRate(parts.database.query, { route: name, subject, limit, now }))

  if (caller.method !== 'GET') trail.at('origin', () => requireSameOrigin(caller.headers, caller.origin))
  if (limit.per === 'address') await countCall(caller.address)
  const admitted = await admit(rule, parts.guards, caller).catch(async (error: unknown) => {
    // A session's own limit cannot count those who have none: their refusals are counted by address.
    const { step } = trail
    if (limit.per === 'session') await countCall(caller.address)
    trail.step = step
    throw error
  })
  if (limit.per === 'session' && trail.facts.sessionId !== undefined) await countCall(trail.facts.sessionId)
  const parsed = await trail.at('request', () => readRequest(request, schema))
  trail.step = 'handler'
  // The table gives each route's handler its own types; here they are one.
  const handler = parts.handlers[name] as { handle(call: Call<RouteName>): Promise<object> }
  return await handler.handle({ ...caller, admitted, request: parsed } as Call<RouteName>)
}

async function admit(rule: Route['rule'], guards: Guards, caller: Caller): Promise<unknown> {
  if (rule === 'anyone') return undefined
  if (rule === 'pre-session') return await guards.preSession(caller)
  return await guards.session(caller, rule)
}

/** A path validation names its own step: path, policy or revocation. */
function stepOf(error: unknown): string | undefined {
  return error instanceof CodedError && 'step' in error && typeof error.step === 'string' ? error.step : undefined
}

/**
 * Every refusal leaves a row, except the two that say nothing: a page that asks whether it is signed in, and is not; and a
 * rate limit after its first refusal.
 */
function shouldAudit({ method }: Caller, error: CodedError | undefined): boolean {
  if (error instanceof RateLimitRefusal) return error.first
  return !(method === 'GET' && error?.code === 'ERR_REQUEST_UNAUTHENTICATED')
}
