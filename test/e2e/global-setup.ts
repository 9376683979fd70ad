import type { TestProject } from 'vitest/node'
import { build } from '../../server/setup/build.mjs'
import { ensureBrowser } from '../../server/setup/browser.mjs'
import { dataTemplateVariable, startPortal } from '../drive/portal.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly vpn: string
    readonly internet: string
    readonly support: string
  }
}

/** One real server for all browser tests; each test brings its own browser and cards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBrowser()
  await build()
  const template = await startPortal()
  await template.stop()
  process.env[dataTemplateVariable] = template.dataDirectory
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
  }
}
