import { existsSync } from 'node:fs'
import { launch, type Browser, type Page } from 'puppeteer'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { actionRow } from '../../core/portal/actions.ts'
import { isBehindSignIn, type PagePath, pagePathsOf, pageRow } from '../../core/protocol/pages.ts'
import { demoAccounts } from '../../demo/people.ts'
import { installDebianPackages } from '../../server/setup/browser.mjs'
import { changePassword, enterAccount, goOn } from '../drive/general-sign-in.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { shows } from '../drive/shows.ts'
import { signedIn } from '../drive/sign-in.ts'
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

  async function look(address: string): Promise<void> {
    await page.goto(address)
    await shows(page, 'main:is([data-state=ready], [data-state=failed])')
    expect(await widerThanScreen(page)).toEqual([])
    expect(await findings(page)).toEqual([])
  }

  it.each(pagePathsOf('portal').filter((path) => !isBehindSignIn(path)))('%s', async (path) => {
    await page.setViewport({ width: 360, height: 800 })
    await look(inject('vpn') + path)
  })

  it('the sign-in page says that a card needs another browser, and which', async () => {
    await page.goto(inject('vpn'))
    await page.waitForFunction(() => /Google Chrome 或 Microsoft Edge/.test(document.body.innerText))
  })

  describe('after 一般登入, which needs no card', () => {
    const [{ name, password } = { name: '', password: '' }] = demoAccounts
    const own = 'seven white egrets and a buffalo'
    let portal: Portal | undefined
    beforeAll(async () => {
      if (!isThere) return
      portal = await startPortal() // its password is changed
      await page.goto(portal.internet)
      await shows(page, 'main[data-page=sign-in]:is([data-state=ready], [data-state=failed])')
      await enterAccount(page, name, password)
      await shows(page, 'main[data-page=passwords][data-state=ready]')
      await changePassword(page, password, own)
      await goOn(page)
      await shows(page, 'main[data-page=institution][data-state=ready]')
      await page.select('#institution', '5901999027')
      await page.locator('main form button[type=submit]').click()
      await signedIn(page)
    })
    afterAll(async () => {
      await portal?.stop()
      portal?.remove()
    })

    it.each(pagePathsOf('portal').filter((path) => mayManagerSee(path)))('%s', async (path) => {
      await look(`${portal?.internet}${path}`)
      expect(await page.$eval('main', (main) => main.dataset['state'])).toBe('ready')
    })
  })
})

/** A manager on the Internet platform, behind the sign-in; the page for choosing an institution comes before. */
function mayManagerSee(path: PagePath): boolean {
  const { action, part } = pageRow(path)
  if (!isBehindSignIn(path) || part || path === '/institution') return false
  if (action === undefined) return true
  const row = actionRow(action)
  return row.scope === 'institution' && row.roles.includes('manager') && (row.platforms?.includes('internet') ?? true)
}
