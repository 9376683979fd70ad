import { CodedError } from '../../core/errors/coded-error.ts'
import { archivePassword } from '../../core/portal/shortcuts.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { takeFileTicket, type TicketHolder } from '../db/tables/file-tickets.ts'
import { findPerson } from '../db/tables/people.ts'
import type { DocumentHandler } from '../http/serve-document.ts'
import { hashToken, isToken } from '../http/token.ts'
import { deliverArchive } from './deliver-archive.ts'
import { deliverFile } from './deliver-file.ts'
import type { FileStore } from './file-store.ts'

/** Takes the ticket, whatever comes of it, and delivers its file. */
export function deliverByTicket(parts: {
  readonly database: PortalDatabase
  readonly files: FileStore
}): DocumentHandler {
  return {
    event: 'file',
    async handle({ key, platform, now }) {
      const file = isToken(key)
        ? await takeFileTicket(parts.database.query, hashToken(key), { platform, now })
        : undefined
      if (!file) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such ticket, or it was used, or its time is over')
      if (!file.encrypted) return await deliverFile(parts.files, file)
      return await deliverArchive(parts.files, file, await passwordOf(parts.database.query, file))
    },
  }
}

async function passwordOf(query: Queryable, { personId, institutionCode }: TicketHolder): Promise<string> {
  if (institutionCode === null) throw new Error('a locked file is given to who has chosen an institution')
  const idNumber = personId === null ? null : ((await findPerson(query, personId))?.idNumber ?? null)
  return archivePassword({ idNumber, institutionCode }).password
}
