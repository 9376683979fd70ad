import type { SamMove } from '../../core/portal/sam-applications.ts'
import type { StaffEvent } from '../../core/portal/staff-events.ts'
import type { ModuleApplication } from '../../core/protocol/sam.ts'
import { audit } from '../audit/audit.ts'
import type { Queryable } from '../db/database.ts'
import { type SamApplication, searchSamApplications } from '../db/tables/sam-applications.ts'
import { revokeSamModule } from '../db/tables/sam-modules.ts'
import type { Caller, Handler } from '../http/call.ts'
import { queueJob } from '../jobs/queue-job.ts'
import { toView } from './application-views.ts'
import { issueModuleKind } from './issue-module.ts'
import { moveApplication, requireApplication } from './move-application.ts'
import type { SamParts } from './sam-parts.ts'

const pageSize = 20

export function searchApplications({ database: { query } }: SamParts): Handler<'GET /api/staff/modules'> {
  return {
    event: 'read',
    async handle({ request: { state, text, after }, now }) {
      const found = await searchSamApplications(query, { state, text, after, limit: pageSize + 1 }, now)
      return { applications: found.slice(0, pageSize).map(toView), more: found.length > pageSize }
    },
  }
}

export function readApplicationForReview({ database: { query } }: SamParts): Handler<'GET /api/staff/module'> {
  return {
    event: 'read',
    handle: async ({ request, now }) => toView(await requireApplication(query, request.applicationId, now)),
  }
}

export const takeUp = (parts: SamParts): Handler<'POST /api/staff/modules/take-up'> =>
  review(parts, { event: 'take-up-module', move: 'take-up' })

/** The job is queued with it: neither is lost. */
export const pass = (parts: SamParts): Handler<'POST /api/staff/modules/pass'> =>
  review(parts, {
    event: 'pass-module',
    move: 'pass',
    brings: ({ now }) => ({ reviewed_at: now }),
    after: (query, { id }, { now }) => queueJob(query, now, issueModuleKind, { application: id }),
  })

export const fail = (parts: SamParts): Handler<'POST /api/staff/modules/fail'> =>
  review(parts, {
    event: 'fail-module',
    move: 'fail',
    brings: ({ now, request }) => ({ reviewed_at: now, reason: request.reason ?? null }),
  })

export const confirmRevocation = (parts: SamParts): Handler<'POST /api/staff/modules/revoke'> =>
  review(parts, {
    event: 'revoke-module',
    move: 'confirm-revocation',
    after: async (query, { module }, { now }) => {
      if (module) await revokeSamModule(query, module.code, now)
    },
  })

type ReviewCall = Pick<Caller, 'now' | 'trail'> & {
  readonly request: { readonly applicationId: string; readonly reason?: string }
}

interface Review {
  readonly event: StaffEvent
  readonly move: SamMove
  /** What is set with the state. */
  readonly brings?: (call: ReviewCall) => Parameters<typeof moveApplication>[3]
  /** What else is done, in the same transaction. */
  readonly after?: (query: Queryable, application: SamApplication, call: ReviewCall) => Promise<void>
}

/** A reviewer's move. Of two reviewers at once one makes it; the other is told how it stands. Errors: ERR_SAM_STATE. */
function review({ database }: SamParts, { event, move, brings, after }: Review) {
  return {
    event,
    handle: (call: ReviewCall): Promise<ModuleApplication> => {
      const { request, now, trail } = call
      return database.tx(async (query) => {
        const application = await requireApplication(query, request.applicationId, now)
        const { number, institution, module } = application
        const about = {
          institutionCode: institution.code,
          detail: { application: number, ...(module && { module: module.code }) },
        }
        // A refusal is told of the same application.
        trail.learn(about)
        await moveApplication(query, application, { actor: 'reviewer', move, now }, brings?.(call))
        await after?.(query, application, call)
        await audit(query, now, { ...trail.facts, ...about, event })
        return toView(await requireApplication(query, request.applicationId, now))
      })
    },
  }
}
