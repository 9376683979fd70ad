import { judgeClock } from '../../core/check/judge-clock.ts'
import type { Check } from './check.ts'
import { answered, probePortals } from './probe-portals.ts'

export const clock: Check<'clock'> = {
  id: 'clock',
  async run(situation) {
    const [portal] = answered(await probePortals(situation))
    if (!portal) return { finding: 'unreachable' }
    const seconds = Math.abs(Math.round((Date.parse(portal.echo.time) - portal.askedAt) / 1000))
    return { finding: judgeClock(seconds), details: { seconds } }
  },
}
