import type { Context } from 'hono'
import { Trail } from '../audit/trail.ts'
import type { Caller } from './call.ts'
import { cookieJar } from './cookies.ts'
import type { HttpEnvironment } from './http-parts.ts'

/** What is known of who asks before any rule was looked at. */
export function toCaller(context: Context<HttpEnvironment>): Caller {
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
