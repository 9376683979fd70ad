import { addSeconds, type Clock } from '../clock.ts'
import { isAttached } from '../db/tables/announcement-attachments.ts'
import { deleteExpiredFileTickets } from '../db/tables/file-tickets.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { AnnouncementParts } from './announcement-parts.ts'

/** A file that is being attached has no row yet. */
const unusedSeconds = 86_400

/** Removes tickets whose time is over, and files that no announcement has any more. */
export function cleanUpFiles({ database, files, clock }: AnnouncementParts & { readonly clock: Clock }): JobKind {
  return {
    kind: 'clean-up-files',
    everySeconds: 3600,
    leaseSeconds: 600,
    maximumAttempts: 1,
    async run() {
      const now = clock.now()
      await deleteExpiredFileTickets(database.query, now)
      await files.removeUnused(addSeconds(now, -unusedSeconds), (sha256) => isAttached(database.query, sha256))
    },
  }
}
