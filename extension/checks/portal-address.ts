import { isInRange, parseAddressRange } from '../../core/check/address-range.ts'
import type { Check } from './check.ts'
import type { Obstacle } from './obstacle.ts'
import { obstructed, probePortals } from './probe-portals.ts'

/** The seeds' own: the DNS server of the NHI line. */
const nhiDnsServer = '10.253.249.22'

const findings = {
  offline: 'offline',
  withheld: 'withheld',
  name: 'name-unknown',
  'no-answer': 'no-answer',
  proxy: 'in-the-way',
  authority: 'in-the-way',
  validity: 'in-the-way',
  'host-name': 'in-the-way',
  'secure-connection': 'in-the-way',
} as const satisfies Record<Obstacle, string>

export const portalAddress: Check<'portal-address'> = {
  id: 'portal-address',
  async run(situation) {
    const [probes, { policy }] = await Promise.all([probePortals(situation), situation.policy()])
    const way = obstructed(probes)
    if (way) {
      const { error, sites } = way
      return { finding: findings[way.obstacle], details: { error, sites, dnsServer: policy.dnsServer ?? nhiDnsServer } }
    }
    const addresses = probes.flatMap(({ error, address }) => (error === undefined && address ? [address] : []))
    const ranges = policy.addressRanges?.flatMap((text) => parseAddressRange(text) ?? []) ?? []
    const strange = addresses.filter((address) => !ranges.some((range) => isInRange(address, range)))
    if (ranges.length > 0 && strange.length > 0)
      return { finding: 'elsewhere', details: { address: strange.join(' ') } }
    return { finding: 'reached', details: { address: addresses.join(' ') } }
  },
}
