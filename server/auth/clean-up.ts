import { nobodySeconds } from '../../core/portal/password-tries.ts'
import { addSeconds } from '../clock.ts'
import { deleteExpiredChallenges } from '../db/tables/challenges.ts'
import { deleteTriesOfNobody } from '../db/tables/password-tries.ts'
import { deleteExpiredConfirmations } from '../db/tables/confirmations.ts'
import { deleteExpiredOidcRecords } from '../db/tables/oidc-records.ts'
import { deleteExpiredPhoneChecks } from '../db/tables/phone-checks.ts'
import { deleteExpiredProofs } from '../db/tables/proofs.ts'
import { deleteEndedWindows } from '../db/tables/rate-limits.ts'
import { deleteEndedSessions, findOverdueSessions } from '../db/tables/sessions.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { AuthParts } from './auth-parts.ts'
import { endSessionAudited } from './end-session.ts'
import { overdue } from './guard-session.ts'

const batch = 100
/** An ended session's row stays a day for whoever asks the helpdesk; the audit keeps the rest. */
const keepEndedSeconds = 86_400

/** Removes what has run out, and ends the sessions whose holders just went away. */
export function cleanUp({ database, clock }: Pick<AuthParts, 'database' | 'clock'>): JobKind {
  return {
    kind: 'clean-up',
    everySeconds: 60,
    leaseSeconds: 60,
    maximumAttempts: 1,
    async run(_payload, signal) {
      const now = clock.now()
      await deleteExpiredChallenges(database.query, now)
      await deleteExpiredConfirmations(database.query, now)
      await deleteExpiredPhoneChecks(database.query, now)
      await deleteExpiredOidcRecords(database.query, now)
      await deleteExpiredProofs(database.query, now)
      await deleteEndedWindows(database.query, now)
      await deleteTriesOfNobody(database.query, addSeconds(now, -nobodySeconds))
      for (let ended = batch; ended === batch;) {
        signal.throwIfAborted()
        ended = await database.tx(async (query) => {
          const sessions = await findOverdueSessions(query, now, batch)
          for (const session of sessions) {
            await endSessionAudited(query, session, { reason: overdue(session, now) ?? 'idle', at: now })
          }
          return sessions.length
        })
      }
      await deleteEndedSessions(database.query, addSeconds(now, -keepEndedSeconds))
    },
  }
}
