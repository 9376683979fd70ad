import { cloudModuleSignIn } from '../../core/portal/cloud-module-sign-in.ts'
import { type Platform, platformRow } from '../../core/portal/platforms.ts'
import { readGeneralSignIn } from '../auth/read-general-sign-in.ts'
import type { Config } from '../config.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { readPortalSetting } from '../db/tables/portal-settings.ts'
import type { Handler } from '../http/call.ts'

/** What the sign-in page must know before anybody is signed in. */
export function readPortal({
  config: { environment, extension, cardService, helpdesk },
  database,
}: {
  readonly config: Config
  readonly database: PortalDatabase
}): Handler<'GET /api/portal'> {
  return {
    event: 'read',
    handle: async ({ platform, now }) => ({
      platform,
      environment,
      time: now.toISOString(),
      extension: { chrome: extension.chrome, edge: extension.edge },
      cardService,
      helpdesk,
      generalSignIn: await readGeneralSignIn(database.query, platform, now),
      cloudModule: await readCloudModule(database.query, platform, now),
    }),
  }
}

async function readCloudModule(query: Queryable, platform: Platform, now: Date): Promise<boolean> {
  if (!platformRow(platform).cardTypes.includes('nhi')) return false
  return cloudModuleSignIn(await readPortalSetting(query, 'cloud-module-off'), now)
}
