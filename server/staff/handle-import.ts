import { CodedError } from '../../core/errors/coded-error.ts'
import { safeFileName } from '../../core/portal/file-types.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import { newId } from '../db/new-id.ts'
import { saveKnownInstitutions } from '../db/tables/institution-details.ts'
import { addImport, confirmImport, lockOpenImport } from '../db/tables/institution-imports.ts'
import type { FileStore } from '../files/file-store.ts'
import type { Handler } from '../http/call.ts'
import { checkImport, countKind, digestOf, toCheck } from './check-import.ts'
import { record, type StaffParts } from './staff-parts.ts'

interface ImportParts extends StaffParts {
  readonly files: FileStore
}

/** Errors: ERR_REQUEST_FILE_NAME, ERR_REQUEST_FILE_CONTENT, ERR_REQUEST_TOO_LARGE, and those of checkImport. */
export function checkInstitutions({ database, files }: ImportParts): Handler<'POST /api/staff/institution-imports'> {
  return {
    event: 'check-institutions',
    async handle(call) {
      const { request, admitted, body, now } = call
      const name = safeFileName(request.name)
      if (name === undefined || !/\.csv$/i.test(name)) {
        throw new CodedError('ERR_REQUEST_FILE_NAME', 'institutions come in a CSV file')
      }
      const { sha256 } = await files.keep(body, 'csv')
      const checked = await checkImport(database.query, await readKept(files, sha256), taiwanDay(now))
      const file = { id: newId(now), name }
      await database.tx(async (query) => {
        await addImport(query, { ...file, sha256, at: now, by: authorOf(admitted) })
        await record(query, call, 'check-institutions', { detail: { import: file.id, sha256, rows: checked.rows } })
      })
      return toCheck(checked, file)
    },
  }
}

/**
 * Reads the file once more, in the transaction in which it is taken over. Errors: ERR_REQUEST_NOT_FOUND for another's and for
 * one that was confirmed, ERR_REQUEST_CONFLICT when it would do something else by now, ERR_REQUEST_IMPORT when rows are
 * faulty.
 */
export function confirmInstitutions({
  database,
  files,
}: ImportParts): Handler<'POST /api/staff/institution-imports/confirm'> {
  return {
    event: 'import-institutions',
    handle: (call) =>
      database.tx(async (query) => {
        const { request, admitted, now } = call
        const by = authorOf(admitted)
        const file = await lockOpenImport(query, request.id, by)
        if (!file) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such file waits for who asks')
        const checked = await checkImport(query, await readKept(files, file.sha256), taiwanDay(now))
        if (digestOf(checked) !== request.digest) {
          throw new CodedError('ERR_REQUEST_CONFLICT', 'the file would do something else by now')
        }
        const [fault] = checked.faults
        if (fault) {
          const details = { why: 'faults', line: fault.line }
          throw new CodedError('ERR_REQUEST_IMPORT', 'a file with faults is not taken over', { details })
        }
        const steps = checked.steps.filter(({ kind }) => kind !== 'same')
        await saveKnownInstitutions(
          query,
          steps.map(({ after }) => after),
        )
        await confirmImport(query, file.id, now, by)
        const counts = {
          new: countKind(checked, 'new'),
          changed: countKind(checked, 'changed'),
          ended: countKind(checked, 'ended'),
          same: countKind(checked, 'same'),
        }
        await record(query, call, 'import-institutions', {
          detail: { import: file.id, sha256: file.sha256, ...counts },
        })
        // Each end shuts people out: who looks for the reason finds it at the institution.
        for (const { kind, after } of steps) {
          if (kind !== 'ended') continue
          const detail = { field: 'contracted', from: 'true', to: 'false', import: file.id }
          await record(query, call, 'change-institution', { institutionCode: after.code, detail })
        }
        return counts
      }),
  }
}

async function readKept(files: FileStore, sha256: string): Promise<ReadableStream<Uint8Array>> {
  const content = await files.read(sha256)
  if (!content) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the file is not in the store')
  return content
}

/** Staff sign in with a personal card. */
function authorOf({ session: { holder } }: SignedIn): string {
  if (holder.kind !== 'person') throw new Error('a post of staff is held by a person')
  return holder.personId
}
