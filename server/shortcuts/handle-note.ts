import { CodedError } from '../../core/errors/coded-error.ts'
import { audit } from '../audit/audit.ts'
import { readPageText, savePageText } from '../db/tables/page-texts.ts'
import type { Handler } from '../http/call.ts'
import { sanitize } from '../sanitize.ts'
import { authorOf } from './handle-requests.ts'
import type { ShortcutParts } from './shortcut-parts.ts'

type Parts = Pick<ShortcutParts, 'database'>

export function readNote({ database: { query } }: Parts): Handler<'GET /api/staff/data-requests/note'> {
  return { event: 'read', handle: () => readPageText(query, 'shortcuts') }
}

/** Errors: ERR_REQUEST_CONFLICT when somebody else has changed it since. */
export function writeNote({ database }: Parts): Handler<'PUT /api/staff/data-requests/note'> {
  return {
    event: 'write-download-note',
    handle: ({ request, admitted, now, trail }) =>
      database.tx(async (query) => {
        const { html, text } = sanitize(request.content, 'content')
        const content = text === '' ? '' : html
        const version = request.version + 1
        const author = { changedAt: now, changedBy: authorOf(admitted) }
        if (!(await savePageText(query, 'shortcuts', { content, version, ...author }))) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'somebody else has changed it')
        }
        await audit(query, now, { ...trail.facts, event: 'write-download-note', detail: { version } })
        return { content, version }
      }),
  }
}
