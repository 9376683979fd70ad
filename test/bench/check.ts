import type { Browser, Page } from 'puppeteer'
import { checkPortName } from '../../core/protocol/check-channel.ts'
import { CheckScreen } from '../drive/check.ts'
import { copyExtension, grantAll } from '../drive/extension-copy.ts'
import { extensionUrl, launch } from '../drive/launch.ts'
import { setPolicies } from '../drive/managed-policy.ts'
import { startPortal } from '../drive/portal.ts'
import { openPortalFront } from '../drive/portal-front.ts'
import { makeSwitchedOffProfile } from '../drive/switched-off-profile.ts'
import { buildQuietly } from './build-quietly.ts'
import { atMostMilliseconds, type Bench, slowestMilliseconds } from './result.ts'

const runs = { reachable: 15, unreachable: 3, popup: 15 } as const
const warmUp = 2

/**
 * The settings check in Chromium with the built extension: whole checks, timed in one of its own pages from the wish on the
 * port to the state that ends the run, with the real portal reachable and with servers that take connections and never
 * answer; and the popup's page in a tab, from its navigation to the first row that is not right, with the worker running:
 * to one of the last check, which stands there first, and to one of this moment, which the worker has told.
 */
export const check: Bench = {
  name: 'check',
  async run() {
    buildQuietly()
    const portal = await startPortal()
    const front = await openPortalFront(portal.vpn)
    const granted = copyExtension('dist/extension-demo', grantAll)
    const profile = makeSwitchedOffProfile()
    const browser = await launch({ extension: granted.path, hosts: front.hosts, args: profile.args })
    try {
      await setPolicies(browser, { browser: { CACertificates: [front.authority] } })
      const { page } = await CheckScreen.open(browser)
      await page.goto(extensionUrl('offscreen/index.html')) // a page of the extension that runs no check by itself
      const reachable: number[] = []
      const requests: number[] = []
      for (let i = 0; i < warmUp + runs.reachable; i++) {
        const [whole, request] = [await timeCheck(page), await timeRequest(page)]
        if (i < warmUp) continue
        reachable.push(whole)
        requests.push(request)
      }
      const popup = await timePopups(browser)
      await front.behave({ answers: 'silent' })
      const unreachable: number[] = []
      for (let i = 0; i < runs.unreachable; i++) unreachable.push(await timeCheck(page))
      return [
        atMostMilliseconds({
          name: 'check (Chromium: all rows, everything reachable)',
          samples: reachable,
          reference: 'one request to the portal',
          referenceSamples: requests,
          limit: 1_500,
        }),
        slowestMilliseconds({
          name: 'check (Chromium: all rows, nothing answers)',
          samples: unreachable,
          reference: 'one request to the portal, before',
          referenceValue: requests.reduce((sum, it) => sum + it, 0) / requests.length,
          limit: 6_000,
        }),
        atMostMilliseconds({
          name: 'check (Chromium: popup opened to its first rows, of the last check)',
          samples: popup.lastRow,
          reference: 'the popup’s page loaded',
          referenceSamples: popup.loaded,
          limit: 150,
        }),
        atMostMilliseconds({
          // Its name is older than the rows of the last check: the first row of this moment is meant.
          name: 'check (Chromium: popup opened to its first row)',
          samples: popup.liveRow,
          reference: 'the popup’s page loaded',
          referenceSamples: popup.loaded,
          limit: 150,
        }),
      ]
    } finally {
      await browser.close()
      await front.close()
      await portal.stop()
      portal.remove()
      granted.remove()
      profile.remove()
    }
  },
}

/** Milliseconds of one whole check. */
const timeCheck = (page: Page): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const port = chrome.runtime.connect({ name })
        const began = performance.now()
        let running = false
        port.onMessage.addListener((state: { readonly running: boolean }) => {
          if (state.running) running = true
          else if (running) {
            port.disconnect()
            resolve(performance.now() - began)
          }
        })
        port.postMessage({ action: 'run' })
      }),
    checkPortName,
  )

const timeRequest = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const began = performance.now()
    await (await fetch('https://medvpn.nhi.gov.tw/api/echo', { cache: 'no-store' })).text()
    return performance.now() - began
  })

interface PopupTimes {
  readonly lastRow: number[]
  readonly liveRow: number[]
  readonly loaded: number[]
}

/** From each page's own start of navigation. */
async function timePopups(browser: Browser): Promise<PopupTimes> {
  const times: PopupTimes = { lastRow: [], liveRow: [], loaded: [] }
  for (let i = 0; i < warmUp + runs.popup; i++) {
    const page = await browser.newPage()
    await page.evaluateOnNewDocument(() => {
      const timeOf = (row: string) =>
        new Promise<number>((resolve) => {
          new MutationObserver((_changes, observer) => {
            if (!document.querySelector(row)) return
            observer.disconnect()
            resolve(performance.now())
          }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] })
        })
      const lastRow = timeOf('.check-section[data-state=last] li')
      const liveRow = timeOf('.check-section:not([data-state=last]) li')
      Object.assign(globalThis, { seen: Promise.all([lastRow, liveRow]) })
    })
    await page.goto(extensionUrl('popup/index.demo.html'))
    const [lastRow, liveRow, loaded] = await page.evaluate(async () => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const seen = await (globalThis as unknown as { readonly seen: Promise<[number, number]> }).seen
      return [...seen, navigation?.domContentLoadedEventEnd ?? Number.NaN] as const
    })
    await page.waitForSelector('.check-section[data-state=checked]')
    await page.close()
    if (i < warmUp) continue
    times.lastRow.push(lastRow)
    times.liveRow.push(liveRow)
    times.loaded.push(loaded)
  }
  return times
}
