import type { Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { deleteExpiredSamSecrets } from '../db/tables/sam-secrets.ts'
import type { JobKind } from '../jobs/job-kind.ts'

/** Forgets the sealed secrets that nobody fetched in time. */
export function cleanUpSecrets(parts: { readonly database: PortalDatabase; readonly clock: Clock }): JobKind {
  const { database, clock } = parts
  return {
    kind: 'clean-up-module-secrets',
    everySeconds: 3600,
    leaseSeconds: 60,
    maximumAttempts: 1,
    run: () => deleteExpiredSamSecrets(database.query, clock.now()),
  }
}
