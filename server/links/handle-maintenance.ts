import { CodedError } from '../../core/errors/coded-error.ts'
import type { LinkRecord } from '../../core/protocol/links.ts'
import { authorOf } from '../auth/signed-in.ts'
import { writeRecord } from '../audit/write-record.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findLinks, lockLink, type PortalLink, saveLink } from '../db/tables/links.ts'
import { findNames } from '../db/tables/people.ts'
import { findRecordVersions, type RecordContent } from '../db/tables/record-versions.ts'
import type { Handler } from '../http/call.ts'

interface Parts {
  readonly database: PortalDatabase
}

export function listAllLinks({ database }: Parts): Handler<'GET /api/staff/links'> {
  return { event: 'read', handle: () => readLinks(database.query) }
}

export function addLink({ database }: Parts): Handler<'POST /api/staff/links'> {
  return {
    event: 'write-link',
    handle: (call) =>
      database.tx(async (query) => {
        const { now, admitted } = call
        const state = { id: newId(now), version: 1, changedAt: now, changedBy: authorOf(admitted) }
        const link = { ...call.request, ...state }
        await saveLink(query, link)
        await writeRecord(query, call, 'write-link', { ...state, before: {}, after: contentOf(link) })
        return await readLinks(query)
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT when somebody else has changed it since. */
export function changeLink({ database }: Parts): Handler<'PUT /api/staff/links'> {
  return {
    event: 'write-link',
    handle: (call) =>
      database.tx(async (query) => {
        const { now, admitted, request } = call
        const before = await lockLink(query, request.id)
        if (!before) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such link')
        if (before.version !== request.version) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed the link')
        }
        const state = { id: before.id, version: before.version + 1, changedAt: now, changedBy: authorOf(admitted) }
        const link = { ...request, ...state }
        await saveLink(query, link)
        await writeRecord(query, call, 'write-link', {
          ...state,
          before: contentOf(before),
          after: contentOf(link),
        })
        return await readLinks(query)
      }),
  }
}

export function readLinkHistory({ database }: Parts): Handler<'GET /api/staff/links/history'> {
  return {
    event: 'read',
    async handle({ request: { id } }) {
      const known = (await findLinks(database.query)).some((link) => link.id === id)
      if (!known) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such link')
      return await findRecordVersions(database.query, id)
    },
  }
}

/** What the history shows and compares. */
const contentOf = (link: Omit<PortalLink, 'id' | 'version' | 'changedAt' | 'changedBy'>): RecordContent => ({
  section: link.section,
  name: link.name,
  address: link.address,
  contact: link.contact,
  phone: link.phone,
  position: String(link.position),
  fromDay: link.fromDay,
  untilDay: link.untilDay ?? '',
})

async function readLinks(query: Queryable): Promise<{ links: LinkRecord[] }> {
  const links = await findLinks(query)
  const names = await findNames(query, new Set(links.map(({ changedBy }) => changedBy)))
  return {
    links: links.map(({ changedAt, changedBy, ...link }) =>
      Object.assign(link, { changedAt: changedAt.toISOString(), changedBy: names.get(changedBy) ?? '' }),
    ),
  }
}
