import { heartbeatSeconds } from '../../core/protocol/card-watch.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds } from '../clock.ts'
import { releaseCardWatch, setHeartbeatUntil } from '../db/tables/sessions.ts'
import type { Handler } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'

/**
 * What a page passes on of the card that signed in. A heartbeat after the reader was released changes nothing: another tab
 * may not have heard of it yet. Error: ERR_REQUEST_CONFLICT for a session whose card was never watched.
 */
export function noteCard({ database }: Pick<AuthParts, 'database'>): Handler<'POST /api/auth/card-watch'> {
  return {
    event: 'card-watch',
    async handle({ admitted: { session }, request, now, address, requestId, cookies, trail }) {
      if (session.cardWatch === 'off') throw new CodedError('ERR_REQUEST_CONFLICT', 'the card is not watched')
      switch (request.card) {
        case 'present':
          await setHeartbeatUntil(database.query, session.id, addSeconds(now, heartbeatSeconds.within))
          break
        case 'released':
          await database.tx(async (query) => {
            if (!(await releaseCardWatch(query, session.id))) return
            await audit(query, now, { ...trail.facts, event: 'card-watch', detail: { card: 'released' } })
          })
          break
        case 'removed':
          await database.tx((query) =>
            endSessionAudited(query, session, { reason: 'card-removed', at: now, address, requestId }),
          )
          cookies.remove('session')
          break
      }
      return {}
    },
  }
}
