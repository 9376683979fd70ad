import { IncomingMessage, type ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { Platform } from '../../core/portal/platforms.ts'
import { type OidcEndpoint, oidcEndpoints } from '../../core/protocol/oidc-endpoints.ts'
import { countRefusal } from '../audit/count-refusal.ts'
import type { Caller } from './call.ts'
import { callerNetwork } from './caller-address.ts'
import { toErrorResponse } from './error-response.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { limitRate, RateLimitRefusal } from './limit-rate.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { toCaller } from './to-caller.ts'

/** Reads node's own request and writes the whole answer. */
export type EndpointHandler = (request: IncomingMessage, response: ServerResponse, caller: Caller) => Promise<void>

/** A platform without one has no such addresses. */
export type Endpoints = ReadonlyMap<Platform, EndpointHandler>

/**
 * What @hono/node-server leaves alone, since the answer is on its way. As its RESPONSE_ALREADY_SENT, with the status for the log;
 * a clone, for that is the platform's own Response, and the header of its light ones is not looked at.
 */
const alreadySent = (status: number) =>
  new Response(null, { status, headers: { 'x-hono-already-sent': 'true' } }).clone()

/** Runs one row of the table of endpoints: rate, then what answers by itself. Undefined where the platform has none. */
export async function serveEndpoint(
  endpoint: OidcEndpoint,
  { database, endpoints }: Pick<HttpParts, 'database' | 'endpoints'>,
  context: Context<HttpEnvironment>,
): Promise<Response | undefined> {
  const { platform, origin, address, requestId, now } = context.var
  const handler = endpoints.get(platform)
  if (!handler) return undefined
  const network = callerNetwork(address)
  const { query } = database
  try {
    await limitRate(query, { route: endpoint, subject: network, limit: oidcEndpoints[endpoint], now })
  } catch (error) {
    if (!(error instanceof RateLimitRefusal)) throw error
    const { response, code } = toErrorResponse(error, requestId)
    if (error.first) await countRefusal(query, { now, network, platform, event: 'oidc-ask', step: 'rate', code })
    context.set('code', code)
    return Response.json(response.body, { status: response.status, headers: response.headers })
  }
  const { incoming, outgoing } = context.env
  if (!(incoming instanceof IncomingMessage) || !outgoing) throw new Error('an endpoint is served by node’s own server')
  const headers = new Headers({ 'X-Request-Id': requestId })
  setSecurityHeaders(headers, origin)
  outgoing.setHeaders(headers)
  await handler(incoming, outgoing, toCaller(context))
  return alreadySent(outgoing.statusCode)
}
