import { platforms } from '../../core/portal/platforms.ts'
import type { Check } from './check.ts'
import { answered } from './probe-portals.ts'

/** The two platforms stand on the two networks: who reaches both is on both. */
export const lineAndInternet: Check<'line-and-internet'> = {
  id: 'line-and-internet',
  async run({ sites, probe }) {
    const reached = answered(await Promise.all((await sites()).map(probe))).map(({ site }) => site.origin)
    const [first] = reached
    if (first === undefined) return { finding: 'unreachable' }
    const both = [platforms.vpn, platforms.internet].every(({ productionOrigin }) => reached.includes(productionOrigin))
    return both ? { finding: 'both' } : { finding: 'one', details: { site: first } }
  },
}
