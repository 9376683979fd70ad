import type { Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { heartbeatSeconds } from '../../core/protocol/card-watch.ts'
import { extensionId, killWorker, patience } from '../drive/launch.ts'
import { openPopup } from '../drive/popup.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import { askForSignIn, openSignInPage, signedIn, typePin, waitForPhase } from '../drive/sign-in.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const card = 'hca-personnel'

let server: Portal
let at: Workplace
let reader: string
beforeAll(async () => {
  server = await startPortal({ CARD_WATCH: 'on' })
  at = await openWorkplace(server.vpn)
})
afterAll(async () => {
  await at.close()
  await server.stop()
  server.remove()
})

/** A page that has signed in, and whose first heartbeat the server has. */
async function watched(model = 'it-500u'): Promise<Page> {
  reader = await at.plugIn(model, card)
  const page = await openSignInPage(at.browser, at.portal)
  const beat = heartbeat(page)
  await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
  await signedIn(page)
  await beat
  return page
}
const heartbeat = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/api/auth/card-watch') && answer.ok(), { timeout: patience })
const pull = () => at.desk.ask({ action: 'remove-card', reader })
const endedWithCard = async (page: Page) => {
  await page.waitForSelector('main[data-page=sign-in] .notice-warning ::-p-text(卡片已被取出)')
}
/** What a reload finds at the server. */
const isOver = async (page: Page) => {
  await page.goto(`${at.portal}/home`)
  await page.waitForSelector('main[data-page=sign-in][data-state=ready]')
}

describe('a session that ends with its card, in real Chromium', () => {
  afterEach(() => at.clear())

  it.each(['it-500u', 'ez100pu'])(
    '%s: the card is pulled, the page says so, and the session is over',
    async (model) => {
      const page = await watched(model)
      const told = heartbeat(page)
      await pull()
      await endedWithCard(page)
      await told
      await isOver(page)
    },
  )

  it('the reader is unplugged: the same', async () => {
    const page = await watched()
    await at.desk.ask({ action: 'unplug-reader', reader })
    await endedWithCard(page)
  })

  it('a reload and a second tab take the watch up, and both end', async () => {
    const page = await watched()
    let beat = heartbeat(page)
    await page.reload()
    await signedIn(page)
    await beat
    const second = await at.browser.newPage()
    beat = heartbeat(second)
    await second.goto(`${at.portal}/home`)
    await signedIn(second)
    await beat
    await pull()
    await Promise.all([endedWithCard(page), endedWithCard(second)])
  })

  it('a worker that is stopped goes on: the card is seen again, and its removal told', async () => {
    const page = await watched()
    const beat = heartbeat(page)
    await killWorker(at.browser)
    await beat
    expect(await page.$('[data-card-watch]')).toBeNull()
    await pull()
    await endedWithCard(page)
  })

  it('released in the popup: the page says so, the reader is free, and the card may go', async () => {
    const page = await watched()
    const popup = await openPopup(at.browser)
    await popup.locator('[data-action=release]').click()
    await popup.waitForSelector('[data-card=released]')
    await page.bringToFront()
    await page.waitForSelector('[data-card-watch=released]')
    await pull()
    await page.reload()
    await signedIn(page)
    await page.waitForSelector('[data-card-watch=released]')
  })

  it('the popup shows a sign-in under way without disturbing it', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    const popup = await openPopup(at.browser)
    await popup.waitForSelector('[data-action=show-sign-in]')
    await popup.waitForSelector('[data-card=usable]')
    await typePin(window, at.pinOf(card))
    await page.bringToFront()
    await signedIn(page)
  })
})

describe('an extension that is gone', () => {
  it('the page says so at once, and the session ends within the minute', async () => {
    const page = await watched()
    const since = performance.now()
    await at.browser.uninstallExtension(extensionId)
    await page.waitForSelector('[data-card-watch=lost]')
    await page.waitForSelector('main[data-page=sign-in]', { timeout: (heartbeatSeconds.within + 30) * 1000 })
    expect(performance.now() - since).toBeLessThan((heartbeatSeconds.within + 15) * 1000)
  })
})
