import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { clientFacts } from '../core/protocol/clients.ts'
import { demoPosts } from '../demo/people.ts'
import { sampleClientId } from '../demo/sample-system/relying-party.ts'
import { createSampleSystem, type SampleStore } from '../demo/sample-system/sample-system.ts'
import type { Clock } from './clock.ts'
import type { PortalDatabase } from './db/open-database.ts'
import { saveClient } from './db/tables/oidc-clients.ts'
import { localFetch } from './local-fetch.demo.ts'
import type { Fetch } from './serve.ts'

export const sampleHost = 'sample.localhost'

interface SampleParts {
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly dataDirectory: string
  /** Of the portals. */
  readonly origins: readonly string[]
  readonly key: JWK
}

/** Made by hand, so that it is the same one each time. */
const sampleId = '00000000-0000-4000-8002-000000000001'

/** The sample system, known to the portal at the address that it has this time. */
export async function openSampleSystem({ database, clock, dataDirectory, origins, key }: SampleParts): Promise<Fetch> {
  const { port } = new URL(origins[0] ?? '')
  const origin = `http://${sampleHost}${port === '' ? '' : `:${port}`}`
  const facts = clientFacts.parse({
    clientId: sampleClientId,
    name: '收件狀況系統（示範）',
    entries: ['A.01.09'],
    loginAddress: `${origin}/login`,
    redirectAddresses: [`${origin}/callback`],
    postLogoutAddresses: [`${origin}/`],
    logoutAddress: `${origin}/logout`,
    keys: [{ kty: 'EC', crv: 'P-256', x: key.x, y: key.y, kid: key.kid }],
    inUse: true,
  })
  const changedBy = demoPosts[0]?.personId ?? ''
  await saveClient(database.query, { ...facts, id: sampleId, version: 1, changedAt: clock.now(), changedBy })
  const store = fileStore(join(dataDirectory, 'sample-system'))
  const system = createSampleSystem({ origin, issuers: origins, key, fetch: localFetch(), store })
  return (request) => system.fetch(request)
}

/** In files, so that several servers of one demo share them. */
function fileStore(directory: string): SampleStore {
  const at = (key: string) => join(directory, createHash('sha256').update(key).digest('hex'))
  return {
    read: (key) => readFile(at(key), 'utf8').catch(() => undefined),
    async write(key, value) {
      await mkdir(directory, { recursive: true })
      await writeFile(at(key), value, { mode: 0o600 })
    },
    remove: (key) => rm(at(key), { force: true }),
  }
}
