import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPortalSetting, readPortalSettings, writePortalSetting } from '../../../server/db/tables/portal-settings.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('a setting is not set until it is, holds what was set last, and can be taken back', async () => {
  const { query } = database
  const nothing = { 'general-sign-in-closes': null, 'cloud-module-off': null, 'vendor-cut-over': null }
  expect(await readPortalSettings(query)).toEqual(nothing)
  await writePortalSetting(query, 'vendor-cut-over', '2027-01-01')
  await writePortalSetting(query, 'vendor-cut-over', '2027-03-01')
  expect(await readPortalSettings(query)).toEqual({ ...nothing, 'vendor-cut-over': '2027-03-01' })
  expect(await readPortalSetting(query, 'vendor-cut-over')).toBe('2027-03-01')
  expect(await readPortalSetting(query, 'general-sign-in-closes')).toBeNull()
  await writePortalSetting(query, 'vendor-cut-over', null)
  expect(await readPortalSettings(query)).toEqual(nothing)
})
