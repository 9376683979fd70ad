import { contactCategoryCodes } from '../core/portal/contacts.ts'
import { taiwanDay } from '../core/portal/taiwan-day.ts'
import { demoContacts } from '../demo/contacts.ts'
import type { Queryable } from './db/database.ts'
import { newId } from './db/new-id.ts'
import { findContacts, saveContact } from './db/tables/contacts.ts'

/** Writes the demo's contacts, once. */
export async function seedContacts(query: Queryable, now: Date, authorId: string): Promise<void> {
  const { total } = await findContacts(query, { categories: contactCategoryCodes }, { page: 1, pageSize: 1 })
  if (total > 0) return
  for (const [index, contact] of demoContacts.entries()) {
    await saveContact(query, {
      ...contact,
      id: newId(now),
      position: (index + 1) * 10,
      fromDay: taiwanDay(now),
      untilDay: null,
      version: 1,
      changedAt: now,
      changedBy: authorId,
    })
  }
}
