import { endSystemSignIns } from '../auth/end-system-sign-ins.ts'
import { listClients } from '../db/tables/oidc-clients.ts'
import { listSystemSignIns } from '../db/tables/oidc-records.ts'
import { findSession } from '../db/tables/sessions.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import { readAccount } from './account.ts'
import type { OidcParts } from './oidc-parts.ts'

/** Ends sign-ins to systems that are not open to their holders any more: a role or a service may go while a session stays. */
export function reviewSignIns(parts: Pick<OidcParts, 'config' | 'database' | 'clock'>): JobKind {
  const { database, clock } = parts
  return {
    kind: 'review-sign-ins',
    everySeconds: 120,
    leaseSeconds: 120,
    maximumAttempts: 1,
    async run(_payload, signal) {
      const clients = new Map((await listClients(database.query)).map((client) => [client.clientId, client]))
      for (const { sessionId, clientId } of await listSystemSignIns(database.query, clock.now())) {
        signal.throwIfAborted()
        const client = clients.get(clientId)
        const platform = (await findSession(database.query, sessionId))?.record.platform
        const isOpen =
          client?.inUse === true &&
          platform !== undefined &&
          (await readAccount(parts, { sessionId, platform, client })) !== undefined
        if (!isOpen) await database.tx((query) => endSystemSignIns(query, sessionId, clock.now(), clientId))
      }
    },
  }
}
