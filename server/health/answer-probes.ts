import { probes } from '../../core/protocol/probes.ts'
import { setSecurityHeaders } from '../http/security-headers.ts'
import type { Fetch } from '../serve.ts'
import type { Readiness } from './readiness.ts'

/** The probes, before the portal: they need no name of it, and leave no line in the log. */
export const answerProbes =
  (readiness: Pick<Readiness, 'reason'>, portal: Fetch): Fetch =>
  async (request, bindings) => {
    const { pathname } = new URL(request.url)
    if (pathname !== probes.alive && pathname !== probes.ready) return await portal(request, bindings)
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'no such method')
    if (pathname === probes.alive) return say(200, 'alive')
    return (await readiness.reason()) === undefined ? say(200, 'ready') : say(503, 'not ready')
  }

function say(status: number, word: string): Response {
  const answer = Response.json({ status: word }, { status, headers: { 'Cache-Control': 'no-store' } })
  if (status === 405) answer.headers.set('Allow', 'GET, HEAD')
  setSecurityHeaders(answer.headers, undefined)
  return answer
}
