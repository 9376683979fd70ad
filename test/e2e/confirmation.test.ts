import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extensionPage } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin, waitForPhase } from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const card = 'hca-institution'

let server: Portal
let at: Workplace
beforeAll(async () => {
  server = await startPortal()
  at = await openWorkplace(server.vpn)
})
afterAll(async () => {
  await at.close()
  await server.stop()
  server.remove()
})

/** Presses what removes the manager, and that it is meant; resolves with the PIN window. */
async function askForRemoval(page: Page): Promise<Page> {
  const earlier = new Set(at.browser.targets())
  await page.locator('[data-row] .button-danger').click()
  const [window] = await Promise.all([
    extensionPage(at.browser, 'pin/index.html', earlier),
    page.locator('dialog .button-danger').click(),
  ])
  return window
}

describe('the representative removes a manager, in real Chromium', () => {
  it('after the card that signed in has confirmed it: the window says what, and another card is refused', async () => {
    const reader = await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
    await page.goto(`${at.portal}/organizations/managers`)
    await page.waitForSelector('main[data-page=managers] [data-row]')
    await at.desk.ask({ action: 'remove-card', reader })
    await at.desk.ask({ action: 'insert-card', reader, card: 'hca-personnel' })

    const window = await askForRemoval(page)
    expect(await shownError(window)).toMatchObject({ code: 'ERR_CARD_WRONG_KIND' })
    const confirmed = await window.$eval('.asking-confirm', (element) =>
      Array.from(element.children, ({ textContent }) => textContent),
    )
    expect(confirmed).toEqual(['移除機構管理者', '林示範（A1****0017），示範晨曦診所'])

    expect(await findings(window)).toEqual([])
    await at.desk.ask({ action: 'remove-card', reader })
    await at.desk.ask({ action: 'insert-card', reader, card })
    await waitForPhase(window, 'waiting-for-pin')
    await typePin(window, at.pinOf(card))
    await page.bringToFront()
    await page.waitForSelector('.done-notice .notice')
    expect(await page.$$('[data-row]')).toEqual([])
  })
})
