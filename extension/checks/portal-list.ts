import type { Check } from './check.ts'

export const portalList: Check<'portal-list'> = {
  id: 'portal-list',
  async run({ sites, policy }) {
    const { refused } = await policy()
    if (refused.length > 0) return { finding: 'refused', details: { entries: refused.join(' ') } }
    return { finding: 'listed', details: { sites: (await sites()).map(({ origin }) => origin).join(' ') } }
  },
}
