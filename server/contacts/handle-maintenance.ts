import { CodedError } from '../../core/errors/coded-error.ts'
import type { AreaScope } from '../../core/portal/authorize.ts'
import { contactCategoryCodes, contactPageSize } from '../../core/portal/contacts.ts'
import type { Department } from '../../core/portal/departments.ts'
import { searchWords } from '../../core/portal/search-text.ts'
import { everywhere } from '../../core/portal/staff-roles.ts'
import type { ContactRecord } from '../../core/protocol/contacts.ts'
import { writeRecord } from '../audit/write-record.ts'
import { authorOf } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { type Contact, findContact, findContacts, lockContact, saveContact } from '../db/tables/contacts.ts'
import { findNames } from '../db/tables/people.ts'
import { findRecordVersions, type RecordContent } from '../db/tables/record-versions.ts'
import type { Handler } from '../http/call.ts'

interface Parts {
  readonly database: PortalDatabase
}

export function listMaintained({ database: { query } }: Parts): Handler<'GET /api/staff/contacts'> {
  return {
    event: 'read',
    async handle({ request: { category, words = '', page = '1' }, admitted: { scope } }) {
      const { contacts, total } = await findContacts(
        query,
        {
          categories: category ? [category] : contactCategoryCodes,
          words: searchWords(words),
          departments: scope.areas === everywhere ? undefined : scope.areas,
        },
        { page: Number(page), pageSize: contactPageSize },
      )
      return {
        contacts: await toRecords(query, contacts),
        page: Number(page),
        pages: Math.max(1, Math.ceil(total / contactPageSize)),
        total,
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_ALLOWED for an office that is not the person's. */
export function addContact({ database }: Parts): Handler<'POST /api/staff/contacts'> {
  return {
    event: 'write-contact',
    handle: (call) =>
      database.tx(async (query) => {
        const { now, admitted, request } = call
        requireOwn(request.department, admitted.scope)
        const state = { id: newId(now), version: 1, changedAt: now, changedBy: authorOf(admitted) }
        const contact = { ...request, ...state }
        await saveContact(query, contact)
        await writeRecord(query, call, 'write-contact', { ...state, before: {}, after: contentOf(contact) })
        return await toRecord(query, contact)
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, also for one of another office; ERR_REQUEST_NOT_ALLOWED, ERR_REQUEST_CONFLICT. */
export function changeContact({ database }: Parts): Handler<'PUT /api/staff/contacts'> {
  return {
    event: 'write-contact',
    handle: (call) =>
      database.tx(async (query) => {
        const { now, admitted, request } = call
        const before = requireMaintained(await lockContact(query, request.id), admitted.scope)
        requireOwn(request.department, admitted.scope)
        if (before.version !== request.version) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed the contact')
        }
        const state = { id: before.id, version: before.version + 1, changedAt: now, changedBy: authorOf(admitted) }
        const contact = { ...request, ...state }
        await saveContact(query, contact)
        await writeRecord(query, call, 'write-contact', {
          ...state,
          before: contentOf(before),
          after: contentOf(contact),
        })
        return await toRecord(query, contact)
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readContactHistory({ database: { query } }: Parts): Handler<'GET /api/staff/contacts/history'> {
  return {
    event: 'read',
    async handle({ request, admitted }) {
      const { id } = requireMaintained(await findContact(query, request.id), admitted.scope)
      return await findRecordVersions(query, id)
    },
  }
}

const isOwn = (department: Department, { areas }: AreaScope): boolean =>
  areas === everywhere || areas.includes(department)

function requireOwn(department: Department, scope: AreaScope): void {
  if (isOwn(department, scope)) return
  throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'an office’s contacts are kept by its own colleagues')
}

/** That another office's exists is not told. */
function requireMaintained(contact: Contact | undefined, scope: AreaScope): Contact {
  if (contact && isOwn(contact.department, scope)) return contact
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no contact of who asks')
}

/** What the history shows and compares. */
const contentOf = (contact: Omit<Contact, 'id' | 'version' | 'changedAt' | 'changedBy'>): RecordContent => ({
  category: contact.category,
  item: contact.item,
  organization: contact.organization,
  unit: contact.unit,
  name: contact.name,
  phone: contact.phone,
  department: contact.department,
  position: String(contact.position),
  fromDay: contact.fromDay,
  untilDay: contact.untilDay ?? '',
})

async function toRecords(query: Queryable, contacts: readonly Contact[]): Promise<ContactRecord[]> {
  const names = await findNames(query, new Set(contacts.map(({ changedBy }) => changedBy)))
  return contacts.map(({ changedAt, changedBy, ...contact }) =>
    Object.assign(contact, { changedAt: changedAt.toISOString(), changedBy: names.get(changedBy) ?? '' }),
  )
}

async function toRecord(query: Queryable, contact: Contact): Promise<ContactRecord> {
  const [record] = await toRecords(query, [contact])
  if (!record) throw new Error('one contact is one record')
  return record
}
