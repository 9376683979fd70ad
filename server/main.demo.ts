import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { localSites } from '../core/protocol/local-sites.ts'
import { demoIcd10 } from '../demo/claims/icd-10-list.ts'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { createDemoRoutes } from './demo-routes.demo.ts'
import { demoFetch, demoTrustRows } from './demo-trust.demo.ts'
import { openFileStore } from './files/file-store.ts'
import { keepDemoOidc } from './keep-demo-oidc.demo.ts'
import { keepDemoPki } from './keep-demo-pki.demo.ts'
import { keepDemoSam } from './keep-demo-sam.demo.ts'
import { localFetch } from './local-fetch.demo.ts'
import { createLog } from './log.ts'
import { openSampleSystem, sampleHost } from './open-sample-system.demo.ts'
import { runProgram } from './run-program.ts'
import { seedDemoSam } from './seed-demo-sam.demo.ts'
import { seedDemo } from './seed-demo.demo.ts'
import { startDemoSupportServices } from './demo-support-services.demo.ts'
import { filesDirectory } from './files-directory.ts'
import { startPortal } from './start-portal.ts'
import { smsDirectory } from './support-sign-in/open-support-services.ts'

const clock = systemClock

/** The support-reporting system as it is before it goes live: 一代系統 is invented. */
const demoSettings = {
  ENVIRONMENT: 'test',
  LOG_LEVEL: 'warn',
  PLATFORM: 'all',
  SUPPORT_GOES_LIVE_ON: '2027-07-01',
  SUPPORT_EARLIER_URL: 'https://first-generation.example',
} as const

/** The same server on this computer alone, with demo authorities, cards, institutions and people. */
await runProgram(
  async () => {
    const config = {
      ...readConfig({
        DATA_DIRECTORY: '.data/demo',
        ...demoSettings,
        ...process.env,
      }),
      host: '127.0.0.1',
      environment: 'test',
    } as const
    const pki = await keepDemoPki(config.dataDirectory, clock)
    const modules = await keepDemoSam(config.dataDirectory, pki, clock)
    const oidc = await keepDemoOidc(config.dataDirectory)
    let supportOrigin = ''
    let portals: readonly string[] = []
    const supportServices = await startDemoSupportServices({ config, clock, client: () => supportOrigin })
    const icd10File = join(config.dataDirectory, 'icd-10.csv')
    await writeFile(icd10File, demoIcd10)
    return await startPortal({
      config: { ...config, claims: { ...config.claims, icd10File } },
      supportServices,
      clock,
      log: createLog(config.logLevel),
      trustRows: demoTrustRows(pki),
      sam: modules.sam,
      oidc: { keys: oidc.keys, fetch: localFetch(), localClients: true },
      fetch: demoFetch(pki, clock),
      originsAt(port) {
        // Behind a proxy it has the name that is set.
        supportOrigin = process.env['ORIGIN_SUPPORT'] ?? `http://${localSites.support}:${port}`
        const vpn = process.env['ORIGIN_VPN'] ?? `http://${localSites.vpn}:${port}`
        const internet = process.env['ORIGIN_INTERNET'] ?? `http://${localSites.internet}:${port}`
        portals = [vpn, internet]
        return { vpn, internet, support: supportOrigin }
      },
      async prepare(database) {
        await seedDemo({ database, clock, files: openFileStore(filesDirectory(config)) }, pki)
        await seedDemoSam({ database, clock }, modules.modules)
      },
      async around(portal, database) {
        const { dataDirectory } = config
        const sample = await openSampleSystem({ database, clock, dataDirectory, origins: portals, key: oidc.sampleKey })
        const demo = createDemoRoutes({ pki, modules, clock, database, smsDirectory: smsDirectory(config) })
        return (request, bindings) => {
          const { hostname, pathname } = new URL(request.url)
          if (hostname === sampleHost) return sample(request, bindings)
          return pathname.startsWith('/demo/') ? demo.fetch(request) : portal(request, bindings)
        }
      },
    })
  },
  ({ port, origins }) => {
    console.log(JSON.stringify({ ready: true, port, ...origins }))
    process.send?.({ port, ...origins })
  },
  (words) => console.error(words),
)
