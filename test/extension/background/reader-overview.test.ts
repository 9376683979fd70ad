import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toBase64url } from '../../../core/bytes/base64url.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { PopupState } from '../../../core/protocol/popup.ts'
import { servePopup } from '../../../extension/background/popup/serve-popup.ts'
import { extensionId, FakePort } from './support/fake-chrome.ts'
import { FakeCard, fakeCards } from './support/fake-desk.ts'
import { Inbox, portalOrigin, Rig } from './support/rig.ts'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
})
afterEach(() => rig.stop())

/** The popup's end of its port. */
class PopupRig {
  readonly inbox = new Inbox<PopupState>()
  readonly port: FakePort<PopupState>

  constructor(url = `chrome-extension://${extensionId}/extension/popup/index.html`) {
    this.port = new FakePort('popup', { id: extensionId, url })
    this.port.onSent = (state) => this.inbox.push(state)
    servePopup(this.port, {
      readers: rig.desk.readers(),
      open: fakeCards.open,
      signIns: rig.signIns,
      removals: rig.removals,
    })
    this.say({ action: 'attach' })
  }
  say(message: unknown): void {
    this.port.onMessage.emit(message)
  }
  /** The next state that fits, among those not yet looked at. */
  async state(fits: (state: PopupState) => boolean): Promise<PopupState> {
    const state = await this.inbox.find(fits, this.#seen)
    this.#seen = this.inbox.all.indexOf(state) + 1
    return state
  }
  #seen = 0
}

const settled = ({ readers }: PopupState) => readers !== null && readers.every(({ card }) => card !== 'reading')
const quiet = { watchedFor: [], canRelease: false }

/** A page has signed in with the card in R, and has it watched. */
async function watched() {
  const page = rig.page()
  const answered = page.signIn()
  const window = await rig.window()
  await window.phase('waiting-for-pin')
  await window.type('123456')
  await answered
  await Promise.all([rig.ended(), rig.windowClosed()])
  page.say({ id: 'w', action: 'watch-card', body: { jkt: toBase64url(new Uint8Array(32)) } })
  await page.event('card-present')
  return page
}

describe('the popup is told', () => {
  it('each reader with its card, and why one cannot be used', async () => {
    const nhi = new FakeCard()
    const refusal = new CodedError('ERR_CARD_NO_CERTIFICATE', 'an NHI card')
    const info = { cardType: 'nhi', cardSn: undefined, environment: 'test', institution: null } as const
    nhi.openError = new ReadOnlyCardError({ info, refusal })
    rig.desk.plug('A', new FakeCard()).plug('B').plug('C', nhi)
    rig.desk.refused.push({ readerName: 'D', error: new CodedError('ERR_READER_PROTECTED_CLASS', 'class 0x0B') })
    const popup = new PopupRig()
    const { readers, signIn } = await popup.state((state) => settled(state) && state.readers?.length === 4)
    expect(signIn).toBeNull()
    expect(readers).toEqual([
      { readerName: 'A', card: 'usable', cardType: 'hca-personnel', error: undefined, ...quiet },
      { readerName: 'B', card: 'empty', cardType: undefined, error: undefined, ...quiet },
      {
        readerName: 'C',
        card: 'unusable',
        cardType: 'nhi',
        error: { code: 'ERR_CARD_NO_CERTIFICATE', message: 'an NHI card' },
        ...quiet,
      },
      {
        readerName: 'D',
        card: 'unusable',
        cardType: undefined,
        error: { code: 'ERR_READER_PROTECTED_CLASS', message: 'class 0x0B' },
        ...quiet,
      },
    ])
  })

  it('nothing wrong of an NHI card, nor of a security module: one signs for the other', async () => {
    const [nhi, sam] = [new FakeCard(), new FakeCard()]
    const known = { environment: 'test', institution: null } as const
    const refusal = new CodedError('ERR_CARD_NO_CERTIFICATE', 'it signs nothing')
    nhi.openError = new ReadOnlyCardError({ info: { ...known, cardType: 'nhi', cardSn: '900000000701' }, refusal })
    const module = { ...known, cardType: undefined, cardSn: '900000000012', module: '900000000012' }
    sam.openError = new ReadOnlyCardError({ info: module, refusal })
    rig.desk.plug('A', nhi).plug('B', sam)
    const { readers } = await new PopupRig().state((state) => settled(state) && state.readers?.length === 2)
    expect(readers).toMatchObject([
      { card: 'usable', cardType: 'nhi', error: undefined },
      { card: 'usable', module: '900000000012', error: undefined },
    ])
  })

  it('when a card comes or goes', async () => {
    rig.desk.plug('A')
    const popup = new PopupRig()
    await popup.state(({ readers }) => readers?.[0]?.card === 'empty')
    rig.desk.insert('A', new FakeCard())
    await popup.state(({ readers }) => readers?.[0]?.card === 'usable')
    rig.desk.remove('A')
    await popup.state(({ readers }) => readers?.[0]?.card === 'empty')
  })

  it('once per card: it is read by public reads, never reset', async () => {
    const card = new FakeCard()
    let reads = 0
    card.beforeOpen = () => void reads++
    rig.desk.plug('A', card)
    const popup = new PopupRig()
    await popup.state(settled)
    popup.port.break()
    expect(reads).toBe(1)
    expect(card).toMatchObject({ resets: 0, verifies: 0, counterReads: 0, verified: false })
  })
})

describe('during a sign-in', () => {
  it('it shows what the sign-in knows, reads nothing itself, and brings the window to the front', async () => {
    const card = new FakeCard()
    rig.desk.plug('A', card)
    const page = rig.page()
    const answered = page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    let reads = 0
    card.beforeOpen = () => void reads++
    const popup = new PopupRig()
    const state = await popup.state(settled)
    expect(state).toMatchObject({
      signIn: { origin: portalOrigin, cardType: 'hca-personnel' },
      readers: [{ readerName: 'A', card: 'usable', cardType: 'hca-personnel' }],
    })
    popup.say({ action: 'show-sign-in' })
    const [windowId] = await rig.chrome.windowOpened()
    await expect.poll(() => rig.chrome.focusedWindow).toBe(windowId)
    expect(reads).toBe(0)
    await window.type('123456')
    expect((await answered).ok).toBe(true)
    await popup.state((later) => later.signIn === null && settled(later))
    expect(reads).toBe(1)
  })

  it('one that begins while the popup is open is not disturbed', async () => {
    rig.desk.plug('A', new FakeCard())
    const popup = new PopupRig()
    await popup.state(settled)
    const answered = rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await popup.state(({ signIn }) => signIn !== null)
    await window.type('123456')
    expect((await answered).ok).toBe(true)
  })
})

describe('a reader in use for the watch', () => {
  it('is shown as that, is released by the person, and then left alone', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = await watched()
    const popup = new PopupRig()
    const { readers } = await popup.state(settled)
    expect(readers).toMatchObject([{ readerName: 'R', watchedFor: [portalOrigin], canRelease: true }])
    popup.say({ action: 'release', readerName: 'R' })
    expect(await page.answer('w')).toEqual({ id: 'w', ok: true, result: { ended: 'released' } })
    const after = await popup.state((state) => state.readers?.some(({ card }) => card === 'released') ?? false)
    expect(after.readers).toEqual([{ readerName: 'R', card: 'released', ...quiet }])
    expect(rig.removals.followed).toEqual([])
  })

  it('is not released where other programs share it anyway', async () => {
    rig.desk.shared = true
    rig.desk.plug('R', new FakeCard())
    const page = await watched()
    const popup = new PopupRig()
    const { readers } = await popup.state(settled)
    expect(readers).toMatchObject([{ watchedFor: [portalOrigin], canRelease: false }])
    popup.say({ action: 'release', readerName: 'R' })
    rig.desk.remove('R')
    expect(await page.answer('w')).toMatchObject({ result: { ended: 'removed' } })
  })
})

it('nobody else is told anything', () => {
  const { port } = new PopupRig('https://medvpn.nhi.gov.tw/')
  expect(port.connected).toBe(false)
})
