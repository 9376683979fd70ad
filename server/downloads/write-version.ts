import type { AnnouncementMove } from '../../core/portal/announcements.ts'
import type { StaffEvent } from '../../core/portal/staff-events.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import { findDownloadFiles } from '../db/tables/download-files.ts'
import { addDownloadVersion } from '../db/tables/download-versions.ts'
import { type Download, saveDownload } from '../db/tables/downloads.ts'

type VersionWhat = AnnouncementMove | 'create' | 'attach' | 'detach'

const eventOf: Readonly<Record<VersionWhat, StaffEvent>> = {
  create: 'write-download',
  change: 'write-download',
  attach: 'attach-file',
  detach: 'detach-file',
  release: 'move-download',
  withdraw: 'move-download',
  rework: 'move-download',
}

/**
 * Saves the next version, its place in the history and its row of the audit, in the caller's transaction. `before` is
 * undefined for a new one; `sha256` that of the file that was added or taken away.
 */
export async function writeVersion(
  query: Queryable,
  { now, trail }: { readonly now: Date; readonly trail: Trail },
  step: {
    readonly before: Download | undefined
    readonly after: Omit<Download, 'version' | 'changedAt' | 'changedBy'>
    readonly what: VersionWhat
    readonly personId: string
    readonly sha256?: string
  },
): Promise<Download> {
  const { before, after, what, personId, sha256 } = step
  const version = (before?.version ?? 0) + 1
  const download: Download = { ...after, version, changedAt: now, changedBy: personId }
  await saveDownload(query, download)
  const files = await findDownloadFiles(query, [after.id])
  const { item, description, fromDay, untilDay } = after
  const content = { item, description, fromDay, untilDay, files: files.map((file) => pick(file)) }
  await addDownloadVersion(query, after.id, { version, at: now, personId, what, content })
  await audit(query, now, {
    ...trail.facts,
    event: eventOf[what],
    detail: { download: after.id, item, version, what, ...(sha256 !== undefined && { sha256 }) },
  })
  return download
}

const pick = ({ name, sha256 }: { readonly name: string; readonly sha256: string }) => ({ name, sha256 })
