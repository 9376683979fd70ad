import { ticketAddress } from '../../core/protocol/documents.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { addFileTicket } from '../db/tables/file-tickets.ts'
import { hashToken, newToken } from '../http/token.ts'
import type { DeliverableFile } from './deliver-file.ts'

const ticketSeconds = 60

/** The address under which the file can be fetched: once, within a minute, and while the session lasts. */
export async function giveTicket(
  query: Queryable,
  file: DeliverableFile,
  {
    sessionId,
    now,
    encrypted = false,
  }: {
    readonly sessionId: string
    readonly now: Date
    /** As an archive that is locked for the holder of the session. */
    readonly encrypted?: boolean
  },
): Promise<{ address: string }> {
  const ticket = newToken()
  const expiresAt = addSeconds(now, ticketSeconds)
  await addFileTicket(query, { ...file, hash: hashToken(ticket), sessionId, expiresAt, encrypted })
  return { address: ticketAddress(ticket) }
}
