import { contactPageSize, publicContactCategories } from '../../core/portal/contacts.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { ContactPage } from '../../core/protocol/contacts.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { type Contact, findContactCombinations, findContacts } from '../db/tables/contacts.ts'
import type { Handler } from '../http/call.ts'

interface Parts {
  readonly database: PortalDatabase
}

export function listContactItems({ database: { query } }: Parts): Handler<'GET /api/contacts/items'> {
  return {
    event: 'read',
    async handle({ now }) {
      const search = { categories: publicContactCategories, onDay: taiwanDay(now) }
      const items = new Map<string, Pick<Contact, 'category' | 'item'>>()
      for (const { category, item } of await findContactCombinations(query, search)) {
        items.set(JSON.stringify([category, item]), { category, item })
      }
      return { items: [...items.values()] }
    },
  }
}

/** Of a category that is not public there is nothing. */
export function listPublicContacts({ database: { query } }: Parts): Handler<'GET /api/contacts'> {
  return {
    event: 'read',
    async handle({ request: { category, item, words = '', page = '1' }, now }) {
      const categories = publicContactCategories.filter((code) => category === undefined || code === category)
      const search = { categories, item, words: searchWords(words), onDay: taiwanDay(now) }
      const { contacts, total } = await findContacts(query, search, { page: Number(page), pageSize: contactPageSize })
      return toPage(contacts, total, Number(page))
    },
  }
}

export function listContactChoices({ database: { query } }: Parts): Handler<'GET /api/contacts/choices'> {
  return {
    event: 'read',
    async handle({ request: { category }, now }) {
      const found = await findContactCombinations(query, { categories: [category], onDay: taiwanDay(now) })
      return { combinations: found.map(({ item, organization, unit }) => ({ item, organization, unit })) }
    },
  }
}

export function searchContacts({ database: { query } }: Parts): Handler<'GET /api/contacts/search'> {
  return {
    event: 'read',
    async handle({ request: { category, page = '1', ...choices }, now }) {
      const search = { ...choices, categories: [category], onDay: taiwanDay(now) }
      const { contacts, total } = await findContacts(query, search, { page: Number(page), pageSize: contactPageSize })
      return toPage(contacts, total, Number(page))
    },
  }
}

const toPage = (contacts: readonly Contact[], total: number, page: number): ContactPage => ({
  contacts: contacts.map(({ id, category, item, organization, unit, name, phone }) => ({
    id,
    category,
    item,
    organization,
    unit,
    name,
    phone,
  })),
  page,
  pages: Math.max(1, Math.ceil(total / contactPageSize)),
  total,
})
