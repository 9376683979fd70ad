import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from '../drive/call-site.ts'
import { launch } from '../drive/launch.ts'
import { type NativeReader, openNativeReader } from '../drive/native-reader.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'

const reason = whyNoPcscd()
const cardType = 'hca-personnel'

describe('a card signs in through the card service and pcscd, in real Chromium', () => {
  let browser: Browser | undefined
  let reader: NativeReader | undefined
  let pin = ''

  beforeAll(async () => {
    if (reason !== undefined) return
    const cards = await readJson<CardFile[]>(`${inject('vpn')}/demo/cards`)
    const file = cards.find(({ id }) => id === cardType)
    if (!file) throw new Error(`no card ${cardType}`)
    pin = file.pin
    reader = await openNativeReader(file)
    browser = await launch({ args: reader.browserArgs })
  })
  afterAll(async () => {
    await browser?.close()
    await reader?.close()
  })

  it('a wrong PIN costs one try and is said; the right one signs in, and the card is left without rights', async ({
    skip,
  }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const page = await openSignInPage(browser!, inject('vpn'))
    const window = await askForSignIn(browser!, page, cardType)
    await typePin(window, '99999999')
    expect(await shownError(window, 'ERR_PIN_WRONG')).toMatchObject({ code: 'ERR_PIN_WRONG' })
    expect(reader!.cardState).toMatchObject({ triesLeft: 2, verifyCount: 1 })
    await typePin(window, pin)
    await signedIn(page)
    expect(reader!.cardState).toMatchObject({ triesLeft: 3, verifyCount: 2, signCount: 1, verified: false })
  })
})
