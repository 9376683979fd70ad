import { publishedSince } from '../../core/portal/announcements.ts'
import type {
  AnnouncementAttachment,
  AnnouncementDetails,
  AnnouncementItem,
} from '../../core/protocol/announcements.ts'
import type { Queryable } from '../db/database.ts'
import { type AttachmentFile, findAttachments } from '../db/tables/announcement-attachments.ts'
import type { FoundAnnouncements } from '../db/tables/announcement-search.ts'
import type { Announcement, ListedAnnouncement } from '../db/tables/announcements.ts'

export const toItem = (it: ListedAnnouncement): AnnouncementItem => ({
  id: it.id,
  day: it.fromDay,
  since: publishedSince({ releasedAt: it.releasedAt ?? it.changedAt, fromDay: it.fromDay }).toISOString(),
  department: it.department,
  division: it.division,
  category: it.category,
  keyword: it.keyword,
  entry: it.entry,
  title: it.title,
  titleText: it.titleText,
  hasDetails: it.summary !== '' || it.attachmentCount > 0 || it.contactName !== '',
})

export const toPage = ({ announcements, total, more }: FoundAnnouncements, page: number, pageSize: number) => ({
  items: announcements.map(toItem),
  page,
  pages: pagesOf(total, pageSize),
  total,
  more,
})

export const pagesOf = (total: number, pageSize: number): number => Math.max(1, Math.ceil(total / pageSize))

export async function toDetails(query: Queryable, it: Announcement): Promise<AnnouncementDetails> {
  const files = await findAttachments(query, it.id)
  return {
    content: it.content,
    attachments: files.map(toAttachment),
    contact: it.contactName === '' ? null : { name: it.contactName, phone: it.contactPhone },
  }
}

export const toAttachment = ({ id, name, type, size }: AttachmentFile): AnnouncementAttachment => ({
  id,
  name,
  type,
  size,
})
