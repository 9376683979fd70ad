import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { extensionUrl } from '../drive/launch.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin, waitForPhase } from '../drive/sign-in.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page, by rule. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}

describe('axe finds nothing', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterEach(() => at.clear())
  afterAll(() => at.close())

  it('on the way from the sign-in page through the PIN window to the home page', async () => {
    await at.plugIn('it-500u', 'moica')
    const page = await openSignInPage(at.browser, at.portal)
    expect(await findings(page)).toEqual([])
    const window = await askForSignIn(at.browser, page, 'moica')
    await waitForPhase(window, 'waiting-for-pin')
    expect(await findings(window)).toEqual([])
    await typePin(window, '99999999')
    await shownError(window, 'ERR_PIN_WRONG')
    expect(await findings(window)).toEqual([])
    await typePin(window, at.pinOf('moica'))
    await page.waitForSelector('main[data-page=institution][data-state=ready]')
    expect(await findings(page)).toEqual([])
    await page.locator('main form button[type=submit]').click()
    await signedIn(page)
    expect(await findings(page)).toEqual([])
  })

  it('on a refused sign-in', async () => {
    await at.plugIn('it-500u', 'hca-personnel-blocked')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'hca-personnel')
    await shownError(window, 'ERR_PIN_BLOCKED')
    expect(await findings(window)).toEqual([])
    await shownError(page)
    expect(await findings(page)).toEqual([])
  })

  it('on a card that is shown with its answer to reset', async () => {
    await at.plugIn('it-500u', 'moica-native')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'moica')
    await shownError(window, 'ERR_CARD_NEEDS_MIDDLEWARE')
    expect(await findings(window)).toEqual([])
  })

  it('on the pairing page and the desk', async () => {
    const page = await at.browser.newPage()
    await page.goto(extensionUrl('pairing/index.demo.html'))
    await page.waitForSelector('main')
    expect(await findings(page)).toEqual([])
    await at.desk.page.bringToFront()
    expect(await findings(at.desk.page)).toEqual([])
  })
})
