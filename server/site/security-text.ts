import { CodedError } from '../../core/errors/coded-error.ts'
import type { Config } from '../config.ts'
import type { DocumentHandler } from '../http/serve-document.ts'

/** security.txt (RFC 9116). One that is out of date must not be used (§2.5.5): then there is none. */
export function serveSecurityText({ config }: { readonly config: Pick<Config, 'securityContact'> }): DocumentHandler {
  return {
    event: 'read',
    handle({ origin, now }) {
      const { uri, until } = config.securityContact ?? {}
      const expires = `${until}T15:59:59.000Z` // the day's end in Taiwan
      if (uri === undefined || now >= new Date(expires)) {
        return Promise.reject(new CodedError('ERR_REQUEST_NOT_FOUND', 'no contact is set, or its time is over'))
      }
      const lines = [
        `Contact: ${uri}`,
        `Expires: ${expires}`,
        'Preferred-Languages: zh-TW, en',
        `Canonical: ${origin}/.well-known/security.txt`,
      ]
      const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' }
      return Promise.resolve(new Response(`${lines.join('\n')}\n`, { headers }))
    },
  }
}
