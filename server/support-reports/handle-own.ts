import { CodedError } from '../../core/errors/coded-error.ts'
import { emptyContent, type SupportContent } from '../../core/support-reports/report.ts'
import { isChange, isWritable } from '../../core/support-reports/states.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findPlaced, searchPlaced } from '../db/tables/institution-counties.ts'
import {
  addSupportReport,
  findSupportReport,
  lockSupportReport,
  searchSupportReports,
  type SupportReport,
} from '../db/tables/support-reports.ts'
import type { Handler } from '../http/call.ts'
import { findPlacedRegistrations, readPractitioner, toRegistrationView } from './known.ts'
import { record, reporterOf, requireOwn, requireVersion, saveNext } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'
import { pageSize, pagesOf, toItem, toView } from './to-view.ts'

type Parts = Pick<SupportReportParts, 'database'>

const mostInstitutions = 20

export function listRegistrations({ database: { query } }: Parts): Handler<'GET /api/support-reports/registrations'> {
  return {
    event: 'read',
    async handle({ admitted }) {
      const personId = reporterOf(admitted)
      const registrations = await findPlacedRegistrations(query, personId)
      return {
        practitioner: await readPractitioner(query, personId),
        registrations: registrations.map(toRegistrationView),
      }
    },
  }
}

export function findInstitutions({ database: { query } }: Parts): Handler<'GET /api/support-reports/institutions'> {
  return {
    event: 'read',
    async handle({ request: { text } }) {
      const found = await searchPlaced(query, text, mostInstitutions + 1)
      return { institutions: found.slice(0, mostInstitutions), more: found.length > mostInstitutions }
    },
  }
}

export function listOwnReports({ database: { query } }: Parts): Handler<'GET /api/support-reports'> {
  return {
    event: 'read',
    async handle({ request, admitted }) {
      const page = Number(request.page ?? '1')
      const { reports, total } = await searchSupportReports(query, {
        of: { personId: reporterOf(admitted) },
        states: request.state && [request.state],
        text: request.text,
        profession: undefined,
        fromDay: undefined,
        untilDay: undefined,
        waitingFirst: false,
        page,
        pageSize,
      })
      return { reports: reports.map(toItem), page, pages: pagesOf(total), total }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function readOwnReport({ database: { query } }: Parts): Handler<'GET /api/support-reports/report'> {
  return {
    event: 'read',
    handle: async ({ request: { id }, admitted, now }) =>
      await toView(query, requireOwn(await findSupportReport(query, id), admitted), now, 'applicant'),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND for the one that it is to be like. */
export function beginReport({ database }: Parts): Handler<'POST /api/support-reports'> {
  return {
    event: 'draft-support-report',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const personId = reporterOf(admitted)
        const like = request.like && requireOwn(await findSupportReport(query, request.like), admitted)
        const content = like ? { ...like.content, firstDay: null, lastDay: null } : emptyContent
        const [only, ...more] = await findPlacedRegistrations(query, personId)
        // Who has one registration need not choose it.
        const registration = content.registration ?? (more.length === 0 ? (only?.id ?? null) : null)
        const report = await addDraft(query, { personId, now, content: { ...content, registration } })
        await record(query, call, 'draft-support-report', report)
        return await toView(query, report, now, 'applicant')
      }),
  }
}

/** A draft with a content that was checked. */
export async function addDraft(
  query: Queryable,
  draft: { readonly personId: string; readonly now: Date; readonly content: SupportContent },
): Promise<SupportReport> {
  const { personId, now, content } = draft
  const report: SupportReport = {
    id: newId(now),
    number: null,
    personId,
    state: 'draft',
    inForce: null,
    ...(await derive(query, personId, content)),
    warnings: [],
    reason: null,
    verifyCode: null,
    version: 1,
    createdAt: now,
    changedAt: now,
    sentAt: null,
    decidedAt: null,
  }
  await addSupportReport(query, report)
  return report
}

/** Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT, ERR_REQUEST_SUPPORT_STATE, ERR_REQUEST_MALFORMED. */
export function writeReport({ database }: Parts): Handler<'PUT /api/support-reports'> {
  return {
    event: 'write-support-report',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const before = requireWritable(await lockSupportReport(query, request.id), call)
        const { content } = request
        if (isChange(before.state) && content.registration !== before.inForce?.registration) {
          // Another registration may be another bureau's: that is another report.
          throw malformed('content.registration')
        }
        const written = await derive(query, reporterOf(admitted), content)
        const report = await saveNext(query, call, { ...before, ...written })
        await record(query, call, 'write-support-report', report, { version: report.version })
        return await toView(query, report, now, 'applicant')
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT, ERR_REQUEST_SUPPORT_STATE. */
export function requireWritable(
  found: SupportReport | undefined,
  { request, admitted }: { request: { version: number }; admitted: Parameters<typeof requireOwn>[1] },
): SupportReport {
  const report = requireVersion(requireOwn(found, admitted), request.version)
  if (isWritable(report.state)) return report
  throw new CodedError('ERR_REQUEST_SUPPORT_STATE', `nothing is written in what is ${report.state}`, {
    details: { state: report.state },
  })
}

const malformed = (field: string) =>
  new CodedError('ERR_REQUEST_MALFORMED', `malformed request: ${field}`, { details: { field } })

/** What follows from a content. Errors: ERR_REQUEST_MALFORMED for a registration or an institution that is none. */
async function derive(
  query: Queryable,
  personId: string,
  written: SupportContent,
): Promise<Pick<SupportReport, 'content' | 'profession' | 'ownInstitution' | 'ownCounty' | 'supportCounty'>> {
  const registrations = await findPlacedRegistrations(query, personId)
  const registration = registrations.find(({ id }) => id === written.registration)
  if (written.registration !== null && !registration) throw malformed('content.registration')
  const institutions = await findPlaced(query, written.institution === null ? [] : [written.institution])
  const supported = institutions.get(written.institution ?? '')
  if (written.institution !== null && !supported) throw malformed('content.institution')
  const profession = registration?.profession ?? null
  return {
    content: { ...written, pharmacistCase: profession === 'pharmacist' ? written.pharmacistCase : null },
    profession,
    ownInstitution: registration?.institutionCode ?? null,
    ownCounty: registration?.institution.county ?? null,
    supportCounty: supported?.county ?? null,
  }
}
