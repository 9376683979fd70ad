import type { AnnouncementMove } from '../../core/portal/announcements.ts'
import type { TakenOut } from '../../core/portal/rich-text.ts'
import type { StaffEvent } from '../../core/portal/staff-events.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import { findAttachments } from '../db/tables/announcement-attachments.ts'
import { addVersion, type VersionContent } from '../db/tables/announcement-versions.ts'
import { type Announcement, saveAnnouncement } from '../db/tables/announcements.ts'

export type VersionWhat = AnnouncementMove | 'create' | 'attach' | 'detach'

const eventOf: Readonly<Record<VersionWhat, StaffEvent>> = {
  create: 'write-announcement',
  change: 'write-announcement',
  attach: 'attach-file',
  detach: 'detach-file',
  release: 'move-announcement',
  withdraw: 'move-announcement',
  rework: 'move-announcement',
}

/** What of an announcement the history shows and compares. */
const kept = [
  'stage',
  'fromDay',
  'untilDay',
  'title',
  'titleText',
  'content',
  'department',
  'category',
  'keyword',
  'entry',
  'audience',
  'division',
  'contactName',
  'contactPhone',
] as const satisfies readonly (keyof Announcement)[]

export interface WriteCall {
  readonly now: Date
  readonly trail: Trail
}

/**
 * Saves the next version, its place in the history and its row of the audit, in the caller's transaction. `before` is
 * undefined for a new one; `file` the name that was attached or taken away.
 */
export async function writeVersion(
  query: Queryable,
  { now, trail }: WriteCall,
  step: {
    readonly before: Announcement | undefined
    readonly after: Omit<Announcement, 'version' | 'changedAt' | 'changedBy' | 'attachmentCount'>
    readonly what: VersionWhat
    readonly personId: string
    readonly takenOut?: readonly TakenOut[]
    readonly file?: { readonly name: string; readonly sha256: string }
  },
): Promise<Announcement> {
  const { before, after, what, personId, takenOut = [], file } = step
  const attachments = await findAttachments(query, after.id)
  const version = (before?.version ?? 0) + 1
  const announcement = { ...after, version, changedAt: now, changedBy: personId, attachmentCount: attachments.length }
  await saveAnnouncement(query, announcement)

  const fields = kept.filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after[field]))
  const content: VersionContent = {
    ...Object.fromEntries(kept.map((field) => [field, after[field]])),
    fields: file ? ['attachments'] : fields,
    attachments: attachments.map(({ name, sha256 }) => ({ name, sha256 })),
  }
  await addVersion(query, after.id, { version, at: now, personId, what, content })
  await audit(query, now, {
    ...trail.facts,
    event: eventOf[what],
    detail: {
      announcement: after.id,
      kind: after.kind,
      version,
      what,
      ...(fields.length > 0 && { fields: fields.join(',') }),
      ...(takenOut.length > 0 && { takenOut: takenOut.map(({ name }) => name).join(',') }),
      ...(file && { sha256: file.sha256 }),
    },
  })
  return announcement
}
