import { CodedError } from '../../core/errors/coded-error.ts'
import { fileTypeOf, safeFileName } from '../../core/portal/file-types.ts'
import { mostFiles } from '../../core/support-reports/report.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import {
  addReportFile,
  findReportFiles,
  removeReportFile,
  type SupportReportFile,
} from '../db/tables/support-report-parts.ts'
import { findSupportReport, lockSupportReport, type SupportReport } from '../db/tables/support-reports.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import { requireWritable } from './handle-own.ts'
import { requireReadable } from './handle-review.ts'
import { record, requireOwn, saveNext } from './report-steps.ts'
import type { SupportReportParts } from './support-report-parts.ts'
import { toView } from './to-view.ts'

type Parts = Pick<SupportReportParts, 'database'>

/**
 * Looks whether it may be attached before the file is read, and once more when it is kept. Errors: as for writing, and
 * ERR_REQUEST_FILE_NAME, ERR_REQUEST_FILE_CONTENT, ERR_REQUEST_FILES_MANY, ERR_REQUEST_TOO_LARGE.
 */
export function attachReportFile({
  database,
  files,
}: SupportReportParts): Handler<'POST /api/support-reports/attachments'> {
  return {
    event: 'attach-support-file',
    async handle(call) {
      const { admitted, body, now } = call
      const request = { ...call.request, version: Number(call.request.version) }
      const found = requireWritable(await findSupportReport(database.query, request.id), { request, admitted })
      await requireRoom(database.query, found)
      const name = safeFileName(request.name)
      const type = name === undefined ? undefined : fileTypeOf(name)
      if (name === undefined || type === undefined) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'the name, or the type that it tells, is not allowed')
      }
      const stored = await files.keep(body, type)
      return await database.tx(async (query) => {
        const before = requireWritable(await lockSupportReport(query, request.id), { request, admitted })
        await requireRoom(query, before)
        const file = { id: newId(now), reportId: before.id, name, type, ...stored }
        await addReportFile(query, { ...file, at: now })
        const report = await saveNext(query, call, before)
        await record(query, call, 'attach-support-file', report, { file: file.id, sha256: stored.sha256 })
        return await toView(query, report, now, 'applicant')
      })
    },
  }
}

/** Errors: as for writing. */
export function detachReportFile({ database }: Parts): Handler<'DELETE /api/support-reports/attachments'> {
  return {
    event: 'detach-support-file',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, now } = call
        const before = requireWritable(await lockSupportReport(query, request.id), call)
        const file = await requireFile(query, before, request.attachment)
        await removeReportFile(query, file.id, now)
        const report = await saveNext(query, call, before)
        await record(query, call, 'detach-support-file', report, { file: file.id, sha256: file.sha256 })
        return await toView(query, report, now, 'applicant')
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function askOwnReportFile({ database: { query } }: Parts): Handler<'POST /api/support-reports/file'> {
  return {
    event: 'file',
    async handle({ request, admitted, now }) {
      const report = requireOwn(await findSupportReport(query, request.id), admitted)
      const file = await requireFile(query, report, request.attachment)
      return await giveTicket(query, file, { sessionId: admitted.session.id, now })
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function askReviewedFile({ database: { query } }: Parts): Handler<'POST /api/staff/support-reports/file'> {
  return {
    event: 'file',
    async handle({ request, admitted, now }) {
      const { report } = await requireReadable(query, request.id, admitted.scope)
      const file = await requireFile(query, report, request.attachment)
      return await giveTicket(query, file, { sessionId: admitted.session.id, now })
    },
  }
}

async function requireRoom(query: Queryable, { id }: SupportReport): Promise<void> {
  if ((await findReportFiles(query, id)).length < mostFiles) return
  throw new CodedError('ERR_REQUEST_FILES_MANY', 'no more attachments', { details: { most: mostFiles } })
}

async function requireFile(query: Queryable, { id }: SupportReport, attachment: string): Promise<SupportReportFile> {
  const file = (await findReportFiles(query, id)).find((it) => it.id === attachment)
  if (file) return file
  throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such attachment of it')
}
