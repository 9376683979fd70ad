import type { Check } from './check.ts'
import { answered, probePortals } from './probe-portals.ts'

export const cardStatus: Check<'card-status'> = {
  id: 'card-status',
  async run(situation) {
    const portals = answered(await probePortals(situation))
    if (portals.length === 0) return { finding: 'unreachable' }
    return { finding: portals.some(({ echo }) => echo.revocation === 'late') ? 'late' : 'current' }
  },
}
