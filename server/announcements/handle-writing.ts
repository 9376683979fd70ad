import { CodedError } from '../../core/errors/coded-error.ts'
import { announcementMove, type AnnouncementMove, mayMove, stateOn } from '../../core/portal/announcements.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { authorOf } from '../auth/signed-in.ts'
import { newId } from '../db/new-id.ts'
import { type Announcement, lockAnnouncement } from '../db/tables/announcements.ts'
import type { Handler } from '../http/call.ts'
import type { AnnouncementParts } from './announcement-parts.ts'
import { applyDraft, requireComplete } from './apply-draft.ts'
import { sanitize } from '../sanitize.ts'
import { toRecord } from './to-record.ts'
import { requireVersion, requireWritable, requireWriter } from './writable.ts'
import { writeVersion } from './write-version.ts'

type Parts = Pick<AnnouncementParts, 'database'>

/** Errors: ERR_REQUEST_NOT_ALLOWED, ERR_REQUEST_MALFORMED. */
export function writeDraft({ database }: Parts): Handler<'POST /api/staff/announcements'> {
  return {
    event: 'write-announcement',
    async handle(call) {
      const { admitted, now } = call
      const { kind, ...draft } = call.request
      const { written, takenOut } = applyDraft(kind, draft, requireWriter(kind, admitted))
      const first = { id: newId(now), kind, stage: 'draft', createdAt: now, releasedAt: null } as const
      return await database.tx(async (query) => {
        const after = { ...first, ...written }
        const personId = authorOf(admitted)
        const saved = await writeVersion(query, call, { before: undefined, after, what: 'create', personId, takenOut })
        return await toRecord(query, saved, now, takenOut)
      })
    },
  }
}

/**
 * Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_CONFLICT, ERR_REQUEST_ANNOUNCEMENT_STATE, ERR_REQUEST_MALFORMED; of a released
 * one that would lack something also ERR_REQUEST_ANNOUNCEMENT_INCOMPLETE.
 */
export function changeAnnouncement({ database }: Parts): Handler<'PUT /api/staff/announcements'> {
  return {
    event: 'write-announcement',
    handle: (call) =>
      database.tx(async (query) => {
        const { admitted, now } = call
        const { id, version, ...draft } = call.request
        const before = requireVersion(requireWritable(await lockAnnouncement(query, id), admitted), version)
        requireMove('change', before, now)
        const { written, takenOut } = applyDraft(before.kind, draft, requireWriter(before.kind, admitted))
        const after: Announcement = { ...before, ...written }
        if (after.stage === 'released') requireComplete(after)
        const personId = authorOf(admitted)
        const saved = await writeVersion(query, call, { before, after, what: 'change', personId, takenOut })
        return await toRecord(query, saved, now, takenOut)
      }),
  }
}

/** Errors: as for a change. */
export function moveAnnouncement({ database }: Parts): Handler<'POST /api/staff/announcements/move'> {
  return {
    event: 'move-announcement',
    handle: (call) =>
      database.tx(async (query) => {
        const { admitted, now } = call
        const { id, version, move } = call.request
        const before = requireVersion(requireWritable(await lockAnnouncement(query, id), admitted), version)
        requireMove(move, before, now)
        const { to = before.stage } = announcementMove(move)
        const after: Announcement = { ...before, stage: to, releasedAt: to === 'released' ? now : before.releasedAt }
        if (to === 'released') requireComplete(after)
        const saved = await writeVersion(query, call, { before, after, what: move, personId: authorOf(admitted) })
        return await toRecord(query, saved, now)
      }),
  }
}

export function previewText(): Handler<'POST /api/staff/announcements/preview'> {
  return {
    event: 'read',
    handle({ request }) {
      const title = sanitize(request.title, 'title')
      const content = sanitize(request.content, 'content')
      const takenOut = [...title.takenOut, ...content.takenOut]
      return Promise.resolve({ title: title.html, content: content.html, takenOut })
    },
  }
}

/** Errors: ERR_REQUEST_ANNOUNCEMENT_STATE. */
export function requireMove(move: AnnouncementMove, announcement: Announcement, now: Date): void {
  const state = stateOn(announcement, taiwanDay(now))
  if (mayMove(move, state)) return
  throw new CodedError('ERR_REQUEST_ANNOUNCEMENT_STATE', `${move} is not done to what is ${state}`)
}
