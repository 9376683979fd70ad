import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CheckScreen } from '../drive/check.ts'
import { extensionUrl } from '../drive/launch.ts'
import { openPopup } from '../drive/popup.ts'
import {
  askForSignIn,
  beginOnReader,
  openSignInPage,
  shownError,
  signedIn,
  typePin,
  waitForPhase,
} from '../drive/sign-in.ts'
import { findings } from './axe.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

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

  it('on a PIN that is entered on the reader, and the desk with its keypad', async () => {
    await at.plugIn('pin-pad', 'moica')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, 'moica')
    await window.waitForSelector('[data-action=enter-on-reader]')
    expect(await findings(window)).toEqual([])
    await beginOnReader(window)
    expect(await findings(window)).toEqual([])
    await at.desk.page.bringToFront()
    await at.desk.page.waitForSelector('.keypad')
    expect(await findings(at.desk.page)).toEqual([])
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

  it.each(['light', 'dark'])('on the popup, %s, with a card, an empty and a refused reader', async (scheme) => {
    await at.plugIn('it-500u', 'hca-personnel')
    await at.plugIn('extended')
    await at.plugIn('it-500u-protected')
    const popup = await openPopup(at.browser)
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await popup.waitForSelector('[data-card=usable]')
    await popup.waitForSelector('[data-code=ERR_READER_PROTECTED_CLASS]')
    await popup.waitForSelector('.check-section[data-state=checked]')
    expect(await findings(popup)).toEqual([])
  })

  it('on the popup without a reader', async () => {
    const popup = await openPopup(at.browser)
    await popup.waitForSelector('[data-action=choose-reader]')
    expect(await findings(popup)).toEqual([])
  })

  it.each(['light', 'dark'])('on the settings check with its report, %s, every row opened', async (scheme) => {
    await at.plugIn('it-500u-protected')
    const { page } = await CheckScreen.open(at.browser)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await page.$$eval('details', (rows) => rows.forEach((row) => (row.open = true)))
    expect(await findings(page)).toEqual([])
  })

  it('on the portal’s own page of the settings check', async () => {
    const page = await at.browser.newPage()
    await page.goto(`${at.portal}/check`)
    await page.waitForSelector('main[data-page=check][data-state=ready]')
    expect(await findings(page)).toEqual([])
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
