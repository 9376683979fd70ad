import { taiwanDay } from '../core/portal/taiwan-day.ts'
import { demoLinks } from '../demo/links.ts'
import type { Queryable } from './db/database.ts'
import { newId } from './db/new-id.ts'
import { findLinks, saveLink } from './db/tables/links.ts'

/** Writes the demo's links, once. */
export async function seedLinks(query: Queryable, now: Date, authorId: string): Promise<void> {
  if ((await findLinks(query)).length > 0) return
  for (const [index, { section, name, address = '', contact = '', phone = '' }] of demoLinks.entries()) {
    await saveLink(query, {
      id: newId(now),
      section,
      name,
      address,
      contact,
      phone,
      position: (index + 1) * 10,
      fromDay: taiwanDay(now),
      untilDay: null,
      version: 1,
      changedAt: now,
      changedBy: authorId,
    })
  }
}
