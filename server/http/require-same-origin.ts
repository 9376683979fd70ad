import { CodedError } from '../../core/errors/coded-error.ts'

/**
 * Every unsafe call must come from a page of the platform's own origin. The cookie is SameSite=Strict already; this holds
 * where a browser does not, and against a sibling site (same site, other origin). JSON gets no exception: Hono's csrf
 * middleware looks at forms only.
 */
export function requireSameOrigin(headers: Headers, origin: string): void {
  const site = headers.get('sec-fetch-site')
  if (headers.get('origin') === origin && (site === null || site === 'same-origin')) return
  throw new CodedError('ERR_REQUEST_ORIGIN', 'the call does not come from a page of this origin')
}
