import { isServiceCode } from '../../core/portal/services.ts'
import { countHistory, findHistory, type HistoryRow } from '../db/tables/institution-history.ts'
import { findPeopleNames } from '../db/tables/people.ts'
import { findVendors } from '../db/tables/vendors.ts'
import type { Handler } from '../http/call.ts'
import type { OrganizationParts } from './change-institution.ts'

const pageSize = 20

/** The audit's own rows; it holds no names, so they are looked up as they are now. */
export function readHistory({ database: { query } }: OrganizationParts): Handler<'GET /api/organizations/history'> {
  return {
    event: 'read',
    async handle({ admitted: { scope }, request }) {
      const page = Math.max(1, Number(request.page ?? 1))
      const count = await countHistory(query, scope.institution)
      const rows = await findHistory(query, scope.institution, { limit: pageSize, offset: (page - 1) * pageSize })
      const people = await findPeopleNames(query, [
        ...new Set(rows.flatMap((row) => [row.actorId, textOf(row, 'person')]).filter((id) => id !== null)),
      ])
      const vendors = rows.some((row) => textOf(row, 'vendor') !== null) ? await findVendors(query) : []
      return {
        entries: rows.map((row) => {
          const service = textOf(row, 'service') ?? ''
          return {
            at: row.at.toISOString(),
            event: row.event,
            actor: people.get(row.actorId ?? '') ?? null,
            person: people.get(textOf(row, 'person') ?? '') ?? null,
            service: isServiceCode(service) ? service : null,
            vendor: vendors.find(({ id }) => id === textOf(row, 'vendor'))?.name ?? null,
          }
        }),
        page,
        pages: Math.max(1, Math.ceil(count / pageSize)),
      }
    },
  }
}

function textOf({ detail }: HistoryRow, name: 'person' | 'service' | 'vendor'): string | null {
  const value = detail?.[name]
  return typeof value === 'string' ? value : null
}
