import type { Check } from './check.ts'

export const pageConnection: Check<'page-connection'> = {
  id: 'page-connection',
  async run({ portalTabs }) {
    const tabs = await portalTabs()
    if (tabs.length === 0) return { finding: 'no-page' }
    return { finding: tabs.every(({ connected }) => connected) ? 'connected' : 'not-connected' }
  },
}
