import type { Check } from './check.ts'

export const securePage: Check<'secure-page'> = {
  id: 'secure-page',
  async run({ portalTabs }) {
    const tabs = await portalTabs()
    if (tabs.length === 0) return { finding: 'no-page' }
    const insecure = tabs.filter((tab) => !tab.secure).map(({ origin }) => origin)
    return insecure.length > 0 ? { finding: 'insecure', details: { sites: insecure.join(' ') } } : { finding: 'secure' }
  },
}
