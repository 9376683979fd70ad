import { addSeconds, type Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { removeExpiredClaims } from '../db/tables/claims-files.ts'
import type { JobKind } from '../jobs/job-kind.ts'

/** What has arrived of an upload that nobody goes on with is removed with the store's other remains after a day. */
const unfinishedSeconds = 86_400

/** Removes files whose time is over, with what their checks found, and uploads that were not ended. */
export function cleanUpClaims(parts: { readonly database: PortalDatabase; readonly clock: Clock }): JobKind {
  const { database, clock } = parts
  return {
    kind: 'clean-up-claims',
    everySeconds: 3600,
    leaseSeconds: 60,
    maximumAttempts: 1,
    async run() {
      const now = clock.now()
      await database.tx((query) => removeExpiredClaims(query, now, addSeconds(now, -unfinishedSeconds)))
    },
  }
}
