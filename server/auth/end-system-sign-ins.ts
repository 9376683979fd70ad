import { z } from 'zod'
import type { Platform } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { takeSystemSignIns } from '../db/tables/oidc-records.ts'
import { queueJob } from '../jobs/queue-job.ts'

/** Of each portal its own: a server that has another portal alone must not take it. */
export const notifyLogoutKind = (platform: Platform): string => `notify-logout-${platform}`

/** Which sign-in is over, and to which system. */
export const logoutNotice = z.strictObject({
  sessionId: z.uuid(),
  clientId: z.string(),
  sid: z.string(),
})
export type LogoutNotice = z.output<typeof logoutNotice>

/**
 * What other systems were given in a session is void from now on, and a job tells them so: all systems, or one. In the
 * transaction of what ends it.
 */
export async function endSystemSignIns(
  query: Queryable,
  sessionId: string,
  at: Date,
  clientId?: string,
): Promise<void> {
  for (const { platform, ...signIn } of await takeSystemSignIns(query, sessionId, clientId)) {
    const notice: LogoutNotice = { sessionId, ...signIn }
    await queueJob(query, at, notifyLogoutKind(platform), notice)
  }
}
