import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { killWorker } from '../drive/launch.ts'
import {
  askForSignIn,
  beginOnReader,
  leaveWindow,
  openSignInPage,
  pinWindow,
  pressSignIn,
  shownError,
  signedIn,
  takenUp,
  typePin,
  waitForPhase,
} from '../drive/sign-in.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const card = 'hca-personnel'

describe('a card signs in, in real Chromium', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterEach(() => at.clear())
  afterAll(() => at.close())

  it('a person with one institution is straight in, and the window closes by itself', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    const closed = new Promise((resolve) => window.once('close', resolve))
    await typePin(window, at.pinOf(card))
    await signedIn(page)
    await closed
  })

  it.each(['it-500u', 'ez100pu', 'extended'])('the reader %s will do', async (model) => {
    await at.plugIn(model, card)
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })

  it.each([card, 'piv', 'pkcs15'])('a reader with a keypad takes the PIN itself: %s', async (id) => {
    const reader = await at.plugIn('pin-pad', id)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await beginOnReader(window)
    expect(await window.$('#pin')).toBeNull()
    await at.desk.enterOnKeypad(reader, 'cancel')
    expect(await shownError(window, 'ERR_PIN_ENTRY_CANCELLED')).toMatchObject({ heading: '已在讀卡機上取消輸入' })
    await beginOnReader(window)
    await at.desk.enterOnKeypad(reader, { digits: '99999999' })
    await shownError(window, 'ERR_PIN_WRONG')
    expect(await at.desk.card(id)).toMatchObject({ triesLeft: 2, verifyCount: 1 })
    await beginOnReader(window)
    await at.desk.enterOnKeypad(reader, { digits: at.pinOf(id) })
    await signedIn(page)
    expect(await at.desk.card(id)).toMatchObject({ triesLeft: 3, verifyCount: 2, verified: false })
  })

  it('cancelled in the window, the reader asks no longer, and can be asked again', async () => {
    const reader = await at.plugIn('pin-pad', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await beginOnReader(window)
    await leaveWindow(window)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_PIN_CANCELLED' })
    await expect(at.desk.enterOnKeypad(reader, { digits: at.pinOf(card) })).rejects.toThrow('asks for no PIN')
    expect(await at.desk.card(card)).toMatchObject({ verifyCount: 0 })
    await beginOnReader(await askForSignIn(at.browser, page, card))
    await at.desk.enterOnKeypad(reader, { digits: at.pinOf(card) })
    await signedIn(page)
  })

  it('a wrong PIN costs one try and is said; the right one then signs in', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await typePin(window, '99999999')
    expect(await shownError(window, 'ERR_PIN_WRONG')).toMatchObject({ heading: 'PIN 碼錯誤，還可再試 2 次' })
    expect(await at.desk.card(card)).toMatchObject({ triesLeft: 2 })
    await typePin(window, at.pinOf(card))
    await signedIn(page)
    expect(await at.desk.card(card)).toMatchObject({ triesLeft: 3 })
  })

  it('the last try is asked for by itself, and closing the window there costs nothing', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await typePin(window, '99999999')
    await window.waitForFunction(() => document.querySelector('#pin-tries')?.textContent?.includes('2'))
    await typePin(window, '88888888')
    await waitForPhase(window, 'confirm-last-try')
    await leaveWindow(window)
    await shownError(page)
    expect(await at.desk.card(card)).toMatchObject({ triesLeft: 1 })
  })

  it('two readers: both are listed with what is in them, and the person may choose', async () => {
    const first = await at.plugIn('it-500u', card)
    const second = await at.plugIn('extended', 'hca-personnel-unassigned')
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    await window.waitForFunction(() => document.querySelectorAll('input[name=reader]').length === 2)
    for (const choice of [second, first]) {
      await window.locator(`input[name=reader][value="${choice}"]`).click()
      await window.waitForSelector(`input[name=reader][value="${choice}"]:checked`)
    }
    await typePin(window, at.pinOf(card))
    await signedIn(page)
  })

  it('two readers, one empty: nobody has to choose', async () => {
    await at.plugIn('extended')
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })

  it('a reader of the protected class is explained, never tried', async () => {
    await at.plugIn('it-500u-protected', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await window.waitForSelector('[data-code=ERR_READER_PROTECTED_CLASS]')
    await leaveWindow(window)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_READER_PROTECTED_CLASS' })
  })

  it('a card pulled while the window is open is waited for, and sign-in goes on', async () => {
    const reader = await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    await at.desk.ask({ action: 'remove-card', reader })
    await waitForPhase(window, 'waiting-for-card')
    await at.desk.ask({ action: 'insert-card', reader, card })
    await typePin(window, at.pinOf(card))
    await signedIn(page)
  })

  it('closing the window ends the request, and the next one starts afresh', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    await window.close()
    expect(await shownError(page)).toMatchObject({ code: 'ERR_PIN_CANCELLED' })
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })

  it('a page that is reloaded takes its window with it, and can ask again', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    const closed = new Promise((resolve) => window.once('close', resolve))
    await page.reload()
    await closed
    await page.waitForSelector('main[data-page=sign-in][data-state=ready]')
    await typePin(await askForSignIn(at.browser, page, card), at.pinOf(card))
    await signedIn(page)
  })

  it('a worker that is stopped before the PIN goes on with the same window', async () => {
    await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await waitForPhase(window, 'waiting-for-pin')
    await killWorker(at.browser)
    await takenUp(window) // until then it shows what the worker before had told it
    await typePin(window, at.pinOf(card))
    await signedIn(page)
  })

  it('a worker that is stopped after VERIFY: the card is reset, at most one try is gone, the page is told in 5 s', async () => {
    const reader = await at.plugIn('it-500u', card)
    const page = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, page, card)
    await at.desk.ask({ action: 'delay-command', reader, ins: 0x22, milliseconds: 20_000 }) // MSE, after VERIFY
    await typePin(window, at.pinOf(card))
    await waitForPhase(window, 'signing')
    expect(await at.desk.card(card)).toMatchObject({ verified: true })
    const stopped = performance.now()
    await killWorker(at.browser)
    expect(await shownError(page)).toMatchObject({ code: 'ERR_BRIDGE_INTERRUPTED' })
    expect(performance.now() - stopped).toBeLessThan(5_000)
    expect(await at.desk.card(card)).toMatchObject({ verified: false, verifyCount: 1, triesLeft: 3 })
  })

  it('two tabs asking at once: one is served, the other told that one is in progress', async () => {
    await at.plugIn('it-500u', card)
    const first = await openSignInPage(at.browser, at.portal)
    const window = await askForSignIn(at.browser, first, card)
    await waitForPhase(window, 'waiting-for-pin')
    const second = await openSignInPage(at.browser, at.portal)
    await pressSignIn(second, card)
    expect(await shownError(second)).toMatchObject({ code: 'ERR_BRIDGE_BUSY' })
    await first.bringToFront()
    await typePin(await pinWindow(at.browser), at.pinOf(card))
    await signedIn(first)
  })
})
