import { ManagedSetting } from './managed-setting.ts'
import type { CheckFix, Outcome } from './check.ts'
import type { CheckBrowser, CheckSituation } from './check-situation.ts'
import type { PortalSite } from './portal-sites.ts'

type SettingName = 'javascript' | 'popups' | 'automaticDownloads'
type Settings = NonNullable<CheckBrowser['contentSettings']>

const permissions = ['contentSettings' as const]

async function blockedSites(
  settings: Settings,
  name: SettingName,
  sites: readonly PortalSite[],
): Promise<PortalSite[]> {
  const found = await Promise.all(sites.map(({ origin }) => settings[name].get({ primaryUrl: `${origin}/` })))
  return sites.filter((_, index) => found[index]?.setting === 'block')
}

const listed = (sites: readonly PortalSite[]): string => sites.map(({ origin }) => origin).join(' ')

/** A switch of the browser that must not be `block` for the portal's sites. */
export async function readContentSetting(
  name: SettingName,
  { browser, sites }: CheckSituation,
): Promise<Outcome<'allowed' | 'blocked' | 'permission-missing'>> {
  if (!browser.contentSettings) return { finding: 'permission-missing' }
  const blocked = await blockedSites(browser.contentSettings, name, await sites())
  return blocked.length === 0 ? { finding: 'allowed' } : { finding: 'blocked', details: { sites: listed(blocked) } }
}

/**
 * Allows it for the portal's sites alone. An administrator's rule is above ours: then ours is taken back, and the row is
 * shown as managed. The browser has one way to put back: all rules of this extension for the switch go, and there are no
 * others than these.
 */
export const contentSettingFix = (name: SettingName): CheckFix => ({
  permissions: () => Promise.resolve({ permissions }),
  async apply({ browser, sites }) {
    const settings = browser.contentSettings
    if (!settings) return undefined
    const blocked = await blockedSites(settings, name, await sites())
    if (blocked.length === 0) return undefined
    for (const { pattern } of blocked) await settings[name].set({ primaryPattern: pattern, setting: 'allow' })
    const still = await blockedSites(settings, name, blocked)
    if (still.length === 0) return {}
    await settings[name].clear({})
    throw new ManagedSetting(`${name} of ${listed(still)} is set by policy`)
  },
  async undo(_changed, { browser }) {
    await browser.contentSettings?.[name].clear({})
  },
})
