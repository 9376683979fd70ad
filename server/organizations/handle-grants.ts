import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import type { grantList } from '../../core/protocol/organizations.ts'
import type { Queryable } from '../db/database.ts'
import { findAssigned } from '../db/tables/assignments.ts'
import { addGrant, findGrants, removeGrant } from '../db/tables/grants.ts'
import { findInstitutionServices } from '../db/tables/institution-services.ts'
import type { Handler } from '../http/call.ts'
import { changeInstitution, type OrganizationParts } from './change-institution.ts'
import { notApplied } from './handle-services.ts'
import { maskedIdNumberOf } from './members.ts'

export function listGrants({ database }: OrganizationParts): Handler<'GET /api/organizations/grants'> {
  return {
    event: 'read',
    handle: ({ admitted: { scope }, platform }) => readGrants(database.query, scope.institution, platform),
  }
}

/**
 * What is granted already, or not there to be withdrawn, stays as it is. Errors: ERR_REQUEST_NOT_FOUND for who is no user
 * there, ERR_REQUEST_SERVICE_NOT_APPLIED.
 */
export function changeGrants(parts: OrganizationParts): Handler<'PUT /api/organizations/grants'> {
  return {
    event: 'grant-service',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        const { platform } = call
        const { personId, grant, withdraw } = call.request
        const institutionCode = institution.code
        const [user] = await findAssigned(query, { institutionCode, role: 'user', personId })
        if (!user) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such user at the institution')
        const applied = await findInstitutionServices(query, { institutionCode, platform })
        for (const service of grant) {
          if (!applied.some((it) => it.service === service)) throw notApplied(service)
          const added = await addGrant(query, { personId, institutionCode, platform, service, at: now })
          if (added) await record('grant-service', { person: personId, service })
        }
        for (const service of withdraw) {
          const removed = await removeGrant(query, { personId, institutionCode, platform, service })
          if (removed) await record('withdraw-grant', { person: personId, service })
        }
        return await readGrants(query, institutionCode, platform)
      }),
  }
}

async function readGrants(
  query: Queryable,
  institutionCode: string,
  platform: Platform,
): Promise<z.input<typeof grantList>> {
  const place = { institutionCode, platform }
  const services = await findInstitutionServices(query, place)
  const grants = await findGrants(query, place)
  const users = await findAssigned(query, { institutionCode, role: 'user' })
  return {
    services: services.map(({ service }) => service),
    users: users.map(({ person }) => ({
      personId: person.id,
      name: person.name,
      maskedIdNumber: maskedIdNumberOf(person),
      services: grants.get(person.id) ?? [],
    })),
  }
}
