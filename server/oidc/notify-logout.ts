import { audit } from '../audit/audit.ts'
import { logoutNotice, notifyLogoutKind } from '../auth/end-system-sign-ins.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

/**
 * OpenID Connect Back-Channel Logout: tells a system that a sign-in is over, until it has heard it. A system that was withdrawn,
 * or has no address for it, is not told.
 */
export const notifyLogout = (
  { database, clock }: Pick<OidcParts, 'database' | 'clock'>,
  providers: Providers,
): JobKind[] =>
  [...providers].map(([platform, provider]) => ({
    kind: notifyLogoutKind(platform),
    leaseSeconds: 30,
    maximumAttempts: 12, // with the pauses between them more than two hours
    async run(payload) {
      const { sessionId, clientId, sid } = logoutNotice.parse(payload)
      const client = await provider.Client.find(clientId)
      if (client?.backchannelLogoutUri === undefined) return
      await toSystem(client).backchannelLogout(sessionId, sid)
      const entry = { event: 'oidc-logout', platform, sessionId, detail: { client: clientId } } as const
      await audit(database.query, clock.now(), entry)
    },
  }))

/** Its types do not know of it. */
const toSystem = (client: unknown) => client as { backchannelLogout(accountId: string, sid: string): Promise<void> }
