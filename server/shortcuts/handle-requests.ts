import { CodedError } from '../../core/errors/coded-error.ts'
import type { AreaScope } from '../../core/portal/authorize.ts'
import { fileTypeOf, safeFileName } from '../../core/portal/file-types.ts'
import { inBothLanguages, notices } from '../../core/portal/notices.ts'
import { provided } from '../../core/portal/shortcuts.ts'
import { everywhere } from '../../core/portal/staff-roles.ts'
import type { DataRequest } from '../../core/protocol/shortcuts.ts'
import { audit } from '../audit/audit.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findEmail } from '../db/tables/institution-details.ts'
import { findInstitution } from '../db/tables/institutions.ts'
import { findShortcutDownloads } from '../db/tables/shortcut-downloads.ts'
import {
  addShortcut,
  countDownloads,
  findShortcut,
  lockShortcut,
  searchShortcuts,
  type Shortcut,
} from '../db/tables/shortcuts.ts'
import type { Handler } from '../http/call.ts'
import { queueMail } from '../mail/send-mail.ts'
import { makeMove, pagesOf, requireShortcut, toRow } from './move.ts'
import type { ShortcutParts } from './shortcut-parts.ts'

type Parts = Pick<ShortcutParts, 'database'>

/** More than anybody looks through. */
const mostDownloadsShown = 200

export function listRequests({ database: { query } }: Parts): Handler<'GET /api/staff/data-requests'> {
  return {
    event: 'read',
    async handle({ request, admitted: { scope }, now }) {
      const page = Number(request.page ?? '1')
      const { shortcuts, total } = await searchShortcuts(query, {
        divisions: scope.areas === everywhere ? undefined : scope.areas,
        onlyRequested: request.requested !== undefined,
        institutionCode: request.institution,
        page,
      })
      const ids = shortcuts.map(({ id }) => id)
      const counts = await countDownloads(query, ids)
      return {
        requests: shortcuts.map((it) => toRequest(it, counts.get(it.id) ?? 0, now)),
        page,
        pages: pagesOf(total),
        total,
      }
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND also for one of another division, ERR_REQUEST_SHORTCUT_STATE. */
export function decideRequest({ database }: Parts): Handler<'POST /api/staff/data-requests/decide'> {
  return {
    event: 'grant-data-request',
    handle: ({ request: { id, move }, admitted: { scope }, now, trail }) =>
      database.tx(async (query) => {
        const found = requireShortcut(await lockShortcut(query, id), isWithin(scope))
        const decided = await makeMove(query, found, move, now)
        await audit(query, now, {
          ...trail.facts,
          event: move === 'grant' ? 'grant-data-request' : 'decline-data-request',
          institutionCode: decided.institution.code,
          detail: { file: id },
        })
        if (move === 'grant') await tellGranted(query, decided, now)
        return toRequest(decided, (await countDownloads(query, [id])).get(id) ?? 0, now)
      }),
  }
}

/**
 * Looks whether the institution is there before the file is read. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_FILE_NAME,
 * ERR_REQUEST_FILE_CONTENT, ERR_REQUEST_TOO_LARGE.
 */
export function provideFile({ database, files }: ShortcutParts): Handler<'POST /api/staff/data-requests/files'> {
  return {
    event: 'provide-data',
    async handle({ request, admitted, body, now, trail }) {
      const institution = await findInstitution(database.query, request.institution)
      if (!institution || !reaches(admitted.scope, institution.division)) {
        throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such institution in the areas of who asks')
      }
      const name = safeFileName(request.name)
      const type = name === undefined ? undefined : fileTypeOf(name)
      if (name === undefined || type === undefined) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'the name, or the type that it tells, is not allowed')
      }
      const stored = await files.keep(body, type)
      const { stage, repeatUntil } = provided
      const file = { id: newId(now), name, description: request.description, type, ...stored, stage, repeatUntil }
      const times = { providedAt: now, askedAt: null, decidedAt: null }
      await database.tx(async (query) => {
        const { code: institutionCode } = institution
        await addShortcut(query, { ...file, ...times, institutionCode, providedBy: authorOf(admitted) })
        const detail = { file: file.id, sha256: stored.sha256 }
        await audit(query, now, { ...trail.facts, event: 'provide-data', institutionCode, detail })
      })
      return toRequest({ ...file, ...times, institution }, 0, now)
    },
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND. */
export function listDownloadsOf({ database: { query } }: Parts): Handler<'GET /api/staff/data-requests/downloads'> {
  return {
    event: 'read',
    async handle({ request, admitted: { scope } }) {
      const { id } = requireShortcut(await findShortcut(query, request.id), isWithin(scope))
      const downloads = await findShortcutDownloads(query, id, mostDownloadsShown)
      return {
        downloads: downloads.map(({ at, person, encrypted }) => ({ at: at.toISOString(), person, encrypted })),
      }
    },
  }
}

/** By e-mail, where the institution keeps an address. */
async function tellGranted(query: Queryable, { id, institution, name }: Shortcut, now: Date): Promise<void> {
  const to = await findEmail(query, institution.code)
  if (to === '') return
  await queueMail(query, now, {
    id: `data-${id}-${now.toISOString()}`,
    to,
    subject: notices.dataGrantedSubject.zhTW,
    text: inBothLanguages(notices.dataGranted(institution.name, name), notices.closing),
  })
}

const reaches = ({ areas }: AreaScope, division: string): boolean => areas === everywhere || areas.includes(division)

const isWithin =
  (scope: AreaScope) =>
  ({ institution }: Shortcut): boolean =>
    reaches(scope, institution.division)

const toRequest = (it: Shortcut, downloads: number, now: Date): DataRequest => ({
  ...toRow(it, now),
  institution: { code: it.institution.code, name: it.institution.name },
  askedAt: it.askedAt?.toISOString() ?? null,
  decidedAt: it.decidedAt?.toISOString() ?? null,
  downloads,
})

/** Staff sign in with a personal card. */
export function authorOf({ session: { holder } }: SignedIn): string {
  if (holder.kind !== 'person') throw new Error('a post of staff is held by a person')
  return holder.personId
}
