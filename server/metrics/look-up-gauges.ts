import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { countJobs } from '../db/tables/jobs.ts'
import { countOpenSessions } from '../db/tables/sessions.ts'
import { ShortMemory } from '../http/short-memory.ts'
import type { Gauges } from './create-metrics.ts'

/** A revocation list in use. */
export interface ListInUse {
  readonly url: string
  readonly thisUpdate: number
  readonly nextUpdate: number | undefined
  readonly entries: number
}

/** However often anybody asks. */
const memoryMilliseconds = 5000

/** What looks the gauges up; to be called before they are told. */
export function gaugeLookUp(parts: {
  readonly gauges: Gauges
  readonly database: Pick<PortalDatabase, 'query'>
  readonly clock: Clock
  readonly lists: () => readonly ListInUse[]
  readonly missingLists: () => readonly string[]
  readonly isReady: () => Promise<boolean>
}): () => Promise<void> {
  const { gauges, database, clock, lists, missingLists, isReady } = parts
  const memory = new ShortMemory<void>({ milliseconds: memoryMilliseconds, most: 1 })

  /** The rest is told also while the database does not answer. */
  async function askDatabase(now: Date): Promise<void> {
    try {
      const jobs = await countJobs(database.query, now)
      const sessions = await countOpenSessions(database.query, now)
      const perKind = (pick: (row: (typeof jobs)[number]) => number) =>
        jobs.map((row) => ({ label: row.kind, value: pick(row) }))
      gauges.set(
        'jobs_waiting',
        perKind(({ due }) => due),
      )
      gauges.set(
        'jobs_oldest_due_seconds',
        perKind(({ oldest }) => (oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0)),
      )
      gauges.set(
        'jobs_given_up',
        perKind(({ givenUp }) => givenUp),
      )
      gauges.set(
        'sessions_open',
        sessions.map(({ platform, count }) => ({ label: platform, value: count })),
      )
      gauges.set('database_up', [{ value: 1 }])
    } catch {
      for (const name of ['jobs_waiting', 'jobs_oldest_due_seconds', 'jobs_given_up', 'sessions_open'] as const) {
        gauges.set(name, [])
      }
      gauges.set('database_up', [{ value: 0 }])
    }
  }

  return async () => {
    const now = clock.now()
    const inUse = lists()
    const perList = (pick: (list: ListInUse) => number) => inUse.map((list) => ({ label: list.url, value: pick(list) }))
    gauges.set('revocation_lists_missing', [{ value: missingLists().length }])
    gauges.set(
      'revocation_list_age_seconds',
      perList(({ thisUpdate }) => (now.getTime() - thisUpdate) / 1000),
    )
    gauges.set(
      'revocation_list_expires_seconds',
      perList(({ nextUpdate = 0 }) => (nextUpdate - now.getTime()) / 1000),
    )
    gauges.set(
      'revocation_list_entries',
      perList(({ entries }) => entries),
    )
    gauges.set('ready', [{ value: (await isReady()) ? 1 : 0 }])
    await memory.get('', now, () => askDatabase(now))
  }
}
