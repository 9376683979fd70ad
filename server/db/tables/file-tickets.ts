import type { FileType } from '../../../core/portal/file-types.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export interface FileTicketsTable {
  token_hash: string
  session_id: string
  sha256: string
  size: number
  type: FileType
  name: string
  expires_at: Date
  encrypted: boolean
}

export interface TicketFile {
  readonly sha256: string
  readonly size: number
  readonly type: FileType
  readonly name: string
  /** As an archive that is locked for the holder of the session. */
  readonly encrypted: boolean
}

/** Whom the ticket was given to. */
export interface TicketHolder {
  /** Null for who signed in as the institution. */
  readonly personId: string | null
  /** The chosen one. */
  readonly institutionCode: string | null
}

export async function addFileTicket(
  query: Queryable,
  ticket: TicketFile & { readonly hash: string; readonly sessionId: string; readonly expiresAt: Date },
): Promise<void> {
  const { hash, sessionId, expiresAt, sha256, size, type, name, encrypted } = ticket
  await query
    .insertInto('file_tickets')
    .values({ token_hash: hash, session_id: sessionId, expires_at: expiresAt, sha256, size, type, name, encrypted })
    .execute()
}

/** Takes it: a second call finds nothing. Nothing either when its time or its session is over, or it is another platform's. */
export async function takeFileTicket(
  query: Queryable,
  hash: string,
  { platform, now }: { readonly platform: Platform; readonly now: Date },
): Promise<(TicketFile & TicketHolder) | undefined> {
  const taken = await query.deleteFrom('file_tickets').where('token_hash', '=', hash).returningAll().executeTakeFirst()
  if (!taken || taken.expires_at <= now) return undefined
  const session = await query
    .selectFrom('sessions')
    .select(['person_id as personId', 'institution_code as institutionCode'])
    .where('id', '=', taken.session_id)
    .where('platform', '=', platform)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const { sha256, size, type, name, encrypted } = taken
  return session && { sha256, size, type, name, encrypted, ...session }
}

export async function deleteExpiredFileTickets(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('file_tickets').where('expires_at', '<=', now).execute()
}
