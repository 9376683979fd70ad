import { Hono } from 'hono'
import { sql } from 'kysely'
import { createPasswordHasher } from '../../server/auth/password-hasher.ts'
import { readConfig } from '../../server/config.ts'
import { countAnew } from '../../server/db/tables/announcement-counts.ts'
import { beginEdition } from '../../server/db/tables/public-content.ts'
import { readPageDrawings } from '../../server/http/page-drawings.ts'
import { readWebFiles } from '../../server/http/web-files.ts'
import { launch } from '../drive/launch.ts'
import { startPortal } from '../drive/portal.ts'
import { cheapHashes } from '../server/cheap-hashes.ts'
import { SettableClock } from '../server/settable-clock.ts'
import { benchApp } from './bench-app.ts'
import { buildQuietly } from './build-quietly.ts'
import { atMostMilliseconds, type Bench, type BenchResult, quantile, slowestMilliseconds } from './result.ts'
import { announcementCount, type SeededAnnouncements, withAnnouncements } from './seeded-announcements.ts'

const count = 50_000
const rounds = 200
const warmUp = 20
const visits = 5
const origin = 'http://vpn.localhost:8080'

const pagesMeasured = ['/', '/announcements', '/announcements?list=system', '/personnel', '/downloads'] as const

/**
 * The pages that the server draws, with 50,000 public announcements: as each visitor has them, in a second in which nobody
 * else asks; each drawn anew, after something was written; how many are served in one second, beside a plain route that
 * answers the same octets; and a first visit over a slow line, in Chromium.
 */
export const pages: Bench = {
  name: 'pages',
  async run(options) {
    buildQuietly()
    const served = await withAnnouncements(announcementCount(options, count), measureServer)
    return [...served, await measureVisits()]
  },
}

async function measureServer({ database, now }: SeededAnnouncements): Promise<BenchResult[]> {
  await makePublic(database)
  const clock = new SettableClock(now.toISOString())
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
async function makePublic({ query }: SeededAnnouncements['database']): Promise<void> {
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

/** 400 kbit/s, 300 ms. */
const slowLine = { download: 50_000, upload: 50_000, latency: 300 }

/** Milliseconds from the wish for the home page, in a browser that was never here, to its text; beside a page drawn in the browser. */
async function measureVisits(): Promise<BenchResult> {
  const portal = await startPortal()
  const browser = await launch({ extension: null })
  const visit = async (path: string) => {
    const context = await browser.createBrowserContext()
    try {
      const page = await context.newPage()
      await page.emulateNetworkConditions(slowLine)
      await page.goto(portal.vpn + path, { waitUntil: 'domcontentloaded' })
      await page.waitForSelector('#page-title')
      return await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              const paint = list.getEntriesByName('first-contentful-paint')[0]
              if (paint) resolve(paint.startTime)
            }).observe({ type: 'paint', buffered: true })
          }),
      )
    } finally {
      await context.close()
    }
  }
  try {
    const home: number[] = []
    const check: number[] = []
    for (let round = 0; round < visits; round++) {
      home.push(await visit('/'))
      check.push(await visit('/check'))
    }
    return slowestMilliseconds({
      name: 'pages: first visit to the home page at 400 kbit/s and 300 ms, to its text',
      samples: home,
      reference: 'a page that the browser draws (/check)',
      referenceValue: quantile(check, 0.5),
      limit: 2000,
    })
  } finally {
    await browser.close()
    await portal.stop()
    portal.remove()
  }
}
