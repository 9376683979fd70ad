import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from '../drive/call-site.ts'
import { Desk } from '../drive/desk.ts'
import { launch } from '../drive/launch.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { openSoftToken, type SoftToken } from '../drive/soft-token.ts'
import { whyNoSoftHsm } from '../rigs/softhsm.ts'

const reason = whyNoSoftHsm()
const cardType = 'hca-personnel'

describe('a token signs in through the card service and a PKCS#11 module, in real Chromium', () => {
  let browser: Browser | undefined
  let token: SoftToken | undefined
  let card: CardFile | undefined

  beforeAll(async () => {
    if (reason !== undefined) return
    const cards = await readJson<CardFile[]>(`${inject('vpn')}/demo/cards`)
    card = cards.find(({ id }) => id === cardType)
    if (!card) throw new Error(`no card ${cardType}`)
    token = openSoftToken(card)
    browser = await launch({ args: token.browserArgs })
    await Desk.open(browser, inject('vpn')) // tells the extension whose cards are the demo's
  })
  afterAll(async () => {
    await browser?.close()
    token?.close()
  })

  it('a wrong PIN is said as far as the token tells; the right one signs in', async ({ skip }) => {
    skip(reason !== undefined, `softhsm2: ${reason}`)
    const page = await openSignInPage(browser!, inject('vpn'))
    const window = await askForSignIn(browser!, page, cardType)
    await typePin(window, '99999999')
    expect(await shownError(window, 'ERR_PIN_WRONG_UNTOLD')).toMatchObject({ heading: 'PIN 碼錯誤' })
    expect(await window.$eval('#pin-tries', (tries) => tries.textContent)).toContain('剩餘次數不多')
    await typePin(window, card!.pin)
    await signedIn(page)
  })
})
