import { CodedError } from '../../core/errors/coded-error.ts'
import { announcementMove, type AnnouncementMove, mayMove, stateOn } from '../../core/portal/announcements.ts'
import { missingForOffer } from '../../core/portal/downloads.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { DownloadDraft } from '../../core/protocol/downloads.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findDownloadFiles } from '../db/tables/download-files.ts'
import { type Download, lockDownload } from '../db/tables/downloads.ts'
import type { Handler } from '../http/call.ts'
import type { DownloadParts } from './download-parts.ts'
import { requireDownload } from './handle-lists.ts'
import { toRecord } from './to-views.ts'
import { writeVersion } from './write-version.ts'

type Parts = Pick<DownloadParts, 'database'>

/** Errors: ERR_REQUEST_MALFORMED with the field. */
export function draftDownload({ database }: Parts): Handler<'POST /api/staff/downloads'> {
  return {
    event: 'write-download',
    async handle(call) {
      const { request, admitted, now } = call
      requireDays(request)
      const after = { ...request, id: newId(now), stage: 'draft', contentAt: now } as const
      return await database.tx(async (query) => {
        const step = { before: undefined, after, what: 'create', personId: authorOf(admitted) } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      })
    },
  }
}

/**
 * Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT, ERR_REQUEST_DOWNLOAD_STATE, ERR_REQUEST_MALFORMED; of a released one
 * that would lack something also ERR_REQUEST_DOWNLOAD_INCOMPLETE.
 */
export function changeDownload({ database }: Parts): Handler<'PUT /api/staff/downloads'> {
  return {
    event: 'write-download',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const { id, version, ...draft } = request
        requireDays(draft)
        const before = requireMovable('change', await lockDownload(query, id), version, now)
        const isSame = draft.description === before.description && draft.item === before.item
        const after: Download = { ...before, ...draft, contentAt: isSame ? before.contentAt : now }
        if (after.stage === 'released') await requireComplete(query, after)
        const step = { before, after, what: 'change', personId: authorOf(admitted) } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      }),
  }
}

/** Errors: as for a change. */
export function moveDownload({ database }: Parts): Handler<'POST /api/staff/downloads/move'> {
  return {
    event: 'move-download',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const { id, version, move } = request
        const before = requireMovable(move, await lockDownload(query, id), version, now)
        const { to = before.stage } = announcementMove(move)
        const after: Download = { ...before, stage: to }
        if (to === 'released') await requireComplete(query, after)
        const step = { before, after, what: move, personId: authorOf(admitted) } as const
        return await toRecord(query, await writeVersion(query, call, step), now)
      }),
  }
}

/**
 * The entry in the version that was seen, in a state that allows the move. Errors: ERR_REQUEST_NOT_FOUND,
 * ERR_REQUEST_CONFLICT, ERR_REQUEST_DOWNLOAD_STATE.
 */
export function requireMovable(
  move: AnnouncementMove,
  download: Download | undefined,
  version: number,
  now: Date,
): Download {
  const found = requireDownload(download)
  if (found.version !== version) throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed the entry')
  const state = stateOn(found, taiwanDay(now))
  if (mayMove(move, state)) return found
  throw new CodedError('ERR_REQUEST_DOWNLOAD_STATE', `${move} is not done to what is ${state}`)
}

function requireDays({ fromDay, untilDay }: DownloadDraft): void {
  if (untilDay === null || untilDay >= fromDay) return
  throw new CodedError('ERR_REQUEST_MALFORMED', 'it ends before it begins', { details: { field: 'untilDay' } })
}

/** Errors: ERR_REQUEST_DOWNLOAD_INCOMPLETE with `details.fields`. */
export async function requireComplete(query: Queryable, { id, description }: Download): Promise<void> {
  const missing = missingForOffer({ description, files: (await findDownloadFiles(query, [id])).length })
  if (missing.length === 0) return
  throw new CodedError('ERR_REQUEST_DOWNLOAD_INCOMPLETE', 'not complete', { details: { fields: missing.join(',') } })
}

/** Staff sign in with a personal card. */
export function authorOf({ session: { holder } }: SignedIn): string {
  if (holder.kind !== 'person') throw new Error('a post of staff is held by a person')
  return holder.personId
}
