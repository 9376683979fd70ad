import type { MiddlewareHandler } from 'hono'
import { CodedError } from '../../core/errors/coded-error.ts'
import { platformCodes, type Platform } from '../../core/portal/platforms.ts'
import type { Config } from '../config.ts'
import { newId } from '../db/new-id.ts'
import { secondsSince } from '../measures.ts'
import { describeRequest, inSpan, type Span, traceIdOf, traceOf } from '../tracing.ts'
import { callerAddress } from './caller-address.ts'
import { toErrorResponse } from './error-response.ts'
import type { HttpEnvironment, HttpParts } from './http-parts.ts'
import { setSecurityHeaders } from './security-headers.ts'

/** First of all: which platform the Host header names, a request id, the headers and the log line of every response. */
export function identifyCaller({ config, clock, log, measures }: HttpParts): MiddlewareHandler<HttpEnvironment> {
  const platformOfHost = hostTable(config.origins)
  return async (context, next) => {
    const begun = performance.now()
    const now = clock.now()
    const requestId = newId(now)
    const found = platformOfHost.get(new URL(context.req.url).host)
    // Whoever calls us directly has no trace of ours to go on with.
    const parent = traceOf(config.proxies > 0 ? (context.req.header('traceparent') ?? null) : null)
    const answer = async (span: Span) => {
      context.set('requestId', requestId)
      if (found) {
        context.set('platform', found.platform)
        context.set('origin', found.origin)
        context.set('now', now)
        context.set('address', callerAddress(context.req.raw.headers, context.env, config.proxies))
        await next()
      } else {
        // A name that is not ours: DNS rebinding, or a proxy that does not pass the Host header on.
        const { response, code } = toErrorResponse(new CodedError('ERR_REQUEST_NOT_FOUND', 'unknown host'), requestId)
        context.set('code', code)
        context.res = context.json(response.body, 404)
      }
      setSecurityHeaders(context.res.headers, found?.origin)
      context.res.headers.set('X-Request-Id', requestId)
      if (context.req.path.startsWith('/api/')) context.res.headers.set('Cache-Control', 'no-store')
      const { status } = context.res
      const code = context.get('code')
      const seconds = secondsSince(begun)
      // Addresses of our tables only: whatever else was asked for may hold anything.
      const route = context.get('route') ?? 'other'
      measures.answered({ route, status, seconds })
      if (code !== undefined) measures.refused(code)
      describeRequest(span, { route, status, requestId, code })
      log.info({
        requestId,
        traceId: traceIdOf(span),
        method: context.req.method,
        route,
        status,
        code,
        milliseconds: Math.round(seconds * 1000),
      })
    }
    await inSpan('request', 'request', answer, { parent })
  }
}

function hostTable(origins: Config['origins']): Map<string, { platform: Platform; origin: string }> {
  return new Map(
    platformCodes.flatMap((platform) => {
      const origin = origins[platform]
      return origin === undefined ? [] : [[new URL(origin).host, { platform, origin }] as const]
    }),
  )
}
