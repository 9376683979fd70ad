import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { deleteExpiredCheckReports } from '../db/tables/check-reports.ts'
import type { JobKind } from '../jobs/job-kind.ts'

/** Deletes the reports that were kept as long as their senders were told. */
export function cleanUpReports(parts: { readonly database: PortalDatabase; readonly clock: Clock }): JobKind {
  const { database, clock } = parts
  return {
    kind: 'clean-up-check-reports',
    everySeconds: 3600,
    leaseSeconds: 60,
    maximumAttempts: 1,
    run: () => deleteExpiredCheckReports(database.query, clock.now()),
  }
}
