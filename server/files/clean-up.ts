import { addSeconds, type Clock } from '../clock.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { deleteExpiredFileTickets } from '../db/tables/file-tickets.ts'
import { isKept } from '../db/tables/kept-files.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { FileStore } from './file-store.ts'

/** A file that is being added has no row yet. */
const unusedSeconds = 86_400

/** Removes tickets whose time is over, and files to which nothing refers any more. */
export function cleanUpFiles(parts: {
  readonly database: PortalDatabase
  readonly files: FileStore
  readonly clock: Clock
}): JobKind {
  const { database, files, clock } = parts
  return {
    kind: 'clean-up-files',
    everySeconds: 3600,
    leaseSeconds: 600,
    maximumAttempts: 1,
    async run() {
      const now = clock.now()
      await deleteExpiredFileTickets(database.query, now)
      await files.removeUnused(addSeconds(now, -unusedSeconds), (sha256) => isKept(database.query, sha256))
    },
  }
}
