import { existsSync } from 'node:fs'
import { launch, type Browser, type Page } from 'puppeteer'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { isBehindSignIn, pagePaths } from '../../core/protocol/pages.ts'
import { installDebianPackages } from '../../server/setup/browser.mjs'
import { shows } from '../drive/shows.ts'
import { findings } from './axe.ts'
import { widerThanScreen } from './look-at-page.ts'

const program = '/usr/bin/firefox-esr'
installDebianPackages('firefox-esr')

/** What needs no card works in every browser; where a card is needed, the page says which browser can. */
describe('in Firefox', () => {
  let browser: Browser | undefined
  let page: Page
  const isThere = existsSync(program)
  beforeEach(({ skip }) => {
    if (!isThere) skip('firefox-esr is not installed')
  })
  beforeAll(async () => {
    if (!isThere) return
    browser = await launch({
      browser: 'firefox',
      executablePath: program,
      headless: true,
      extraPrefsFirefox: { 'intl.accept_languages': 'zh-TW, zh' },
    })
    page = await browser.newPage()
  })
  afterAll(() => browser?.close())

  it.each(pagePaths.filter((path) => !isBehindSignIn(path)))('%s', async (path) => {
    await page.setViewport({ width: 360, height: 800 })
    await page.goto(inject('vpn') + path)
    await shows(page, 'main:is([data-state=ready], [data-state=failed])')
    expect(await widerThanScreen(page)).toEqual([])
    expect(await findings(page)).toEqual([])
  })

  it('the sign-in page says that a card needs another browser, and which', async () => {
    await page.goto(inject('vpn'))
    await page.waitForFunction(() => /Google Chrome 或 Microsoft Edge/.test(document.body.innerText))
  })
})
