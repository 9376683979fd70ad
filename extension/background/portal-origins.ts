import { platformCodes, platforms, portalCodes } from '../../core/portal/platforms.ts'
import { readManagedPolicy } from '../policy/managed-policy.ts'

/** Exact origins, or `http://name:*` for a name under whatever port it is served. */
export type OriginPattern = string

/** What the agency runs. The entry passes these, the demo's entry its local names besides. */
export const productionOrigins: readonly OriginPattern[] = platformCodes.map((code) => platforms[code].productionOrigin)

/** Of them those of another system: a computer need not reach them to use the portals, and is not checked for them. */
export const otherSystems: readonly OriginPattern[] = platformCodes
  .filter((code) => !portalCodes.includes(code))
  .map((code) => platforms[code].productionOrigin)

/** Further portals by managed policy. The pairing page shows which of its entries are taken. */
export const managedOrigins = async (): Promise<readonly string[]> => (await readManagedPolicy()).policy.portals ?? []

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
