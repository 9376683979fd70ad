import { CodedError } from '../../core/errors/coded-error.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { takeFileTicket } from '../db/tables/file-tickets.ts'
import type { DocumentHandler } from '../http/serve-document.ts'
import { hashToken, isToken } from '../http/token.ts'
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
      return await deliverFile(parts.files, file)
    },
  }
}
