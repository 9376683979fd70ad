import { Hono } from 'hono'
import { sql } from 'kysely'
import { createPasswordHasher } from '../../server/auth/password-hasher.ts'
import { readConfig } from '../../server/config.ts'
import { databaseOver, type PortalDatabase } from '../../server/db/open-database.ts'
import { openEmbedded } from '../../server/db/open-embedded.ts'
import { countAnew } from '../../server/db/tables/announcement-counts.ts'
import { beginEdition } from '../../server/db/tables/public-content.ts'
import { readPageDrawings } from '../../server/http/page-drawings.ts'
import { readWebFiles } from '../../server/http/web-files.ts'
import { cheapHashes } from '../server/cheap-hashes.ts'
import { SettableClock } from '../server/settable-clock.ts'
import { benchApp } from './bench-app.ts'
import { atMostMilliseconds, type BenchResult, quantile } from './result.ts'

const rounds = 200
/** As many pages as a server has drawn in its first minutes: in the first hundreds the engine still compiles. */
const warmUp = 300
const origin = 'http://vpn.localhost:8080'

const pagesMeasured = ['/', '/announcements', '/announcements?list=system', '/personnel', '/downloads'] as const

// `pages` (pages.ts) runs this and reads the BenchResults that it prints, of the pages drawn with a directory's announcements.
const [directory = '', now = ''] = process.argv.slice(2)
const database = databaseOver(await openEmbedded(directory))
try {
  console.log(JSON.stringify(await measure(database, now)))
} finally {
  await database.close()
}

async function measure(database: PortalDatabase, now: string): Promise<BenchResult[]> {
  await makePublic(database)
  const clock = new SettableClock(now)
  const drawings = await readPageDrawings('dist/web')
  if (!drawings) throw new Error('the pages are not built')
  const app = benchApp({
    config: readConfig({ ORIGIN_VPN: origin, ORIGIN_INTERNET: 'http://internet.localhost:8080', ENVIRONMENT: 'test' }),
    database,
    clock,
    passwords: createPasswordHasher(cheapHashes),
    cards: {
      validate() {
        throw new Error('no card signs in here')
      },
    },
    web: { ...readWebFiles('dist/web'), drawings },
  })
  const bindings = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }
  const open = async (path: string) => {
    const answer = await app.fetch(new Request(origin + path, { headers: { 'accept-encoding': 'gzip' } }), bindings)
    const bytes = await answer.arrayBuffer()
    if (answer.status !== 200 || bytes.byteLength < 2000) throw new Error(`${path} is not drawn`)
    return bytes
  }
  const results: BenchResult[] = []
  for (const path of pagesMeasured) {
    const bytes = await open(path)
    const plain = new Hono()
    plain.get('*', (context) => context.body(bytes, 200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }))
    const openPlain = async () => {
      await (await plain.fetch(new Request(origin + path))).arrayBuffer()
    }
    const alone = await times(
      () => open(path),
      () => clock.advance(5),
    )
    const drawn = await times(
      () => open(path),
      async () => {
        await beginEdition(database.query)
        clock.advance(5)
      },
    )
    const again = await times(() => open(path))
    const reference = await times(openPlain)
    const compared = { reference: 'a plain Hono route with the same octets', referenceSamples: reference }
    results.push(
      atMostMilliseconds({ name: `pages: ${path}`, samples: alone, limit: 5, ...compared }),
      atMostMilliseconds({ name: `pages: ${path} drawn anew`, samples: drawn, limit: 5, ...compared }),
      throughput(path, again, reference),
    )
  }
  return results
}

/** The headquarters' announcements become those that everybody reads. */
async function makePublic({ query }: PortalDatabase): Promise<void> {
  await sql`
    update announcements set kind = case when version % 5 = 0 or title_text < '丙' then 'system' else 'business' end,
      entry = null, category = coalesce(category, 'general'), department = coalesce(department, 'information')
    where kind = 'headquarters'`.execute(query)
  for (const kind of ['business', 'system'] as const) await countAnew(query, kind)
  await sql`vacuum (analyze)`.execute(query)
}

/** Requests a second, one after the other, for a page that somebody else has asked for a moment ago. */
function throughput(path: string, samples: readonly number[], reference: readonly number[]): BenchResult {
  const rate = (times: readonly number[]) => (1000 * times.length) / times.reduce((sum, time) => sum + time, 0)
  const each = samples.map((time) => 1000 / time)
  return {
    name: `pages: ${path} once more in the same second`,
    value: rate(samples),
    unit: '1/s',
    n: samples.length,
    median: quantile(each, 0.5),
    p95: quantile(each, 0.05),
    reference: 'a plain Hono route with the same octets',
    referenceValue: rate(reference),
    ratio: rate(samples) / rate(reference),
    target: 'none',
    met: true,
  }
}

async function times(work: () => Promise<unknown>, before?: () => unknown): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round < warmUp + rounds; round++) {
    await before?.()
    const begun = performance.now()
    await work()
    if (round >= warmUp) samples.push(performance.now() - begun)
  }
  return samples
}
