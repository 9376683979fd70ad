import { generalSignIn, type GeneralSignIn } from '../../core/portal/general-sign-in.ts'
import { type Platform, platformRow } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { readPortalSetting } from '../db/tables/portal-settings.ts'

/** How it stands with 一般登入; null on a platform without it. */
export async function readGeneralSignIn(
  query: Queryable,
  platform: Platform,
  now: Date,
): Promise<GeneralSignIn | null> {
  if (platformRow(platform).password !== 'account') return null
  return generalSignIn(await readPortalSetting(query, 'general-sign-in-closes'), now)
}
