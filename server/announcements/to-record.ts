import { stateOn } from '../../core/portal/announcements.ts'
import type { TakenOut } from '../../core/portal/rich-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { AnnouncementRecord } from '../../core/protocol/announcements.ts'
import type { Queryable } from '../db/database.ts'
import { findAttachments } from '../db/tables/announcement-attachments.ts'
import type { Announcement } from '../db/tables/announcements.ts'
import { findPerson } from '../db/tables/people.ts'
import { toAttachment } from './to-views.ts'

export async function toRecord(
  query: Queryable,
  it: Announcement,
  now: Date,
  takenOut: readonly TakenOut[] = [],
): Promise<AnnouncementRecord> {
  const files = await findAttachments(query, it.id)
  return {
    id: it.id,
    kind: it.kind,
    state: stateOn(it, taiwanDay(now)),
    title: it.title,
    titleText: it.titleText,
    content: it.content,
    fromDay: it.fromDay,
    untilDay: it.untilDay,
    department: it.department,
    category: it.category,
    keyword: it.keyword,
    entry: it.entry,
    audience: {
      types: [...it.audience.types],
      divisions: [...it.audience.divisions],
      roles: [...it.audience.roles],
      entryUsersOnly: it.audience.entryUsersOnly,
    },
    division: it.division,
    contactName: it.contactName,
    contactPhone: it.contactPhone,
    version: it.version,
    attachments: files.map(toAttachment),
    changedBy: await nameOf(query, it.changedBy),
    changedAt: it.changedAt.toISOString(),
    takenOut: [...takenOut],
  }
}

export const nameOf = async (query: Queryable, personId: string): Promise<string> =>
  (await findPerson(query, personId))?.name ?? ''
