import { CodedError } from '../../core/errors/coded-error.ts'
import type { AreaScope } from '../../core/portal/authorize.ts'
import { everywhere } from '../../core/portal/staff-roles.ts'
import type { InstitutionRecord } from '../../core/protocol/staff.ts'
import type { Queryable } from '../db/database.ts'
import { findEmail, forgetEnd, saveEmail } from '../db/tables/institution-details.ts'
import {
  findInstitution,
  type Institution,
  lockInstitution,
  saveInstitution,
  searchInstitutions,
} from '../db/tables/institutions.ts'
import type { Handler } from '../http/call.ts'
import { record, type StaffParts } from './staff-parts.ts'

const pageSize = 20
const filePageSize = 500

export function searchForInstitutions({ database: { query } }: StaffParts): Handler<'GET /api/staff/institutions'> {
  return {
    event: 'read',
    async handle({ request: { text, after, many }, admitted: { scope } }) {
      const limit = many ? filePageSize : pageSize
      const divisions = scope.areas === everywhere ? undefined : scope.areas
      const found = await searchInstitutions(query, { text, divisions, after, limit: limit + 1 })
      const page = found.slice(0, limit)
      return {
        institutions: await Promise.all(page.map((institution) => toRecord(query, institution))),
        more: found.length > limit,
      }
    },
  }
}

/**
 * Who is limited to divisions reaches none of another, and moves none there. Errors: ERR_REQUEST_NOT_FOUND,
 * ERR_REQUEST_NOT_ALLOWED (moving), ERR_REQUEST_MALFORMED when there is no institution to file through.
 */
export function changeInstitution({ database }: StaffParts): Handler<'PUT /api/staff/institutions'> {
  return {
    event: 'change-institution',
    handle: (call) =>
      database.tx(async (query) => {
        const { code, ...wanted } = call.request
        const { scope } = call.admitted
        const before = await lockInstitution(query, code)
        if (!before || !reaches(scope, before.division)) {
          throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such institution in the areas of who asks')
        }
        if (wanted.division !== undefined && !reaches(scope, wanted.division)) {
          throw new CodedError('ERR_REQUEST_NOT_ALLOWED', 'an institution is moved to a division by those of both')
        }
        if (typeof wanted.filesThrough === 'string' && !(await findInstitution(query, wanted.filesThrough))) {
          throw new CodedError('ERR_REQUEST_MALFORMED', 'no institution to file through', {
            details: { field: 'filesThrough' },
          })
        }
        const after: Institution = {
          ...before,
          type: wanted.type ?? before.type,
          division: wanted.division ?? before.division,
          contracted: wanted.contracted ?? before.contracted,
          filesThrough: wanted.filesThrough === undefined ? before.filesThrough : wanted.filesThrough,
        }
        await saveInstitution(query, after)
        if (after.contracted && !before.contracted) await forgetEnd(query, code)
        for (const field of ['type', 'division', 'contracted', 'filesThrough'] as const) {
          if (before[field] === after[field]) continue
          const detail = { field, from: String(before[field] ?? ''), to: String(after[field] ?? '') }
          await record(query, call, 'change-institution', { institutionCode: code, detail })
        }
        const email = await findEmail(query, code)
        if (wanted.email !== undefined && wanted.email !== email) {
          await saveEmail(query, code, wanted.email)
          // The address itself is in no audit.
          await record(query, call, 'change-institution', { institutionCode: code, detail: { field: 'email' } })
        }
        return await toRecord(query, after)
      }),
  }
}

const reaches = ({ areas }: AreaScope, division: string): boolean => areas === everywhere || areas.includes(division)

async function toRecord(query: Queryable, { filesThrough, ...institution }: Institution): Promise<InstitutionRecord> {
  const target = filesThrough === null ? undefined : await findInstitution(query, filesThrough)
  const email = await findEmail(query, institution.code)
  return { ...institution, filesThrough: target ? { code: target.code, name: target.name } : null, email }
}
