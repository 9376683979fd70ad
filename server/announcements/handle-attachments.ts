import { CodedError } from '../../core/errors/coded-error.ts'
import { announcementKind } from '../../core/portal/announcements.ts'
import { fileTypeOf, safeFileName } from '../../core/portal/file-types.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import {
  addAttachment,
  type AttachmentFile,
  findAttachment,
  findAttachments,
  removeAttachment,
} from '../db/tables/announcement-attachments.ts'
import { type Announcement, findAnnouncement, lockAnnouncement } from '../db/tables/announcements.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { authorOf } from '../auth/signed-in.ts'
import { requireMove } from './handle-writing.ts'
import { toRecord } from './to-record.ts'
import { requireVersion, requireWritable } from './writable.ts'
import { writeVersion } from './write-version.ts'

const mostAttachments = 10

interface Request {
  readonly id: string
  readonly version: number
}

/**
 * Looks whether it may be attached before the file is read, and once more when it is kept. Errors: as for a change, and
 * ERR_REQUEST_FILE_NAME, ERR_REQUEST_FILE_CONTENT, ERR_REQUEST_FILES_MANY, ERR_REQUEST_TOO_LARGE.
 */
export function attachFile({
  database,
  files,
}: AnnouncementParts): Handler<'POST /api/staff/announcements/attachments'> {
  return {
    event: 'attach-file',
    async handle(call) {
      const { request, admitted, body, now } = call
      const found = await findAnnouncement(database.query, request.id)
      await requireAttachable(database.query, requireChangeable(found, admitted, request, now))
      const name = safeFileName(request.name)
      const type = name === undefined ? undefined : fileTypeOf(name)
      if (name === undefined || type === undefined) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'the name, or the type that it tells, is not allowed')
      }
      const stored = await files.keep(body, type)
      return await database.tx(async (query) => {
        const locked = await lockAnnouncement(query, request.id)
        const before = requireChangeable(locked, admitted, request, now)
        await requireAttachable(query, before)
        await addAttachment(query, before.id, { id: newId(now), name, type, ...stored })
        const file = { name, sha256: stored.sha256 }
        const step = { before, after: before, what: 'attach', personId: authorOf(admitted), file } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      })
    },
  }
}

/** Errors: as for a change. */
export function detachFile({ database }: AnnouncementParts): Handler<'DELETE /api/staff/announcements/attachments'> {
  return {
    event: 'detach-file',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const before = requireChangeable(await lockAnnouncement(query, request.id), admitted, request, now)
        const file = await findFileOf(query, before, request.attachment)
        await removeAttachment(query, file.id)
        const step = { before, after: before, what: 'detach', personId: authorOf(admitted), file } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      }),
  }
}

/** Of drafts too: authors look at what they attached. Errors: ERR_REQUEST_NOT_FOUND. */
export function askAuthorsFile({
  database: { query },
}: AnnouncementParts): Handler<'POST /api/staff/announcements/file'> {
  return {
    event: 'file',
    async handle({ request, admitted, now }) {
      const announcement = requireWritable(await findAnnouncement(query, request.id), admitted)
      const file = await findFileOf(query, announcement, request.attachment)
      return await giveTicket(query, file, { sessionId: admitted.session.id, now })
    },
  }
}

function requireChangeable(
  announcement: Announcement | undefined,
  admitted: SignedIn,
  { version }: Request,
  now: Date,
): Announcement {
  const writable = requireVersion(requireWritable(announcement, admitted), version)
  requireMove('change', writable, now)
  return writable
}

async function requireAttachable(query: Queryable, { id, kind }: Announcement): Promise<void> {
  if (!announcementKind(kind).fields.includes('attachments')) {
    throw new CodedError('ERR_REQUEST_MALFORMED', 'this kind has no attachments', { details: { field: 'id' } })
  }
  if ((await findAttachments(query, id)).length >= mostAttachments) {
    throw new CodedError('ERR_REQUEST_FILES_MANY', 'no more attachments', { details: { most: mostAttachments } })
  }
}

async function findFileOf(query: Queryable, { id }: Announcement, attachment: string): Promise<AttachmentFile> {
  const file = await findAttachment(query, attachment)
  if (file?.announcementId !== id) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such attachment of it')
  return file
}
