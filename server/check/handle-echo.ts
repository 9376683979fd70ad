import type { Config } from '../config.ts'
import type { Handler } from '../http/call.ts'
import type { RevocationState } from './revocation-state.ts'

/** Longer header values say no more. */
const longest = 500

/** Tells the caller what of its own request arrived. Nothing else is told, and of the authorities only whether all is well. */
export function echo(parts: {
  readonly config: Pick<Config, 'proxies' | 'extension'>
  readonly revocation: RevocationState
}): Handler<'GET /api/echo'> {
  const { config, revocation } = parts
  return {
    event: 'read',
    handle({ origin, headers, address, now }) {
      const header = (name: string) => headers.get(name)?.slice(0, longest) ?? null
      return Promise.resolve({
        address,
        host: new URL(origin).host,
        via: header('via'),
        forwarded: header('forwarded'),
        forwardedFor: withoutOwn(header('x-forwarded-for'), config.proxies),
        time: now.toISOString(),
        minimumExtension: config.extension.minimum,
        revocation: revocation.missing().length === 0 ? ('current' as const) : ('late' as const),
      })
    },
  }
}

/** What stood in X-Forwarded-For before the server's own reverse proxies added to it. */
function withoutOwn(value: string | null, proxies: number): string | null {
  const entries = value?.split(',').map((entry) => entry.trim()) ?? []
  const others = entries.slice(0, Math.max(0, entries.length - proxies))
  return others.length === 0 ? null : others.join(', ')
}
