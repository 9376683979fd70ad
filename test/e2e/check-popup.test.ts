import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkIds, checkRow } from '../../core/check/check-rows.ts'
import { CheckScreen } from '../drive/check.ts'
import { copyExtension } from '../drive/extension-copy.ts'
import { extensionUrl, inWorker, launch } from '../drive/launch.ts'
import { openPopup } from '../drive/popup.ts'
import { findings } from './axe.ts'

const folder = 'extension/popup'
const page = 'index.demo.html'
/** The popup's page with its first script and nothing else: what is seen until its modules run. */
const alone = 'first-rows-alone.html'

/**
 * Runs before the worker's own script: while `held` is there, who connects waits. (A worker that the debugger pauses is
 * let go by puppeteer when it attaches to a page that is opened.)
 */
const holding = `
const add = chrome.runtime.onConnect.addListener.bind(chrome.runtime.onConnect)
chrome.runtime.onConnect.addListener = (listener) =>
  add((port) => (globalThis.held ? globalThis.held.push(() => listener(port)) : listener(port)))
`
interface Holding {
  held?: (() => void)[] | undefined
}

describe('the popup’s rows of the last check', () => {
  const extension = copyExtension('dist/extension-demo', () => undefined)
  let browser: Browser
  /** 檢測項目 of the rows that are not right, as the whole check found them. */
  let wrong: string[]

  beforeAll(async () => {
    const html = readFileSync(join(extension.path, folder, page), 'utf8')
    writeFileSync(join(extension.path, folder, alone), html.replaceAll(/<script type="module".*?<\/script>/g, ''))
    const loader = join(extension.path, 'service-worker-loader.js')
    writeFileSync(join(extension.path, 'holding.js'), holding)
    writeFileSync(loader, `import './holding.js'\n${readFileSync(loader, 'utf8')}`)
    browser = await launch({ extension: extension.path })
    const screen = await CheckScreen.open(browser)
    const rows = await screen.rows()
    wrong = checkIds.filter((id) => ['fail', 'warn'].includes(rows[id].mark)).map((id) => checkRow(id).label.zhTW)
    await screen.page.close()
  })
  afterEach(async () => {
    await releaseWorker()
    for (const it of (await browser.pages()).slice(1)) await it.close()
  })
  afterAll(async () => {
    await browser.close()
    extension.remove()
  })

  /** From here on the worker answers nobody. */
  const holdWorker = () =>
    inWorker(browser, (worker) =>
      worker.evaluate(() => {
        ;(globalThis as Holding).held = []
      }),
    )

  const releaseWorker = () =>
    inWorker(browser, (worker) =>
      worker.evaluate(() => {
        const holding = globalThis as Holding
        const waiting = holding.held ?? []
        holding.held = undefined
        for (const go of waiting) go()
      }),
    )

  const labels = (popup: Page) => popup.$$eval('.check-section li b', (all) => all.map((it) => it.textContent))
  const time = (popup: Page) => popup.$eval('.check-section-when', (it) => it.textContent)

  it('stand there while the worker does not answer, and are replaced by its answer', async () => {
    await holdWorker()
    const popup = await openPopup(browser)
    await popup.waitForSelector('.check-section[data-state=last] button')
    expect((await labels(popup)).toSorted()).toEqual(wrong.toSorted())
    expect(await time(popup)).toMatch(/^上次檢測 \d\d:\d\d$/)
    expect(await findings(popup)).toEqual([])
    await releaseWorker()
    await popup.waitForSelector('.check-section[data-state=checked]')
    expect((await labels(popup)).toSorted()).toEqual(wrong.toSorted())
    expect(await popup.$('.check-section-when')).toBeNull()
  })

  it.each(['light', 'dark'])(
    'are drawn by a script alone, %s, without a button, and axe finds nothing',
    async (scheme) => {
      const popup = await browser.newPage()
      await popup.setViewport({ width: 368, height: 560 })
      await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      await popup.goto(extensionUrl(`popup/${alone}`))
      expect((await labels(popup)).toSorted()).toEqual(wrong.toSorted())
      expect(await popup.$('button')).toBeNull()
      expect(await findings(popup)).toEqual([])
    },
  )

  it('are there before any module runs, and stay where they are when the popup takes their place', async () => {
    const popup = await browser.newPage()
    await popup.setViewport({ width: 368, height: 560 })
    await popup.evaluateOnNewDocument((selector) => {
      const places = () =>
        [...document.querySelectorAll(selector)].map((it) => JSON.stringify(it.getBoundingClientRect()))
      Object.assign(globalThis, { places })
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector(selector)) return
        observer.disconnect()
        // Classic scripts run while the page is read, modules after it.
        Object.assign(globalThis, { first: { state: document.readyState, places: places() } })
      }).observe(document, { subtree: true, childList: true })
    }, '.check-section, .check-section :is(h2, p, ul, li, svg, b, span)')
    await holdWorker()
    await popup.goto(extensionUrl(`popup/${page}`))
    await popup.waitForSelector('.check-section[data-state=last] button')
    const seen = await popup.evaluate(() => {
      const { first, places } = globalThis as unknown as {
        first: { state: string; places: string[] }
        places: () => string[]
      }
      return { state: first.state, before: first.places, after: places() }
    })
    expect(seen.state).toBe('loading')
    expect(seen.before.length).toBeGreaterThan(wrong.length)
    expect(seen.after).toEqual(seen.before)
  })
})
