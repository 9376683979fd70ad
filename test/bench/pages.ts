import { launch } from '../drive/launch.ts'
import { startPortal } from '../drive/portal.ts'
import { buildQuietly } from './build-quietly.ts'
import { type Bench, type BenchResult, quantile, slowestMilliseconds } from './result.ts'
import { runBuilt } from './run-built.ts'
import { announcementCount, fillDirectory } from './seeded-announcements.ts'

const count = 50_000
const visits = 5

/**
 * The pages that the server draws, with 50,000 public announcements: as each visitor has them, in a second in which nobody
 * else asks; each drawn anew, after something was written; how many are served in one second, beside a plain route that
 * answers the same octets; and a first visit over a slow line, in Chromium.
 */
export const pages: Bench = {
  name: 'pages',
  async run(options) {
    buildQuietly()
    const { directory, now } = await fillDirectory(announcementCount(options, count))
    const served = (await runBuilt('measure-pages.ts', [directory, now.toISOString()])) as BenchResult[]
    return [...served, await measureVisits()]
  },
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
      // in this order: what the browser's own first page costs, a second on two busy processors, is not the portal's
      check.push(await visit('/check'))
      home.push(await visit('/'))
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
