import { CodedError } from '../../core/errors/coded-error.ts'
import { isBeforeBureau } from '../../core/support-reports/states.ts'
import type { Queryable } from '../db/database.ts'
import { findPlaced } from '../db/tables/institution-counties.ts'
import { findPeopleNames } from '../db/tables/people.ts'
import { answerConsent, findAskedOf, findConsents } from '../db/tables/support-report-parts.ts'
import { findSupportReport, lockSupportReport } from '../db/tables/support-reports.ts'
import type { Handler } from '../http/call.ts'
import { record, requireVersion } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'
import { pageSize, pagesOf } from './to-view.ts'

type Parts = Pick<SupportReportParts, 'database'>

export function listConsents({ database: { query } }: Parts): Handler<'GET /api/support-reports/consents'> {
  return {
    event: 'read',
    async handle({ request, admitted: { scope } }) {
      const page = Number(request.page ?? '1')
      const { asked, total } = await findAskedOf(query, scope.institution, { page, pageSize })
      return { asked: await toAsked(query, asked), page, pages: pagesOf(total), total }
    },
  }
}

async function toAsked(query: Queryable, asked: Awaited<ReturnType<typeof findAskedOf>>['asked']) {
  const views = []
  for (const { reportId, side, answer, answeredAt, reason } of asked) {
    const report = await findSupportReport(query, reportId)
    if (!report) continue
    const codes = [report.ownInstitution, report.content.institution].filter((code) => code !== null)
    const institutions = await findPlaced(query, codes)
    const names = await findPeopleNames(query, [report.personId])
    views.push({
      id: report.id,
      version: report.version,
      number: report.number,
      state: report.state,
      side,
      practitioner: names.get(report.personId) ?? '',
      profession: report.profession,
      own: institutions.get(report.ownInstitution ?? '') ?? null,
      supported: institutions.get(report.content.institution ?? '') ?? null,
      content: { ...report.content, weekly: [...report.content.weekly] },
      answer,
      answeredAt: answeredAt?.toISOString() ?? null,
      reason,
    })
  }
  return views
}

/**
 * Until the bureau has decided, an answer can be given anew. Errors: ERR_REQUEST_NOT_FOUND where the institution was not
 * asked, ERR_REQUEST_CONFLICT, ERR_REQUEST_SUPPORT_STATE; ERR_REQUEST_MALFORMED for a refusal without a reason.
 */
export function answerForInstitution({ database }: Parts): Handler<'POST /api/support-reports/consents'> {
  return {
    event: 'answer-support-consent',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const { side, answer } = request
        const found = await lockSupportReport(query, request.id)
        const consents = found ? await findConsents(query, found.id) : []
        const isAsked = consents.some((it) => it.side === side && it.institutionCode === admitted.scope.institution)
        if (!found || !isAsked || found.state === 'draft') {
          throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the institution was not asked')
        }
        const report = requireVersion(found, request.version)
        if (!isBeforeBureau(report.state)) {
          throw new CodedError('ERR_REQUEST_SUPPORT_STATE', `nothing is agreed to in what is ${report.state}`, {
            details: { state: report.state },
          })
        }
        if (answer === 'declined' && request.reason === null) {
          throw new CodedError('ERR_REQUEST_MALFORMED', 'a reason is needed', { details: { field: 'reason' } })
        }
        const { holder } = admitted.session
        const personId = holder.kind === 'person' ? holder.personId : null
        const reason = answer === 'declined' ? request.reason : null
        await answerConsent(query, report.id, side, { answer, at: now, personId, reason })
        await record(query, call, 'answer-support-consent', report, { side, answer })
        return {}
      }),
  }
}
