import type { Browser, Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { CardType } from '../../core/cards/card-types.ts'
import { platforms } from '../../core/portal/platforms.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import type { CardState } from '../../demo/cards/card-memory.ts'
import { readerModel } from '../../demo/reader/reader-models.ts'
import { ensureBrowser } from '../../server/setup/browser.mjs'
import { readJson } from '../drive/call-site.ts'
import { forwardTo } from '../drive/forward.ts'
import { extensionId, extensionUrl, launch } from '../drive/launch.ts'
import { type Portal, startPortal } from '../drive/portal.ts'
import {
  askForSignIn,
  leaveWindow,
  openSignInPage,
  shownError,
  signedIn,
  typePin,
  waitForPhase,
} from '../drive/sign-in.ts'
import { serveTls, type TlsSite } from '../drive/tls-site.ts'
import { type BrowserMachine, openBrowserMachine } from '../rigs/browser-machine.ts'
import { describeRig } from '../rigs/describe-rig.ts'
import { whyNoUsbMachine } from '../rigs/usb-machine.ts'

const origin = platforms.vpn.productionOrigin
const protectedReader = 'it-500u-protected'

/**
 * What the browser says to calls that it refuses, on a reader of the protected class. Runs in the browser too: it is
 * handed over as text.
 */
async function provokeRefusals(usb: USB, productId: number): Promise<string[]> {
  const device = (await usb.getDevices()).find((candidate) => candidate.productId === productId)
  if (!device) return ['no such device']
  const said: string[] = []
  const attempt = async (call: () => Promise<unknown>): Promise<void> => {
    said.push(await call().then(() => 'allowed', String))
  }
  const setup = { recipient: 'device', value: 0, index: 0 } as const
  await attempt(() => device.selectConfiguration(1))
  await attempt(() => device.claimInterface(0))
  await attempt(() => device.transferIn(1, 64))
  await attempt(() => device.open())
  await attempt(() => device.selectConfiguration(9))
  await attempt(() => device.selectConfiguration(1))
  await attempt(() => device.claimInterface(9))
  await attempt(() => device.claimInterface(0))
  await attempt(() => device.releaseInterface(0))
  await attempt(() => device.transferIn(1, 64))
  await attempt(() => device.transferIn(16, 64))
  await attempt(() => device.transferOut(2, new Uint8Array(10)))
  await attempt(() => device.clearHalt('in', 1))
  await attempt(() => device.selectAlternateInterface(0, 1))
  await attempt(() => device.controlTransferOut({ ...setup, requestType: 'standard', request: 9, value: 1 }))
  await attempt(() => device.controlTransferOut({ ...setup, requestType: 'class', request: 1 }))
  await attempt(() =>
    device.controlTransferIn({ ...setup, requestType: 'class', recipient: 'interface', request: 2 }, 4),
  )
  await attempt(() => device.close())
  await attempt(() => device.claimInterface(0))
  return said
}

describeRig('readers on the browser’s own USB and serial ports, with the product’s build', whyNoUsbMachine(), () => {
  let portal: Portal
  let site: TlsSite
  let cards: readonly CardFile[]
  let machine: BrowserMachine
  let browser: Browser | undefined

  beforeAll(async () => {
    portal = await startPortal({ ORIGIN_VPN: origin })
    site = await serveTls(new URL(origin).hostname, forwardTo(portal.port))
    cards = await readJson<CardFile[]>(`http://127.0.0.1:${portal.port}/demo/cards`)
    machine = await openBrowserMachine({
      usbModels: ['ez100pu', 'it-500u', protectedReader],
      cards,
      browser: ensureBrowser(),
      extensionOrigin: `chrome-extension://${extensionId}`,
    })
  })
  afterAll(async () => {
    await machine?.close()
    await site?.stop()
    await portal?.stop()
    portal?.remove()
  })
  beforeEach(async () => {
    browser = await launch({
      extension: 'dist/extension',
      program: machine.program,
      hosts: { [`${new URL(origin).hostname}:443`]: site.port },
      args: ['--ignore-certificate-errors'],
    })
  })
  afterEach(async ({ task }) => {
    // One that hung does not close.
    if (task.result?.state === 'fail') browser?.process()?.kill('SIGKILL')
    else await browser?.close()
    browser = undefined
    for (const name of machine.names.values()) await machine.desk.removeCard(name)
    for (const { id } of cards) await machine.desk.resetCard(id)
  })

  const deskName = (model: string): string => machine.names.get(model) ?? model
  const insert = (model: string, card: string): Promise<void> => machine.desk.insertCard(deskName(model), card)
  async function stateOf(id: string): Promise<CardState> {
    const snapshot = await machine.desk.snapshot()
    const card = snapshot.cards.find((candidate) => candidate.id === id)
    if (!card) throw new Error(`no card ${id}`)
    return card.state
  }
  const pinOf = (id: string): string => cards.find((card) => card.id === id)?.pin ?? ''
  async function openPairingPage(): Promise<Page> {
    const page = await browser!.newPage()
    await page.goto(extensionUrl('pairing/index.html'))
    return page
  }
  /** Signs in with a card that is in a reader. Resolves with what the window said when it asked for the PIN. */
  async function signIn(cardType: CardType): Promise<string> {
    const page = await openSignInPage(browser!, origin)
    const window = await askForSignIn(browser!, page, cardType)
    await waitForPhase(window, 'waiting-for-pin')
    const words = await window.$eval('main', (main) => main.innerText)
    await typePin(window, pinOf(cardType))
    await signedIn(page)
    return words
  }
  /** As far as the browser is concerned. */
  async function signOut(): Promise<void> {
    await browser!.deleteCookie(...(await browser!.cookies()))
  }
  const signed = { triesLeft: 3, verifyCount: 1, signCount: 1, verified: false }
  const untouched = { triesLeft: 3, verifyCount: 0, signCount: 0, verified: false }

  // Once in a while Chromium hangs as it starts with such ports.
  const options = { retry: 1, timeout: 40_000 }

  it('all are granted by policy, and the pairing page tells what each can be used for', options, async () => {
    const page = await openPairingPage()
    await page.waitForSelector('[data-kind=serial]')
    const rows = await page.$$eval('[data-kind]', (elements) => elements.map((row) => row.getAttribute('data-kind')))
    expect(rows.toSorted()).toEqual(['protected', 'ready', 'ready', 'serial'])
  })

  it.each([
    ['ez100pu', 'CASTLES EZ100PU'],
    ['it-500u', 'InfoThink IT-500U Reader'],
    ['nhi-serial', '健保讀卡機 USB 067B:2303－醫事人員卡／機構卡'],
  ])('a card in the %s signs in', options, async (model, readerName) => {
    await insert(model, 'hca-personnel')
    expect(await signIn('hca-personnel')).toContain(readerName)
    expect(await stateOf('hca-personnel')).toMatchObject(signed)
  })

  it('a reader of the smart-card class is refused as the virtual browser refuses it', options, async () => {
    const { productId } = readerModel(protectedReader)
    const page = await openPairingPage()
    const really = await page.evaluate(`(${provokeRefusals.toString()})(navigator.usb, ${productId})`)
    await machine.desk.grantReader(deskName(protectedReader))
    expect(await provokeRefusals(machine.desk.usb, productId)).toEqual(really)
    expect(really).toContain(
      "SecurityError: Failed to execute 'claimInterface' on 'USBDevice': The requested interface implements a protected class.",
    )
  })

  it('a card in a reader of the smart-card class waits in vain, and the window says why', options, async () => {
    await insert(protectedReader, 'hca-personnel')
    const window = await askForSignIn(browser!, await openSignInPage(browser!, origin), 'hca-personnel')
    const told = await window.waitForSelector('[data-code=ERR_READER_PROTECTED_CLASS]')
    expect(await told?.evaluate((element) => element.textContent)).toContain('瀏覽器不允許')
    expect(await stateOf('hca-personnel')).toMatchObject({ ...untouched, resetCount: 0 })
  })

  describe('an NHI reader and a chip-card reader at once', () => {
    it('each signs in with its own card, and the card in the other is left alone', options, async () => {
      await insert('ez100pu', 'hca-institution')
      await insert('nhi-serial', 'hca-personnel')
      expect(await signIn('hca-personnel')).toContain('健保讀卡機 USB 067B:2303')
      expect(await stateOf('hca-personnel')).toMatchObject(signed)
      expect(await stateOf('hca-institution')).toMatchObject(untouched)
      await signOut()
      expect(await signIn('hca-institution')).toContain('CASTLES EZ100PU')
      expect(await stateOf('hca-institution')).toMatchObject(signed)
      expect(await stateOf('hca-personnel')).toMatchObject(signed)
    })

    it('健保讀卡機 without a security module in it says so, and no card is asked for its PIN', options, async () => {
      await insert('nhi-serial', 'hca-personnel')
      const page = await openSignInPage(browser!, origin)
      const window = await askForSignIn(browser!, page, 'hca-personnel', { reader: 'nhi' })
      expect(await shownError(window)).toMatchObject({ code: 'ERR_SAM_ABSENT' })
      await leaveWindow(window)
      expect(await shownError(page)).toMatchObject({ code: 'ERR_SAM_ABSENT' })
      expect(await stateOf('hca-personnel')).toMatchObject(untouched)
    })

    it('the chip-card reader is pulled while the PIN is asked for, and the NHI reader goes on', options, async () => {
      await insert('nhi-serial', 'hca-personnel')
      await insert('ez100pu', 'hca-institution')
      const page = await openSignInPage(browser!, origin)
      const window = await askForSignIn(browser!, page, 'hca-personnel')
      await waitForPhase(window, 'waiting-for-pin')
      await machine.desk.unplugReader(deskName('ez100pu'))
      onTestFinished(async () => {
        expect(await machine.desk.plugReader('ez100pu')).toBe(deskName('ez100pu'))
      })
      await typePin(window, pinOf('hca-personnel'))
      await signedIn(page)
      expect(await stateOf('hca-personnel')).toMatchObject(signed)
      expect(await stateOf('hca-institution')).toMatchObject({ ...untouched, powered: false })
    })
  })
})
