import type { OrganizationEvent } from '../../core/portal/organization-events.ts'
import { archivePassword, type ShortcutGroup, shortcutGroupCodes } from '../../core/portal/shortcuts.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { audit } from '../audit/audit.ts'
import type { Trail } from '../audit/trail.ts'
import { personOf } from '../auth/signed-in.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { readPageText } from '../db/tables/page-texts.ts'
import { findPerson } from '../db/tables/people.ts'
import { addShortcutDownload } from '../db/tables/shortcut-downloads.ts'
import { listOwnShortcuts, lockShortcut, type Shortcut } from '../db/tables/shortcuts.ts'
import { giveTicket } from '../files/give-ticket.ts'
import type { Handler } from '../http/call.ts'
import { makeMove, pagesOf, requireShortcut, toRow } from './move.ts'
import type { ShortcutParts } from './shortcut-parts.ts'

type Parts = Pick<ShortcutParts, 'database'>

export function listShortcuts({ database: { query } }: Parts): Handler<'GET /api/shortcuts'> {
  return {
    event: 'read',
    async handle({ request, admitted, now }) {
      const { institution: institutionCode } = admitted.scope
      const page = Number(request.page ?? '1')
      const groups = shortcutGroupCodes.filter((code: ShortcutGroup) => request.groups.split(',').includes(code))
      const search = { institutionCode, groups, today: taiwanDay(now), page }
      const { shortcuts, total } = await listOwnShortcuts(query, search)
      const personId = personOf(admitted)
      const idNumber = personId === null ? null : ((await findPerson(query, personId))?.idNumber ?? null)
      return {
        rows: shortcuts.map((it) => toRow(it, now)),
        page,
        pages: pagesOf(total),
        total,
        archiveKey: archivePassword({ idNumber, institutionCode }).key,
        note: (await readPageText(query, 'shortcuts')).content,
      }
    },
  }
}

/** 下載, 加密下載. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_SHORTCUT_STATE. */
export function askShortcutFile({ database }: Parts): Handler<'POST /api/shortcuts/file'> {
  return {
    event: 'download-data',
    handle: ({ request: { id, encrypted }, admitted, now, trail }) =>
      database.tx(async (query) => {
        const found = requireShortcut(await lockShortcut(query, id), isOf(admitted.scope.institution))
        const file = await makeMove(query, found, 'download', now)
        const personId = personOf(admitted)
        await addShortcutDownload(query, { id: newId(now), shortcutId: id, at: now, personId, encrypted })
        const detail = { file: id, sha256: file.sha256, as: encrypted ? 'encrypted' : 'plain' }
        await record(query, { now, trail }, 'download-data', file, detail)
        return await giveTicket(query, file, { sessionId: admitted.session.id, now, encrypted })
      }),
  }
}

/** 申請重送. Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_SHORTCUT_STATE. */
export function askAgain({ database }: Parts): Handler<'POST /api/shortcuts/request'> {
  return {
    event: 'ask-data-again',
    handle: ({ request: { id }, admitted, now, trail }) =>
      database.tx(async (query) => {
        const found = requireShortcut(await lockShortcut(query, id), isOf(admitted.scope.institution))
        const asked = await makeMove(query, found, 'ask', now)
        await record(query, { now, trail }, 'ask-data-again', asked, { file: id })
        return toRow(asked, now)
      }),
  }
}

const isOf =
  (institutionCode: string) =>
  ({ institution }: Shortcut): boolean =>
    institution.code === institutionCode

const record = (
  query: Queryable,
  { now, trail }: { readonly now: Date; readonly trail: Trail },
  event: OrganizationEvent,
  { institution }: Shortcut,
  detail: Readonly<Record<string, string>>,
): Promise<void> => audit(query, now, { ...trail.facts, event, institutionCode: institution.code, detail })
