import type { TestProject } from 'vitest/node'
import { build } from '../../server/setup/build.mjs'
import { ensureBrowser } from '../../server/setup/browser.mjs'
import { databaseTemplateVariable, dataTemplateVariable, postgresVariable, startPortal } from '../drive/portal.ts'
import { startWantedPostgres } from '../rigs/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly vpn: string
    readonly internet: string
    readonly support: string
  }
}

/**
 * One real server for all browser tests; each test brings its own browser and cards. With TEST_DATABASE=postgresql, here and
 * where a test starts one, it is two servers over a PostgreSQL, behind nginx.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBrowser()
  await build()
  const postgres = await startWantedPostgres()
  if (postgres) process.env[postgresVariable] = postgres.url
  const template = await startPortal()
  await template.stop()
  const { DATA_DIRECTORY: directory = '', DATABASE_URL: database } = template.place
  process.env[dataTemplateVariable] = directory
  if (database !== undefined) process.env[databaseTemplateVariable] = new URL(database).pathname.slice(1)
  // At whatever hour the tests run, claims are checked.
  const portal = await startPortal({ CLAIMS_MAINTENANCE: 'off' })
  project.provide('vpn', portal.vpn)
  project.provide('internet', portal.internet)
  project.provide('support', portal.support)
  return async () => {
    await portal.stop()
    portal.remove()
    delete process.env[dataTemplateVariable]
    template.remove()
    postgres?.stop()
  }
}
