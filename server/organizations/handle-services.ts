import type { z } from 'zod'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Platform } from '../../core/portal/platforms.ts'
import { servicesFor } from '../../core/portal/services.ts'
import type { serviceList } from '../../core/protocol/organizations.ts'
import type { Queryable } from '../db/database.ts'
import { countGrants } from '../db/tables/grants.ts'
import {
  addInstitutionService,
  findInstitutionServices,
  removeInstitutionService,
} from '../db/tables/institution-services.ts'
import { findInstitution, type Institution } from '../db/tables/institutions.ts'
import { findLatestInternetDataRequest } from '../db/tables/internet-data-requests.ts'
import type { Handler } from '../http/call.ts'
import { changeInstitution, type OrganizationParts } from './change-institution.ts'
import { toInternetDataRequest } from './handle-internet-data.ts'

type ServiceList = z.input<typeof serviceList>

export function listServices({ database }: OrganizationParts): Handler<'GET /api/organizations/services'> {
  return {
    event: 'read',
    async handle({ admitted: { scope }, platform }) {
      const institution = await findInstitution(database.query, scope.institution)
      if (!institution) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the institution is gone')
      return await readServices(database.query, institution, platform)
    },
  }
}

/** What was applied for before stays as it is. Errors: ERR_REQUEST_SERVICE_NOT_OFFERED. */
export function applyForServices(parts: OrganizationParts): Handler<'POST /api/organizations/services'> {
  return {
    event: 'apply-service',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        const { platform } = call
        const offered = servicesFor(institution.type, platform)
        for (const service of call.request.services) {
          if (!offered.includes(service)) {
            throw new CodedError('ERR_REQUEST_SERVICE_NOT_OFFERED', 'not for this kind of institution', {
              details: { service },
            })
          }
          const application = { institutionCode: institution.code, platform, service, at: now }
          if (await addInstitutionService(query, application)) await record('apply-service', { service })
        }
        return await readServices(query, institution, platform)
      }),
  }
}

/** Its grants go with it. Errors: ERR_REQUEST_SERVICE_NOT_APPLIED. */
export function withdrawService(parts: OrganizationParts): Handler<'DELETE /api/organizations/services'> {
  return {
    event: 'withdraw-service',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, record }) => {
        const { platform } = call
        const { service } = call.request
        if (!(await removeInstitutionService(query, { institutionCode: institution.code, platform, service }))) {
          throw notApplied(service)
        }
        await record('withdraw-service', { service })
        return await readServices(query, institution, platform)
      }),
  }
}

export const notApplied = (service: string) =>
  new CodedError('ERR_REQUEST_SERVICE_NOT_APPLIED', 'the institution has not applied for it', { details: { service } })

async function readServices(query: Queryable, institution: Institution, platform: Platform): Promise<ServiceList> {
  const place = { institutionCode: institution.code, platform }
  const applied = new Map((await findInstitutionServices(query, place)).map((it) => [it.service, it.appliedAt]))
  const grants = await countGrants(query, place)
  const request = platform === 'vpn' ? await findLatestInternetDataRequest(query, institution.code) : undefined
  return {
    institutionType: institution.type,
    offered: servicesFor(institution.type, platform).map((service) => ({
      service,
      appliedAt: applied.get(service)?.toISOString() ?? null,
      users: grants.get(service) ?? 0,
    })),
    internetData: request ? toInternetDataRequest(request) : null,
  }
}
