import { CodedError } from '../../core/errors/coded-error.ts'
import type { OrganizationEvent } from '../../core/portal/organization-events.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import type { Queryable } from '../db/database.ts'
import type { SamApplication, SamApplicationModule } from '../db/tables/sam-applications.ts'
import { findSamContainer, revokeSamModule, setRevocationAsked } from '../db/tables/sam-modules.ts'
import { forgetSamSecret, takeSamSecret } from '../db/tables/sam-secrets.ts'
import type { Handler } from '../http/call.ts'
import { queueJob } from '../jobs/queue-job.ts'
import { toOwnView } from './application-views.ts'
import { issueModuleKind } from './issue-module.ts'
import { moduleArchiveOf } from './module-archive.ts'
import { moveApplication, requireApplication } from './move-application.ts'
import type { SamParts } from './sam-parts.ts'

/** What the representative does with a module that was issued: its secret, its file, its re-issue, its revocation. */

/**
 * Only to the page whose key it is sealed to: another could do nothing with it, and it would be gone. Errors: ERR_SAM_STATE,
 * ERR_REQUEST_NOT_FOUND when it was fetched before, waited too long, or is another page's.
 */
export function fetchSecret({ database }: SamParts): Handler<'POST /api/sam/secret'> {
  return {
    event: 'fetch-module-secret',
    handle: ({ admitted: { scope }, request: { applicationId, pageKey }, now, trail }) =>
      database.tx(async (query) => {
        const application = await requireApplication(query, applicationId, now, scope.institution)
        const module = requireReady(application)
        const sealed = application.pageKey === pageKey ? await takeSamSecret(query, module.code, now) : undefined
        if (sealed === undefined) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no secret waits for this page')
        await record(query, { now, trail }, 'fetch-module-secret', application)
        return { moduleCode: module.code, sealed }
      }),
  }
}

/** Errors: ERR_SAM_STATE. */
export function downloadModule({ database }: SamParts): Handler<'POST /api/sam/download'> {
  return {
    event: 'download-module',
    async handle({ admitted: { scope }, request, now, trail }) {
      const application = await requireApplication(database.query, request.applicationId, now, scope.institution)
      const { code } = requireReady(application)
      const container = await findSamContainer(database.query, code)
      if (container === undefined) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the module was revoked just now')
      await record(database.query, { now, trail }, 'download-module', application)
      const name = { institution: application.institution.code, module: code }
      return await moduleArchiveOf(name, new TextEncoder().encode(container))
    },
  }
}

/**
 * Its secret was lost: the module is revoked at once, and the job makes another under the same application. It ends on the
 * same day: only a review makes a module last longer. Errors: ERR_SAM_STATE, ERR_SAM_EXPIRED.
 */
export function reissueModule({ database }: SamParts): Handler<'POST /api/sam/reissue'> {
  return {
    event: 'reissue-module',
    handle: ({ admitted: { scope }, request: { applicationId, pageKey }, now, trail }) =>
      database.tx(async (query) => {
        const application = await requireApplication(query, applicationId, now, scope.institution)
        const move = { actor: 'applicant', move: 'reissue', now } as const
        await moveApplication(query, application, move, { page_key: pageKey, module_code: null })
        const { code, ends } = requireReady(application)
        if (ends < now) {
          const details = { module: code, until: ends.toISOString().slice(0, 10) }
          throw new CodedError('ERR_SAM_EXPIRED', 'it has expired: a new application renews it', { details })
        }
        await forgetSamSecret(query, code)
        await revokeSamModule(query, code, now)
        await queueJob(query, now, issueModuleKind, { application: applicationId })
        await record(query, { now, trail }, 'reissue-module', application)
        return toOwnView(await requireApplication(query, applicationId, now))
      }),
  }
}

/** 申請註銷. Errors: ERR_SAM_STATE. */
export function askRevocation(): Handler<'POST /api/sam/revocation'> {
  return {
    event: 'ask-module-revocation',
    handle: ({ admitted: { confirmed }, request: { applicationId }, now, trail }) =>
      confirmed(async (query, scope) => {
        const application = await requireApplication(query, applicationId, now, scope.institution)
        await moveApplication(query, application, { actor: 'applicant', move: 'ask-revocation', now })
        const { code } = requireReady(application)
        await forgetSamSecret(query, code)
        await setRevocationAsked(query, code, now)
        await record(query, { now, trail }, 'ask-module-revocation', application)
        return toOwnView(await requireApplication(query, applicationId, now))
      }),
  }
}

function requireReady({ state, module }: SamApplication): SamApplicationModule {
  if (state === 'ready' && module) return module
  throw new CodedError('ERR_SAM_STATE', `an application that is ${state} has no module`, { details: { state } })
}

const record = (
  query: Queryable,
  { now, trail }: { readonly now: Date; readonly trail: Trail },
  event: OrganizationEvent,
  { number, institution, module }: SamApplication,
): Promise<void> =>
  audit(query, now, {
    ...trail.facts,
    institutionCode: institution.code,
    event,
    detail: { application: number, ...(module && { module: module.code }) },
  })
