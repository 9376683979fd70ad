import type { Check } from './check.ts'
import { answered, obstructed, probePortals } from './probe-portals.ts'

export const proxy: Check<'proxy'> = {
  id: 'proxy',
  async run(situation) {
    const probes = await probePortals(situation)
    const way = obstructed(probes)
    if (way)
      return way.obstacle === 'proxy' ? { finding: 'dead', details: { error: way.error } } : { finding: 'unreachable' }
    const portals = answered(probes)
    const others = probes.filter(({ error, echo }) => error === undefined && !echo).map(({ site }) => site.origin)
    if (others.length > 0) return { finding: 'other-server', details: { sites: others.join(' ') } }
    const marks = portals.flatMap(({ echo }) => echo.via ?? echo.forwarded ?? echo.forwardedFor ?? [])
    return marks.length > 0
      ? { finding: 'seen', details: { proxy: marks.join(' ').slice(0, 200) } }
      : { finding: 'none' }
  },
}
