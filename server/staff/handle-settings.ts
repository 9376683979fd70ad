import type { PortalSettings } from '../../core/portal/portal-settings.ts'
import { readPortalSetting, readPortalSettings, writePortalSetting } from '../db/tables/portal-settings.ts'
import type { Queryable } from '../db/database.ts'
import type { Handler } from '../http/call.ts'
import { record, type StaffParts } from './staff-parts.ts'

export function listSettings({ database }: StaffParts): Handler<'GET /api/staff/settings'> {
  return { event: 'read', handle: () => readSettings(database.query) }
}

export function changeSetting({ database }: StaffParts): Handler<'PUT /api/staff/settings'> {
  return {
    event: 'change-setting',
    handle: (call) =>
      database.tx(async (query) => {
        const { key, value } = call.request
        const before = await readPortalSetting(query, key)
        if (before !== value) {
          await writePortalSetting(query, key, value)
          await record(query, call, 'change-setting', { detail: { key, from: before ?? '', to: value ?? '' } })
        }
        return await readSettings(query)
      }),
  }
}

const readSettings = async (query: Queryable): Promise<{ settings: PortalSettings }> => ({
  settings: await readPortalSettings(query),
})
