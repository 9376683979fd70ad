import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { audit } from '../audit/audit.ts'
import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { lockPastReports } from '../db/tables/support-reports.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import { makeMove } from './report-steps.ts'

/** Reports in one transaction. */
const batch = 200

/** 到期: reports whose last day is over, a few at a time. */
export function expireReports({
  database,
  clock,
}: {
  readonly database: PortalDatabase
  readonly clock: Clock
}): JobKind {
  return {
    kind: 'expire-support-reports',
    everySeconds: 900,
    leaseSeconds: 300,
    maximumAttempts: 1,
    async run(_payload, signal) {
      while (!signal.aborted && (await expireBatch(database, clock.now())) === batch);
    },
  }
}

const expireBatch = (database: PortalDatabase, now: Date): Promise<number> =>
  database.tx(async (query) => {
    const past = await lockPastReports(query, taiwanDay(now), batch)
    for (const report of past) {
      await makeMove(query, report, { actor: 'job', move: 'expire', now, personId: null })
      const detail = { report: report.id, ...(report.number === null ? {} : { number: report.number }) }
      await audit(query, now, { event: 'expire-support-report', detail })
    }
    return past.length
  })
