import { randomInt } from 'node:crypto'
import { CodedError } from '../../core/errors/coded-error.ts'
import { samApplicationNumber, samApplicationSerials } from '../../core/portal/sam-application-number.ts'
import { obstacleTo } from '../../core/portal/sam-applications.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { audit } from '../audit/audit.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findInstitution, lockInstitution } from '../db/tables/institutions.ts'
import { addSamApplication, findSamApplications, type SamApplication } from '../db/tables/sam-applications.ts'
import type { Handler } from '../http/call.ts'
import { toOwnView } from './application-views.ts'
import { requireApplication } from './move-application.ts'
import type { SamParts } from './sam-parts.ts'

export function listApplications({ database: { query } }: SamParts): Handler<'GET /api/sam/applications'> {
  return {
    event: 'read',
    async handle({ admitted: { scope }, now }) {
      const institution = await findInstitution(query, scope.institution)
      if (!institution) throw gone()
      const applications = await findSamApplications(query, institution.code, now)
      return {
        institution: { code: institution.code, name: institution.name },
        applications: applications.map(toOwnView),
        obstacle: obstacleOf(applications, now)?.why ?? null,
      }
    },
  }
}

export function readApplication({ database: { query } }: SamParts): Handler<'GET /api/sam/application'> {
  return {
    event: 'read',
    handle: async ({ admitted: { scope }, request, now }) =>
      toOwnView(await requireApplication(query, request.applicationId, now, scope.institution)),
  }
}

/**
 * The institution's row is locked: of two that are filed at once, the second meets the first. Errors: ERR_SAM_STATE with the
 * state of the application that stands in the way.
 */
export function fileApplication({ database }: SamParts): Handler<'POST /api/sam/applications'> {
  return {
    event: 'apply-module',
    handle: ({ admitted: { scope }, request: { contact, pageKey }, now, trail }) =>
      database.tx(async (query) => {
        const institution = await lockInstitution(query, scope.institution)
        if (!institution) throw gone()
        const obstacle = obstacleOf(await findSamApplications(query, institution.code, now), now)
        if (obstacle) {
          throw new CodedError('ERR_SAM_STATE', `in the way: ${obstacle.why}`, { details: { state: obstacle.state } })
        }
        const id = newId(now)
        await addUnderFreeNumber(query, { id, institutionCode: institution.code, contact, pageKey, at: now })
        const application = await requireApplication(query, id, now)
        const detail = { application: application.number }
        await audit(query, now, { ...trail.facts, institutionCode: institution.code, event: 'apply-module', detail })
        return toOwnView(application)
      }),
  }
}

/** Serials are drawn: a count would be one row that every filing waits for. In ten million a year few are taken. */
async function addUnderFreeNumber(
  query: Queryable,
  application: Omit<Parameters<typeof addSamApplication>[1], 'number'>,
): Promise<void> {
  const day = taiwanDay(application.at)
  for (let tries = 0; tries < 20; tries++) {
    const number = samApplicationNumber(day, randomInt(samApplicationSerials))
    if (await addSamApplication(query, { ...application, number })) return
  }
  throw new Error('no free application number was drawn in twenty tries')
}

const obstacleOf = (applications: readonly SamApplication[], now: Date) =>
  obstacleTo(
    applications.map(({ state, module }) => ({ state, moduleEnds: module?.ends ?? null })),
    now,
  )

const gone = () => new CodedError('ERR_REQUEST_NOT_FOUND', 'the institution is gone')
