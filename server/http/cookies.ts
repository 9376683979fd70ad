import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isToken } from './token.ts'

/**
 * `__Host-session` names a session, `__Host-pre-session` the challenges before one. The prefix makes the browser insist on
 * Secure, Path=/ and no Domain, so that no other host can plant one (RFC 6265bis §4.1.3.2). Browsers take them on
 * *.localhost over http too: they are never weakened for development.
 */
export type CookieName = 'session' | 'pre-session'

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', prefix: 'host' } as const

export interface CookieJar {
  /** Undefined when there is none, or it cannot be one of ours. */
  token(name: CookieName): string | undefined
  /** Without `maxAge` (seconds) the browser forgets it when it closes; the server's own limits hold in any case. */
  set(name: CookieName, token: string, maxAge?: number): void
  remove(name: CookieName): void
}

export function cookieJar(context: Context): CookieJar {
  return {
    token(name) {
      const token = getCookie(context, name, 'host')
      return token !== undefined && isToken(token) ? token : undefined
    },
    set(name, token, maxAge) {
      setCookie(context, name, token, maxAge === undefined ? options : { ...options, maxAge })
    },
    remove(name) {
      deleteCookie(context, name, options)
    },
  }
}
