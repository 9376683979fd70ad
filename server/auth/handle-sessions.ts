import { CodedError } from '../../core/errors/coded-error.ts'
import type { OwnSession } from '../../core/protocol/session.ts'
import type { Queryable } from '../db/database.ts'
import { listOpenSessions, type OpenSession, type SessionRecord } from '../db/tables/sessions.ts'
import type { Handler } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'
import { overdue } from './guard-session.ts'

type Parts = Pick<AuthParts, 'database'>

export function listSessions({ database }: Parts): Handler<'GET /api/auth/sessions'> {
  return {
    event: 'read',
    handle: async ({ admitted: { session }, now }) => ({ sessions: await ownSessions(database.query, session, now) }),
  }
}

/**
 * Ends one of the holder's other sessions, or all of them: their next call is refused. The one that asks is ended by signing
 * out. Errors: ERR_REQUEST_NOT_FOUND for a session that is not the holder's, or is over.
 */
export function endSessions({ database }: Parts): Handler<'POST /api/auth/sessions/end'> {
  return {
    event: 'session-end',
    handle: ({ admitted: { session }, request, now, address, requestId }) =>
      database.tx(async (query) => {
        const others = (await openSessions(query, session, now)).filter(({ record }) => record.id !== session.id)
        const chosen = 'others' in request ? others : others.filter(({ record }) => record.id === request.sessionId)
        if ('sessionId' in request && chosen.length === 0) {
          throw new CodedError('ERR_REQUEST_NOT_FOUND', 'no such open session of this holder')
        }
        for (const { record } of chosen) {
          const end = { reason: 'ended-elsewhere', at: now, by: session.id, address, requestId } as const
          await endSessionAudited(query, record, end)
        }
        return { sessions: await ownSessions(query, session, now) }
      }),
  }
}

async function ownSessions(query: Queryable, session: SessionRecord, now: Date): Promise<OwnSession[]> {
  const own = (await openSessions(query, session, now)).map((it) => toOwnSession(it, session))
  return [...own.filter(({ isThis }) => isThis), ...own.filter(({ isThis }) => !isThis)]
}

/** Without those whose time is over: nobody can use them, and the clean-up ends them within a minute. */
async function openSessions(query: Queryable, session: SessionRecord, now: Date): Promise<OpenSession[]> {
  return (await listOpenSessions(query, session)).filter(({ record }) => overdue(record, now) === undefined)
}

const toOwnSession = ({ record, institutionName }: OpenSession, { id }: SessionRecord): OwnSession => ({
  id: record.id,
  isThis: record.id === id,
  signedInAt: record.signedInAt.toISOString(),
  lastUsedAt: record.lastUsedAt.toISOString(),
  platform: record.platform,
  cardType: record.cardType,
  institution: record.institutionCode === null ? null : { code: record.institutionCode, name: institutionName ?? '' },
  address: record.address,
  browser: record.browser,
})
