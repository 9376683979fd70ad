import { z } from 'zod'
import { platformCodes } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { takeSystemSignIns } from '../db/tables/oidc-records.ts'
import { queueJob } from '../jobs/queue-job.ts'

export const notifyLogoutKind = 'notify-logout'

/** Which sign-in is over, and to which system. */
export const logoutNotice = z.strictObject({
  platform: z.enum(platformCodes),
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
  for (const signIn of await takeSystemSignIns(query, sessionId, clientId)) {
    const notice: LogoutNotice = { sessionId, ...signIn }
    await queueJob(query, at, notifyLogoutKind, notice)
  }
}
