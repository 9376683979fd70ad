import type { Check } from './check.ts'

export const pageCache: Check<'page-cache'> = {
  id: 'page-cache',
  async run({ portalTabs, showsStored }) {
    const tabs = await portalTabs()
    if (tabs.length === 0) return { finding: 'no-page' }
    const stored = await Promise.all(tabs.map(showsStored))
    const stale = new Set(tabs.filter((_, index) => stored[index]).map(({ origin }) => origin))
    if (stale.size > 0) return { finding: 'stale', details: { sites: [...stale].join(' ') } }
    return { finding: stored.includes(false) ? 'fresh' : 'untold' }
  },
  fix: {
    permissions: () => Promise.resolve({ permissions: ['browsingData'] }),
    async apply({ browser, sites }) {
      const [first, ...others] = (await sites()).map(({ origin }) => origin)
      if (first === undefined) return undefined
      await browser.browsingData?.remove({ origins: [first, ...others] }, { cache: true })
      return {}
    },
  },
}
