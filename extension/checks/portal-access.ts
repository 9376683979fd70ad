import type { Check } from './check.ts'
import type { CheckSituation } from './check-situation.ts'
import type { PortalSite } from './portal-sites.ts'

const origins = (sites: readonly PortalSite[]): string => sites.map(({ origin }) => origin).join(' ')

export const portalAccess: Check<'portal-access'> = {
  id: 'portal-access',
  async run(situation) {
    const withheld = await withheldSites(situation)
    if (withheld.length > 0) return { finding: 'withheld', details: { sites: origins(withheld) } }
    return { finding: 'allowed', details: { sites: origins(await situation.sites()) } }
  },
  fix: {
    /** The browser's own question is the whole fix. */
    permissions: async (situation) => ({ origins: (await withheldSites(situation)).map(({ pattern }) => pattern) }),
    apply: () => Promise.resolve({}),
  },
}

async function withheldSites({ browser, sites }: CheckSituation): Promise<PortalSite[]> {
  const all = await sites()
  const granted = await Promise.all(all.map(({ pattern }) => browser.permissions.contains({ origins: [pattern] })))
  return all.filter((_, index) => !granted[index])
}
