import { cloudModuleSignIn } from '../../core/portal/cloud-module-sign-in.ts'
import { type Platform, platformRow } from '../../core/portal/platforms.ts'
import { supportWayCodes } from '../../core/portal/support-ways.ts'
import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import type { RouteAnswer } from '../../core/protocol/routes.ts'
import { readGeneralSignIn } from '../auth/read-general-sign-in.ts'
import type { Config } from '../config.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { readPortalSetting } from '../db/tables/portal-settings.ts'
import type { Handler } from '../http/call.ts'

/** What the sign-in page must know before anybody is signed in. */
export function readPortal({
  config: { environment, extension, cardService, helpdesk, support },
  database,
  supportServices,
}: {
  readonly config: Config
  readonly database: PortalDatabase
  readonly supportServices?: object | undefined
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
      support: platform === 'support' ? supportInfo(support, supportServices !== undefined, now) : null,
      cloudModule: await readCloudModule(database.query, platform, now),
    }),
  }
}

async function readCloudModule(query: Queryable, platform: Platform, now: Date): Promise<boolean> {
  if (!platformRow(platform).cardTypes.includes('nhi')) return false
  return cloudModuleSignIn(await readPortalSetting(query, 'cloud-module-off'), now)
}

/** By the day in Taiwan. */
function supportInfo(
  { opensOn, goesLiveOn, earlierSystem }: Config['support'],
  hasServices: boolean,
  now: Date,
): RouteAnswer<'GET /api/portal'>['support'] {
  const today = taiwanDay(now)
  return {
    ways: hasServices ? supportWayCodes : ['certificate'],
    opensOn: opensOn !== null && today < opensOn ? opensOn : null,
    goesLiveOn: goesLiveOn !== null && today < goesLiveOn ? goesLiveOn : null,
    earlierSystem,
  }
}
