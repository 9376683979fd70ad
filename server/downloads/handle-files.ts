import { CodedError } from '../../core/errors/coded-error.ts'
import { mostDownloadFiles } from '../../core/portal/downloads.ts'
import { fileTypeOf, safeFileName } from '../../core/portal/file-types.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import {
  addDownloadFile,
  type DownloadFile,
  findDownloadFile,
  findDownloadFiles,
  removeDownloadFile,
} from '../db/tables/download-files.ts'
import { type Download, findDownload, lockDownload } from '../db/tables/downloads.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import type { DownloadParts } from './download-parts.ts'
import { authorOf, requireComplete, requireMovable } from './handle-writing.ts'
import { requireDownload } from './handle-lists.ts'
import { toRecord } from './to-views.ts'
import { writeVersion } from './write-version.ts'

/**
 * Looks whether it may be added before the file is read, and once more when it is kept. Errors: as for a change, and
 * ERR_REQUEST_FILE_NAME, ERR_REQUEST_FILE_CONTENT, ERR_REQUEST_FILES_MANY, ERR_REQUEST_TOO_LARGE.
 */
export function addFile({ database, files }: DownloadParts): Handler<'POST /api/staff/downloads/files'> {
  return {
    event: 'attach-file',
    async handle(call) {
      const { request, admitted, body, now } = call
      const found = await findDownload(database.query, request.id)
      await requireRoom(database.query, requireMovable('change', found, request.version, now))
      const name = safeFileName(request.name)
      const type = name === undefined ? undefined : fileTypeOf(name)
      if (name === undefined || type === undefined) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'the name, or the type that it tells, is not allowed')
      }
      const stored = await files.keep(body, type)
      return await database.tx(async (query) => {
        const before = requireMovable('change', await lockDownload(query, request.id), request.version, now)
        await requireRoom(query, before)
        await addDownloadFile(query, { id: newId(now), downloadId: before.id, name, type, ...stored })
        const after = { ...before, contentAt: now }
        const step = { before, after, what: 'attach', personId: authorOf(admitted), sha256: stored.sha256 } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      })
    },
  }
}

/** Errors: as for a change; of a released entry's last file ERR_REQUEST_DOWNLOAD_INCOMPLETE. */
export function removeFile({ database }: DownloadParts): Handler<'DELETE /api/staff/downloads/files'> {
  return {
    event: 'detach-file',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const before = requireMovable('change', await lockDownload(query, request.id), request.version, now)
        const file = await requireFile(query, before, request.file)
        await removeDownloadFile(query, file.id)
        if (before.stage === 'released') await requireComplete(query, before)
        const after = { ...before, contentAt: now }
        const step = { before, after, what: 'detach', personId: authorOf(admitted), sha256: file.sha256 } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      }),
  }
}

/** Of drafts too: authors look at what they added. Errors: ERR_REQUEST_NOT_FOUND. */
export function askDownloadFile({ database: { query } }: DownloadParts): Handler<'POST /api/staff/downloads/file'> {
  return {
    event: 'file',
    async handle({ request, admitted, now }) {
      const download = requireDownload(await findDownload(query, request.id))
      const file = await requireFile(query, download, request.file)
      return await giveTicket(query, file, { sessionId: admitted.session.id, now })
    },
  }
}

async function requireRoom(query: Queryable, { id }: Download): Promise<void> {
  if ((await findDownloadFiles(query, [id])).length < mostDownloadFiles) return
  throw new CodedError('ERR_REQUEST_FILES_MANY', 'no more files', { details: { most: mostDownloadFiles } })
}

async function requireFile(query: Queryable, { id }: Download, fileId: string): Promise<DownloadFile> {
  const file = await findDownloadFile(query, fileId)
  if (file?.downloadId !== id) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file of it')
  return file
}
