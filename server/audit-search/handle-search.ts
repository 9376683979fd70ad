import type { z } from 'zod'
import { maskIdNumber } from '../../core/portal/id-number.ts'
import type { AuditFilter, AuditRow, auditExport } from '../../core/protocol/audit-log.ts'
import { byteOrderMark, csvLine } from '../../core/tables/csv.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { type AuditCriteria, type FoundAuditRow, searchAudit } from '../db/tables/audit-search.ts'
import { type AuditCount, findCounts } from '../db/tables/audit-counts.ts'
import { findPersonByIdNumber } from '../db/tables/people.ts'
import type { Handler } from '../http/call.ts'

interface Parts {
  readonly database: PortalDatabase
}

const pageSize = 50
const countsPageSize = 200
export const exportLimit = 50_000
/** Read in turns: the embedded database has one connection, and others want it too. */
const readAtOnce = 5000

export function searchRows({ database: { query } }: Parts): Handler<'POST /api/audit/search'> {
  return {
    event: 'search-audit',
    async handle({ request, now, trail }) {
      const { after, ...filter } = request
      const criteria = await toCriteria(query, filter)
      await recordSearch(query, { event: 'search-audit', now, trail, filter, criteria })
      if (!criteria) return { rows: [], more: false }
      const found = await searchAudit(query, criteria, { after, limit: pageSize + 1 })
      return { rows: found.slice(0, pageSize).map(toAuditRow), more: found.length > pageSize }
    },
  }
}

export function exportRows({ database: { query } }: Parts): Handler<'POST /api/audit/export'> {
  return {
    event: 'export-audit',
    async handle({ request: filter, now, trail }) {
      const criteria = await toCriteria(query, filter)
      const made = await toCsv(query, criteria)
      await recordSearch(query, { event: 'export-audit', now, trail, filter, criteria, rows: made.rows })
      return made
    },
  }
}

export function listCounts({ database: { query } }: Parts): Handler<'GET /api/audit/counts'> {
  return {
    event: 'search-audit',
    async handle({ request: { from, until, page = '1' } }) {
      const found = await findCounts(query, {
        from: from === undefined ? undefined : new Date(from),
        until: until === undefined ? undefined : new Date(until),
        limit: countsPageSize + 1,
        offset: (Number(page) - 1) * countsPageSize,
      })
      return { counts: found.slice(0, countsPageSize).map(toCount), more: found.length > countsPageSize }
    },
  }
}

const toCount = ({ minute, network, platform, event, step, code, count }: AuditCount) => ({
  minute: minute.toISOString(),
  network,
  platform,
  event,
  step,
  code,
  count,
})

/** Undefined when the directory knows nobody of the ID number: then no row fits. */
async function toCriteria(query: Queryable, filter: AuditFilter): Promise<AuditCriteria | undefined> {
  const { from, until, institution, idNumber, session, request, ...words } = filter
  const person = idNumber === undefined ? undefined : await findPersonByIdNumber(query, idNumber)
  if (idNumber !== undefined && !person) return undefined
  return {
    ...words,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
    institutionCode: institution,
    personId: person?.id,
    sessionId: session,
    requestId: request,
  }
}

/** Who looked for what is in the audit too: what was asked by, and the person by id. */
async function recordSearch(
  query: Queryable,
  search: {
    readonly event: 'search-audit' | 'export-audit'
    readonly now: Date
    readonly trail: Trail
    readonly filter: AuditFilter
    readonly criteria: AuditCriteria | undefined
    readonly rows?: number
  },
): Promise<void> {
  const { event, now, trail, filter, criteria, rows } = search
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  await audit(query, now, {
    ...trail.facts,
    event,
    detail: {
      by: given.join(' '),
      ...(criteria?.personId === undefined ? {} : { person: criteria.personId }),
      ...(rows === undefined ? {} : { rows }),
    },
  })
}

const toAuditRow = (row: FoundAuditRow): AuditRow => ({
  id: row.id,
  at: row.at.toISOString(),
  event: row.event,
  step: row.step,
  code: row.code,
  platform: row.platform,
  cardType: row.cardType,
  person:
    row.personId === null
      ? null
      : {
          id: row.personId,
          name: row.personName ?? '',
          maskedIdNumber: row.idNumber === null ? '' : maskIdNumber(row.idNumber),
        },
  institution: row.institutionCode,
  session: row.sessionId,
  request: row.requestId,
  address: row.address,
  detail: row.detail,
  block: row.block,
})

/** The columns of an export, each with what stands in it. */
const columns: Readonly<Record<string, (row: AuditRow) => string | null | undefined>> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  event: ({ event }) => event,
  step: ({ step }) => step,
  code: ({ code }) => code,
  platform: ({ platform }) => platform,
  card_type: ({ cardType }) => cardType,
  person_id: ({ person }) => person?.id,
  person: ({ person }) => person?.name,
  masked_id_number: ({ person }) => person?.maskedIdNumber,
  institution: ({ institution }) => institution,
  session: ({ session }) => session,
  request: ({ request }) => request,
  address: ({ address }) => address,
  detail: ({ detail }) => (detail ? JSON.stringify(detail) : null),
  block: ({ block }) => block?.toString(),
}

async function toCsv(query: Queryable, criteria: AuditCriteria | undefined): Promise<z.output<typeof auditExport>> {
  const lines = [byteOrderMark + csvLine(Object.keys(columns))]
  if (!criteria) return { csv: lines.join(''), rows: 0, more: false }
  let after: string | undefined
  let more = true
  while (more && lines.length <= exportLimit) {
    const limit = Math.min(readAtOnce, exportLimit + 1 - lines.length)
    const found = await searchAudit(query, criteria, { after, limit: limit + 1 })
    more = found.length > limit
    const page = found.slice(0, limit)
    for (const row of page.map(toAuditRow)) lines.push(csvLine(Object.values(columns).map((of) => of(row) ?? '')))
    after = page.at(-1)?.id
  }
  return { csv: lines.join(''), rows: lines.length - 1, more }
}
