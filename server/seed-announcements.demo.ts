import { announcementKind, everyone } from '../core/portal/announcements.ts'
import { taiwanDay } from '../core/portal/taiwan-day.ts'
import { demoAnnouncements } from '../demo/announcements.ts'
import { sanitize } from './sanitize.ts'
import { addSeconds } from './clock.ts'
import type { Queryable } from './db/database.ts'
import { findAnnouncement, saveAnnouncement } from './db/tables/announcements.ts'
import { demoId } from './demo-id.demo.ts'

const day = 86_400

/** Writes the demo's announcements, as if somebody had released them. What is there already stays. */
export async function seedAnnouncements(query: Queryable, now: Date, authorId: string): Promise<void> {
  for (const demo of demoAnnouncements) {
    const id = demoId(demo.title)
    if (await findAnnouncement(query, id)) continue
    const at = addSeconds(now, -demo.daysAgo * day)
    const title = sanitize(demo.title, 'title')
    const content = sanitize(demo.content ?? '', 'content')
    const hasContact = announcementKind(demo.kind).fields.includes('contactName')
    await saveAnnouncement(query, {
      id,
      kind: demo.kind,
      stage: 'released',
      fromDay: taiwanDay(at),
      untilDay: demo.daysLeft === undefined ? null : taiwanDay(addSeconds(now, demo.daysLeft * day)),
      title: title.html,
      titleText: title.text,
      content: content.html,
      contentText: content.text,
      department: demo.department ?? null,
      category: demo.category ?? null,
      keyword: demo.keyword ?? '',
      entry: demo.entry ?? null,
      audience: everyone,
      division: demo.division ?? null,
      contactName: hasContact ? '王示範' : '',
      contactPhone: hasContact ? '02-0000-0000' : '',
      attachmentCount: 0,
      version: 1,
      createdAt: at,
      releasedAt: at,
      changedAt: at,
      changedBy: authorId,
    })
  }
}
