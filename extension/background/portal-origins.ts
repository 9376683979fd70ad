import { platformCodes, platforms } from '../../core/protocol/platforms.ts'
import { isPortalOrigin } from '../../core/protocol/portal-origin.ts'

/** Exact origins, or `http://name:*` for a name under whatever port it is served. */
export type OriginPattern = string

/** What the agency runs. The entry passes these, the demo's entry its local names besides. */
export const productionOrigins: readonly OriginPattern[] = platformCodes.map((code) => platforms[code].productionOrigin)

/**
 * Further portals by managed policy: `portals` is a list of https origins. Anything else in it is left out, so that a
 * slip in a policy opens no door; the pairing page shows which portals are taken.
 */
export async function managedOrigins(): Promise<readonly string[]> {
  const { portals } = await chrome.storage.managed.get('portals').catch(() => ({ portals: undefined }))
  return Array.isArray(portals) ? portals.filter(isPortalOrigin) : []
}

export function matchesOrigin(origin: string, patterns: readonly OriginPattern[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith(':*') ? withoutPort(origin) === pattern.slice(0, -':*'.length) : origin === pattern,
  )
}

function withoutPort(origin: string): string {
  if (!URL.canParse(origin)) return origin
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${hostname}`
}
