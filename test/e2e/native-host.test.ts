import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Keypad } from '../../demo/reader/keypad.ts'
import { launch } from '../drive/launch.ts'
import { type NativeReader, openNativeReader } from '../drive/native-reader.ts'
import { readCardFile } from '../drive/read-card-file.ts'
import { askForSignIn, beginOnReader, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'

const reason = whyNoPcscd()
const cardType = 'hca-personnel'

/** A browser with the card service, and a reader with the card in it. */
function useNativeReader(keypad?: Keypad) {
  const at: { browser?: Browser; reader?: NativeReader; pin: string } = { pin: '' }
  beforeAll(async () => {
    if (reason !== undefined) return
    const file = await readCardFile(inject('vpn'), cardType)
    at.pin = file.pin
    at.reader = await openNativeReader(file, keypad)
    at.browser = await launch({ args: at.reader.browserArgs })
  })
  afterAll(async () => {
    await at.browser?.close()
    await at.reader?.close()
  })
  return at
}

describe('a card signs in through the card service and pcscd, in real Chromium', () => {
  const at = useNativeReader()

  it('a wrong PIN costs one try and is said; the right one signs in, and the card is left without rights', async ({
    skip,
  }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const page = await openSignInPage(at.browser!, inject('vpn'))
    const window = await askForSignIn(at.browser!, page, cardType)
    await typePin(window, '99999999')
    expect(await shownError(window, 'ERR_PIN_WRONG')).toMatchObject({ code: 'ERR_PIN_WRONG' })
    expect(at.reader!.cardState).toMatchObject({ triesLeft: 2, verifyCount: 1 })
    await typePin(window, at.pin)
    await signedIn(page)
    expect(at.reader!.cardState).toMatchObject({ triesLeft: 3, verifyCount: 2, signCount: 1, verified: false })
  })
})

describe('the same with the PIN on the reader’s keypad, which libccid knows as a GemPC PinPad', () => {
  const keypad = new Keypad()
  const at = useNativeReader(keypad)

  it('ended there it costs nothing; entered it signs in', async ({ skip }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const page = await openSignInPage(at.browser!, inject('vpn'))
    const window = await askForSignIn(at.browser!, page, cardType)
    await beginOnReader(window)
    keypad.press('cancel')
    await shownError(window, 'ERR_PIN_ENTRY_CANCELLED')
    expect(at.reader!.cardState).toMatchObject({ triesLeft: 3, verifyCount: 0 })
    await beginOnReader(window)
    keypad.press({ digits: at.pin })
    await signedIn(page)
    expect(at.reader!.cardState).toMatchObject({ verifyCount: 1, signCount: 1, verified: false })
  })
})
