import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { loadScard } from '../../native-host/pcsc/load-scard.ts'
import { pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import { installConnector } from '../drive/connector-extension.ts'
import { launch } from '../drive/launch.ts'
import { openPcscReader, type PcscReader } from '../drive/native-reader.ts'
import { readCardFile } from '../drive/read-card-file.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { StandInConnector } from '../rigs/stand-in-connector.ts'

const reason = whyNoPcscd()
const cardType = 'hca-personnel'

describe('a card signs in through a Smart Card Connector, in real Chromium', () => {
  let browser: Browser | undefined
  let reader: PcscReader | undefined
  let connector: StandInConnector
  let pin = ''

  beforeAll(async () => {
    if (reason !== undefined) return
    const file = await readCardFile(inject('vpn'), cardType)
    pin = file.pin
    reader = await openPcscReader(file)
    connector = new StandInConnector(loadScard(pcscPlatforms.linux), 'not answered')
    browser = await launch()
    await installConnector(browser, connector)
  })
  afterAll(async () => {
    await browser?.close()
    await reader?.close()
  })

  it('it asks the person first, of which the window tells; once allowed, the card is there and signs in', async ({
    skip,
  }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const page = await openSignInPage(browser!, inject('vpn'))
    const window = await askForSignIn(browser!, page, cardType)
    expect(await shownError(window, 'ERR_READER_CONNECTOR_ASKS')).toMatchObject({ heading: '讀卡機未備妥，請再確認' })
    connector.answer('allowed')
    await typePin(window, pin)
    await signedIn(page)
    expect(reader!.cardState).toMatchObject({ triesLeft: 3, verifyCount: 1, signCount: 1, verified: false })
    expect(connector.calls).toContain('SCardBeginTransaction')
  })
})
