import { portalSites } from '../checks/portal-sites.ts'
import { managedOrigins, type OriginPattern } from './portal-origins.ts'

/** The portals that the extension serves, by origin; local names at the ports at which they are open in a tab. */
export async function servedPortals(fixed: readonly OriginPattern[]): Promise<readonly string[]> {
  const patterns = [...fixed, ...(await managedOrigins())]
  const tabs = await chrome.tabs.query({ url: patterns.map((origin) => `${origin}/*`) })
  const open = tabs.flatMap(({ url }) => (url === undefined ? [] : new URL(url).origin))
  return portalSites(patterns, open).map(({ origin }) => origin)
}
