import { z } from 'zod'
import { endSystemSignIns } from '../auth/end-system-sign-ins.ts'
import { listClients } from '../db/tables/oidc-clients.ts'
import { listSystemSignIns } from '../db/tables/oidc-records.ts'
import { findSession } from '../db/tables/sessions.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import { readAccount } from './account.ts'
import type { OidcParts } from './oidc-parts.ts'

const batch = 100
/** A run ends well before its lease does: what it has come to is kept for the next. */
const runMilliseconds = 90_000

const place = z.strictObject({ after: z.uuid().exactOptional() })

/** Ends sign-ins to systems that are not open to their holders any more: a role or a service may go while a session stays. */
export function reviewSignIns(parts: Pick<OidcParts, 'config' | 'database' | 'clock'>): JobKind {
  const { database, clock } = parts
  return {
    kind: 'review-sign-ins',
    everySeconds: 120,
    leaseSeconds: 120,
    maximumAttempts: 1,
    async run(payload, signal) {
      let { after } = place.parse(payload)
      const enough = AbortSignal.any([signal, AbortSignal.timeout(runMilliseconds)])
      const clients = new Map((await listClients(database.query)).map((client) => [client.clientId, client]))
      do {
        const now = clock.now()
        const page = await listSystemSignIns(database.query, { now, after, limit: batch })
        for (const { sessionId, clientIds } of page) {
          const platform = (await findSession(database.query, sessionId))?.record.platform
          for (const clientId of clientIds) {
            const client = clients.get(clientId)
            const isOpen =
              client?.inUse === true &&
              platform !== undefined &&
              (await readAccount(parts, { sessionId, platform, client })) !== undefined
            if (!isOpen) await database.tx((query) => endSystemSignIns(query, sessionId, now, clientId))
          }
        }
        after = page.length < batch ? undefined : page.at(-1)?.sessionId
      } while (after !== undefined && !enough.aborted)
      return { after }
    },
  }
}
