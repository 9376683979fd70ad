import type { OriginPattern } from '../background/portal-origins.ts'

/** A portal as the checks name it. */
export interface PortalSite {
  readonly origin: string
  /** Match pattern of all its pages. */
  readonly pattern: string
}

export const siteOf = (origin: string): PortalSite => ({ origin, pattern: `${origin}/*` })

/**
 * The portals behind the patterns. A local name that is served under whatever port stands for the ports at which it is
 * open in a tab.
 */
export function portalSites(patterns: readonly OriginPattern[], openOrigins: readonly string[]): PortalSite[] {
  const origins = patterns.flatMap((pattern) =>
    pattern.endsWith(':*')
      ? openOrigins.filter((origin) => origin.startsWith(pattern.slice(0, -1)) || origin === pattern.slice(0, -2))
      : pattern,
  )
  return [...new Set(origins)].map(siteOf)
}
