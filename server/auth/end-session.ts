import { audit, type AuditEntry } from '../audit/audit.ts'
import type { Queryable } from '../db/database.ts'
import { endSession, type SessionEnd, type SessionRecord } from '../db/tables/sessions.ts'
import { endSystemSignIns } from './end-system-sign-ins.ts'

/**
 * Ends a session, and with it what other systems were told, and says so in the audit; in a transaction of the caller's. Ending
 * it again does nothing.
 */
export async function endSessionAudited(
  query: Queryable,
  session: SessionRecord,
  {
    reason,
    at,
    by,
    ...entry
  }: {
    reason: SessionEnd
    at: Date
    /** The session from which it was ended, if another. */
    by?: string
  } & Pick<AuditEntry, 'address' | 'requestId'>,
): Promise<void> {
  if (!(await endSession(query, session.id, reason, at))) return
  await endSystemSignIns(query, session.id, at)
  const { holder } = session
  await audit(query, at, {
    ...entry,
    event: reason === 'sign-out' ? 'sign-out' : 'session-end',
    platform: session.platform,
    cardType: session.cardType ?? undefined,
    sessionId: session.id,
    personId: holder.kind === 'person' ? holder.personId : undefined,
    institutionCode: session.institutionCode ?? undefined,
    detail: { reason, ...(by === undefined ? {} : { by }) },
  })
}
