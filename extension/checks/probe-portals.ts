import type { CheckSituation } from './check-situation.ts'
import { type Obstacle, obstacleOf } from './obstacle.ts'
import type { PortalProbe } from './portal-probe.ts'

/**
 * The portals that a person of this computer uses: those open in a tab, else all that there are. Most computers reach one
 * of the two platforms, and the other is none of their faults.
 */
export async function probePortals({ sites, portalTabs, probe }: CheckSituation): Promise<PortalProbe[]> {
  const [all, tabs] = await Promise.all([sites(), portalTabs()])
  const open = all.filter(({ origin }) => tabs.some((tab) => tab.origin === origin))
  return Promise.all((open.length > 0 ? open : all).map(probe))
}

/** Of several obstacles the one that says most comes first: a platform that is not reached from here just does not answer. */
const telling: readonly Obstacle[] = [
  'offline',
  'withheld',
  'authority',
  'validity',
  'host-name',
  'secure-connection',
  'proxy',
  'name',
  'no-answer',
]

export interface Obstructed {
  readonly obstacle: Obstacle
  readonly error: string
  readonly sites: string
}

/** Undefined when a portal was reached. */
export function obstructed(probes: readonly PortalProbe[]): Obstructed | undefined {
  if (probes.some(({ error }) => error === undefined)) return undefined
  const failed = probes.map(({ site, error = '' }) => ({ origin: site.origin, error, obstacle: obstacleOf(error) }))
  const obstacle = telling.find((it) => failed.some((one) => one.obstacle === it))
  const same = failed.filter((one) => one.obstacle === obstacle)
  const [first] = same
  return first && { obstacle: first.obstacle, error: first.error, sites: same.map(({ origin }) => origin).join(' ') }
}

/** The portals that answered as portals do. */
export const answered = (probes: readonly PortalProbe[]) =>
  probes.flatMap(({ echo, ...probe }) => (echo && probe.error === undefined ? [{ ...probe, echo }] : []))
