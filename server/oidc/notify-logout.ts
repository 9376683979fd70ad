import { audit } from '../audit/audit.ts'
import { type LogoutNotice, logoutNotice, notifyLogoutKind } from '../auth/end-system-sign-ins.ts'
import { waitsAfterFailure } from '../db/tables/jobs.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { OidcParts, Providers } from './oidc-parts.ts'

const leftAlone = 'the system has not heard another notice, and is left alone until that one is due'

/**
 * OpenID Connect Back-Channel Logout: tells a system that a sign-in is over, until it has heard it or two hours have gone. A
 * system that was withdrawn, or has no address for it, is not told. One that does not answer is tried by one notice at a time, so
 * that the others' need not wait for it.
 */
export const notifyLogout = (
  { database, clock }: Pick<OidcParts, 'database' | 'clock'>,
  providers: Providers,
): JobKind[] =>
  [...providers].map(([platform, provider]) => {
    const kind = notifyLogoutKind(platform)
    const write = ({ sessionId, clientId: client }: LogoutNotice, unheard?: { readonly reason: 'unheard' }) =>
      audit(database.query, clock.now(), { event: 'oidc-logout', platform, sessionId, detail: { client, ...unheard } })
    return {
      kind,
      leaseSeconds: 30,
      maximumAttempts: 12, // with the pauses between them more than two hours
      async run(payload) {
        const notice = logoutNotice.parse(payload)
        const { sessionId, clientId, sid } = notice
        const client = await provider.Client.find(clientId)
        if (client?.backchannelLogoutUri === undefined) return
        const other = { kind, payload: { clientId }, now: clock.now(), except: leftAlone }
        if (await waitsAfterFailure(database.query, other)) throw new Error(leftAlone)
        await toSystem(client).backchannelLogout(sessionId, sid)
        await write(notice)
      },
      giveUp: (payload) => write(logoutNotice.parse(payload), { reason: 'unheard' }),
    }
  })

/** Its types do not know of it. */
const toSystem = (client: unknown) => client as { backchannelLogout(accountId: string, sid: string): Promise<void> }
