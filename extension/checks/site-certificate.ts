import { portalAuthorities } from '../../core/check/portal-authorities.ts'
import type { Check } from './check.ts'
import type { Obstacle } from './obstacle.ts'
import { obstructed, probePortals } from './probe-portals.ts'

const authorities = portalAuthorities
  .map(({ file, sha256 }) => (sha256 ? `${file} (SHA-256 ${sha256.slice(0, 8)}…)` : file))
  .join(' / ')

const findings = {
  authority: 'untrusted',
  validity: 'wrong-time',
  'host-name': 'other-name',
  'secure-connection': 'broken',
  offline: 'unreachable',
  withheld: 'unreachable',
  name: 'unreachable',
  proxy: 'unreachable',
  'no-answer': 'unreachable',
} as const satisfies Record<Obstacle, string>

export const siteCertificate: Check<'site-certificate'> = {
  id: 'site-certificate',
  async run(situation) {
    const way = obstructed(await probePortals(situation))
    if (!way) return { finding: 'trusted' }
    const { error, sites } = way
    return { finding: findings[way.obstacle], details: { error, sites, authorities } }
  },
}
