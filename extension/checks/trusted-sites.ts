import { productionOrigins } from '../background/portal-origins.ts'
import type { Check } from './check.ts'

export const trustedSites: Check<'trusted-sites'> = {
  id: 'trusted-sites',
  async run({ sites, policy }) {
    const byPolicy = (await policy()).policy.portals ?? []
    const twice = byPolicy.filter(
      (origin, index) => productionOrigins.includes(origin) || byPolicy.indexOf(origin) !== index,
    )
    if (twice.length > 0) return { finding: 'twice', details: { sites: [...new Set(twice)].join(' ') } }
    return { finding: 'once', details: { count: (await sites()).length } }
  },
}
