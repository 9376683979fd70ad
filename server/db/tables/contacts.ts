import { type Selectable, sql } from 'kysely'
import { type ContactCategory, contactCategoryCodes, type ContactChoice } from '../../../core/portal/contacts.ts'
import type { Department } from '../../../core/portal/departments.ts'
import { toSearchText } from '../../../core/portal/search-text.ts'
import type { Term } from '../../../core/portal/term.ts'
import type { Queryable } from '../database.ts'
import { beginEdition } from './public-content.ts'

export interface ContactsTable {
  id: string
  category: ContactCategory
  item: string
  organization: string
  unit: string
  name: string
  phone: string
  department: Department
  position: number
  from_day: string
  until_day: string | null
  search_text: string
  version: number
  changed_at: Date
  changed_by: string
}

/** Whom to call about what. */
export interface Contact extends Term {
  readonly id: string
  readonly category: ContactCategory
  /** 服務項目 */
  readonly item: string
  /** 機關 */
  readonly organization: string
  /** 單位 */
  readonly unit: string
  readonly name: string
  readonly phone: string
  /** 署本部組室 that keeps it. */
  readonly department: Department
  readonly position: number
  readonly version: number
  readonly changedAt: Date
  /** A person's id. */
  readonly changedBy: string
}

export interface ContactSearch extends Partial<Readonly<Record<ContactChoice, string | undefined>>> {
  readonly categories: readonly ContactCategory[]
  /** As core/portal/search-text.ts makes them; all must occur. */
  readonly words?: readonly string[]
  /** Only those in force on this day. */
  readonly onDay?: string
  /** Only those that these keep. */
  readonly departments?: readonly string[] | undefined
}

function found(query: Queryable, { categories, words = [], onDay, departments, ...choices }: ContactSearch) {
  let rows = query.selectFrom('contacts').where(sql<boolean>`category = any(${[...categories]}::text[])`)
  for (const choice of ['item', 'organization', 'unit'] as const) {
    const value = choices[choice]
    if (value !== undefined) rows = rows.where(choice, '=', value)
  }
  for (const word of words) rows = rows.where(sql<boolean>`strpos(search_text, ${word}) > 0`)
  if (onDay !== undefined) {
    rows = rows
      .where('from_day', '<=', onDay)
      .where((where) => where.or([where('until_day', 'is', null), where('until_day', '>=', onDay)]))
  }
  if (departments) rows = rows.where(sql<boolean>`department = any(${[...departments]}::text[])`)
  return rows
}

/** The place of a category in their order. */
const categoryOrder = sql`array_position(${[...contactCategoryCodes]}::text[], category)`

/** A page of them, counted from 1, in the order of the categories and positions; and how many there are. */
export async function findContacts(
  query: Queryable,
  search: ContactSearch,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly contacts: readonly Contact[]; readonly total: number }> {
  const { total } = await found(query, search)
    .select((select) => select.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await found(query, search)
    .selectAll()
    .orderBy(categoryOrder)
    .orderBy('position')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return { contacts: rows.map(toContact), total: Number(total) }
}

/** What there is of 服務項目, 機關 and 單位, in the order of the positions; each once. */
export async function findContactCombinations(
  query: Queryable,
  search: ContactSearch,
): Promise<Pick<Contact, 'category' | 'item' | 'organization' | 'unit'>[]> {
  return await found(query, search)
    .select(['category', 'item', 'organization', 'unit'])
    .groupBy(['category', 'item', 'organization', 'unit'])
    .orderBy(categoryOrder)
    .orderBy((select) => select.fn.min('position'))
    .orderBy('item')
    .orderBy('organization')
    .orderBy('unit')
    .execute()
}

export async function findContact(query: Queryable, id: string): Promise<Contact | undefined> {
  const row = await query.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toContact(row)
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockContact(query: Queryable, id: string): Promise<Contact | undefined> {
  const row = await query.selectFrom('contacts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toContact(row)
}

export async function saveContact(query: Queryable, contact: Contact): Promise<void> {
  const { id, category, item, organization, unit, name, phone, department, position, version } = contact
  const row = {
    category,
    item,
    organization,
    unit,
    name,
    phone,
    department,
    position,
    from_day: contact.fromDay,
    until_day: contact.untilDay,
    search_text: toSearchText([item, organization, unit, name, phone].join('\n')),
    version,
    changed_at: contact.changedAt,
    changed_by: contact.changedBy,
  }
  await query
    .insertInto('contacts')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await beginEdition(query)
}

const toContact = (row: Selectable<ContactsTable>): Contact => ({
  id: row.id,
  category: row.category,
  item: row.item,
  organization: row.organization,
  unit: row.unit,
  name: row.name,
  phone: row.phone,
  department: row.department,
  position: row.position,
  fromDay: row.from_day,
  untilDay: row.until_day,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})
