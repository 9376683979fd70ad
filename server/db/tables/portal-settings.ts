import type { ColumnType } from 'kysely'
import { type PortalSetting, portalSettingKeys, type PortalSettings } from '../../../core/portal/portal-settings.ts'
import type { Queryable } from '../database.ts'

export interface PortalSettingsTable {
  key: PortalSetting
  value: ColumnType<unknown, string, string>
}

/** Every setting; what is not set is null. */
export async function readPortalSettings(query: Queryable): Promise<PortalSettings> {
  const rows = await query.selectFrom('portal_settings').selectAll().execute()
  const set = new Map(rows.map(({ key, value }) => [key, value]))
  return Object.fromEntries(portalSettingKeys.map((key) => [key, toDay(set.get(key))])) as PortalSettings
}

/** One setting: an ISO 8601 day, or null when it is not set. */
export async function readPortalSetting(query: Queryable, key: PortalSetting): Promise<string | null> {
  const row = await query.selectFrom('portal_settings').select('value').where('key', '=', key).executeTakeFirst()
  return toDay(row?.value)
}

const toDay = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** `value` is an ISO 8601 day; null takes the setting back. */
export async function writePortalSetting(query: Queryable, key: PortalSetting, value: string | null): Promise<void> {
  if (value === null) {
    await query.deleteFrom('portal_settings').where('key', '=', key).execute()
    return
  }
  const row = { value: JSON.stringify(value) }
  await query
    .insertInto('portal_settings')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
