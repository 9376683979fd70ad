import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardTypes } from '../../core/cards/card-types.ts'
import { inventCountry } from '../../demo/country.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { makeCrl } from '../../demo/pki/crl.ts'
import type { DemoAuthority, DemoPki } from '../../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'
import { openDatabase } from '../../server/db/open-database.ts'
import { demoTrustRows } from '../../server/demo-trust.demo.ts'
import { makeCards } from '../bench/morning/people.ts'
import { seedCountry } from '../bench/seed-country.ts'
import { PortalServers } from '../drive/portal-servers.ts'
import { freePort } from '../rigs/free-port.ts'
import { createDatabase, Postgres } from '../rigs/postgres.ts'
import { makeSharedLibrary } from '../rigs/shared-library.ts'

/** Debian's package libfaketime. */
export const fakeTimeLibrary = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'

const size = { institutions: 300, people: 4_000 }
const cardCount = 400
/** The first server tells the right time; the clock of the last can be put wrong. */
const serverCount = 2

/** The product's server twice, over a PostgreSQL, behind a proxy; with all that can be taken from them. */
export interface ChaosStage {
  readonly servers: PortalServers
  readonly postgres: Postgres
  /** Of the portal's database. */
  readonly url: string
  readonly cards: readonly CardFile[]
  /** Seconds that the last server's clock is ahead. */
  readonly setClock: (seconds: number) => void
  /** Of PostgreSQL: each sync takes so long; 0 for as long as it takes. */
  readonly slowDisk: (milliseconds: number) => void
  readonly fillDisk: (full: boolean) => void
  /** The authorities' host that publishes the revocation lists. */
  readonly lists: { go(): Promise<void>; comeBack(): Promise<void> }
  readonly end: () => Promise<void>
}

export async function setChaosStage(): Promise<ChaosStage> {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-portal-chaos-'))
  // PostgreSQL looks into it as another user.
  chmodSync(folder, 0o755)
  const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const step of ending.splice(0).toReversed()) await step()
  }
  try {
    const library = join(folder, 'failing-disk.so')
    makeSharedLibrary('test/chaos/failing-disk.c', library, '-ldl')
    const postgres = await Postgres.start({ LD_PRELOAD: library, FAILING_DISK: folder })
    ending.push(() => postgres.stop())
    const url = await createDatabase(postgres.url, 'chaos')
    const now = new Date()
    const pki = await makeDemoPki({ now })
    const country = inventCountry(size)
    const database = await openDatabase({ url })
    await seedCountry(database, country, {
      at: now,
      keyIds: (cardType) => pki.authorities[cardTypes[cardType].issuer ?? 'HCA'].keyId,
    })
    await database.close()
    const lists = await publishLists(pki)
    ending.push(() => lists.go())
    const clock = join(folder, 'clock')
    writeFileSync(clock, '+0')
    const fakeTime = { LD_PRELOAD: fakeTimeLibrary, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_CACHE_DURATION: '1' }
    const servers = await PortalServers.start(
      {
        count: serverCount,
        program: 'main.js',
        own: (index) => (index === serverCount - 1 ? { ...fakeTime, FAKETIME_DONT_FAKE_MONOTONIC: '1' } : {}),
      },
      {
        DATABASE_URL: url,
        DATA_DIRECTORY: join(folder, 'data'),
        TRUST_ANCHORS: writeTrustFile(folder, pki, lists.port),
        ENVIRONMENT: 'test',
        PLATFORM: 'vpn',
        PROXIES: '2',
        LOG_LEVEL: 'silent',
      },
    )
    ending.push(() => servers.stop())
    servers.supervise()
    const flag = (name: string, text: string | undefined) =>
      text === undefined ? rmSync(join(folder, name), { force: true }) : writeFileSync(join(folder, name), text)
    return {
      servers,
      postgres,
      url,
      cards: await makeCards({ pki, country, now }, cardCount),
      setClock: (seconds) => writeFileSync(clock, `${seconds < 0 ? '' : '+'}${seconds}`),
      slowDisk: (milliseconds) => flag('slow', milliseconds > 0 ? String(milliseconds) : undefined),
      fillDisk: (full) => flag('full', full ? '' : undefined),
      lists,
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

const authoritiesOf = ({ root, authorities }: DemoPki): (readonly [path: string, DemoAuthority])[] =>
  [root, ...Object.values(authorities)].map((authority) => [`/${authority.slug}.crl`, authority])

async function publishLists(pki: DemoPki) {
  const port = await freePort()
  const byPath = new Map(authoritiesOf(pki))
  const host = createServer((incoming, outgoing) => {
    const authority = byPath.get(incoming.url ?? '')
    if (!authority) outgoing.writeHead(404).end()
    else void makeCrl(authority, new Date()).then((list) => outgoing.end(list))
  })
  const comeBack = () => new Promise<void>((resolve) => host.listen(port, '127.0.0.1', resolve))
  await comeBack()
  return {
    port,
    comeBack,
    go: () =>
      new Promise<void>((resolve) => {
        host.close(() => resolve())
        host.closeAllConnections()
      }),
  }
}

/** As an administrator pins them, with lists from the host here. */
function writeTrustFile(folder: string, pki: DemoPki, port: number): string {
  const slugs = new Map(authoritiesOf(pki).map(([path, { certificate }]) => [certificate, path]))
  const authorities = demoTrustRows(pki).map(({ cardType, role, environment, sha256, certificate }) => {
    const file = `${sha256}.cer`
    writeFileSync(join(folder, file), certificate)
    const path = slugs.get(Buffer.from(certificate).toString('base64')) ?? '/'
    return {
      cardType,
      role,
      environment,
      sha256,
      certificate: file,
      crlUrls: [`http://127.0.0.1:${port}${path}`],
      ocspUrl: null,
    }
  })
  const file = join(folder, 'trust.json')
  writeFileSync(file, JSON.stringify({ authorities }))
  return file
}
