import type { Check } from './check.ts'

export const localNetwork: Check<'local-network'> = {
  id: 'local-network',
  async run({ portalTabs }) {
    const tabs = await portalTabs()
    if (tabs.length === 0) return { finding: 'no-page' }
    const blocked = tabs.filter((tab) => tab.localNetwork === 'denied').map(({ origin }) => origin)
    return blocked.length > 0
      ? { finding: 'blocked', details: { sites: blocked.join(' ') } }
      : { finding: 'not-blocked' }
  },
}
