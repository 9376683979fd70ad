import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { hostManifest, makeProgramFolder, manifestFile } from '../../native-host/registration/program-folder.ts'
import { readJson } from '../drive/call-site.ts'
import { launch } from '../drive/launch.ts'
import { askForSignIn, openSignInPage, shownError, signedIn, typePin } from '../drive/sign-in.ts'
import { Pcscd, whyNoPcscd } from '../rigs/pcscd.ts'
import { openPty, type Pty } from '../rigs/pty.ts'
import { serveSerialReader } from '../rigs/serial-reader.ts'
import { virtualCardReader } from '../rigs/virtual-card-reader.ts'

const reason = whyNoPcscd()
const cardType = 'hca-personnel'

describe('a card signs in through the card service and pcscd, in real Chromium', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-e2e-host-'))
  let pcscd: Pcscd | undefined
  let pty: Pty | undefined
  let browser: Browser | undefined
  let reader: ReturnType<typeof virtualCardReader> | undefined
  let pin = ''

  beforeAll(async () => {
    if (reason !== undefined) return
    const cards = await readJson<CardFile[]>(`${inject('vpn')}/demo/cards`)
    const file = cards.find(({ id }) => id === cardType)
    if (!file) throw new Error(`no card ${cardType}`)
    pin = file.pin
    pty = openPty()
    reader = virtualCardReader(file)
    serveSerialReader(pty, reader)
    pcscd = new Pcscd()
    pcscd.setReaders([{ name: 'Serial Reader', path: pty.path }])
    await pcscd.start()

    const folder = join(scratch, 'card-service')
    const source = { built: 'dist/native-host', modules: 'node_modules', node: process.execPath }
    makeProgramFolder(folder, source, 'linux', [])
    const profile = join(scratch, 'profile')
    mkdirSync(join(profile, 'NativeMessagingHosts'), { recursive: true })
    writeFileSync(join(profile, 'NativeMessagingHosts', manifestFile), hostManifest(folder, 'linux'))
    process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket // the browser hands it on to the service
    browser = await launch({ args: [`--user-data-dir=${profile}`] })
  })
  afterAll(async () => {
    await browser?.close()
    await pcscd?.remove()
    pty?.close()
    rmSync(scratch, { recursive: true, force: true })
  })

  it('a wrong PIN costs one try and is said; the right one signs in, and the card is left without rights', async ({
    skip,
  }) => {
    skip(reason !== undefined, `pcscd: ${reason}`)
    const page = await openSignInPage(browser!, inject('vpn'))
    const window = await askForSignIn(browser!, page, cardType)
    await typePin(window, '99999999')
    expect(await shownError(window, 'ERR_PIN_WRONG')).toMatchObject({ code: 'ERR_PIN_WRONG' })
    expect(reader!.memory.state).toMatchObject({ triesLeft: 2, verifyCount: 1 })
    await typePin(window, pin)
    await signedIn(page)
    expect(reader!.memory.state).toMatchObject({ triesLeft: 3, verifyCount: 2, signCount: 1, verified: false })
  })
})
