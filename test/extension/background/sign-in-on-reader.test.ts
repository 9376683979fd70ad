import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { FakeCard, FakeKeypad } from './support/fake-desk.ts'
import { type PageRig, Rig, makeChallenge, signInBody, type WindowRig } from './support/rig.ts'

let rig: Rig
let card: FakeCard
let keypad: FakeKeypad
beforeEach(() => {
  rig = new Rig()
  card = new FakeCard()
  keypad = new FakeKeypad()
  rig.desk.plug('R', card, keypad)
})
afterEach(() => rig.stop())

async function ask(body: object = signInBody()): Promise<{ page: PageRig; window: WindowRig }> {
  const page = rig.page()
  void page.signIn(body)
  return { page, window: await rig.window() }
}

const begin = (window: WindowRig) => window.say({ action: 'enter-on-reader' })
const cancelled = () => new CodedError('ERR_PIN_ENTRY_CANCELLED', 'cancelled on the reader')

describe('a PIN that is entered on the reader', () => {
  it('is asked for at a press, with the tries seen before, and signs in', async () => {
    const { page, window } = await ask()
    expect(await window.phase('waiting-for-pin')).toMatchObject({ pinOnReader: true, triesLeft: 3, secondsLeft: 300 })
    begin(window)
    expect(await window.phase('entering-on-reader')).toMatchObject({ triesLeft: 3, secondsLeft: 30, error: null })
    keypad.press('123456')
    expect(await page.code()).toBe('ok')
    await rig.ended()
    expect(card).toMatchObject({ verifies: 1, signatures: 1, verified: false })
  })

  it('is not taken from the window', async () => {
    const { window } = await ask()
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(card.seenPins).toEqual([])
    expect(card.verifies).toBe(0)
  })

  it('is not asked for on a reader without a keypad', async () => {
    const plain = new FakeCard({ cardSn: '900000000029' })
    rig.desk.unplug('R').plug('A', plain)
    const { window } = await ask()
    expect(await window.phase('waiting-for-pin')).toMatchObject({ pinOnReader: false })
    begin(window)
    await window.phase('waiting-for-pin')
    expect(plain.verifies).toBe(0)
  })

  it.each([
    ['cancelled', cancelled()],
    ['not entered in time', new CodedError('ERR_PIN_ENTRY_TIMEOUT', 'nobody typed')],
    ['too short', new CodedError('ERR_PIN_FORMAT', 'length', { details: { minimum: 6, maximum: 8 } })],
  ])('costs nothing when it was %s, and can be begun again', async (_, error) => {
    const { page, window } = await ask()
    await window.phase('waiting-for-pin')
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press(error)
    expect(await window.phase('waiting-for-pin')).toMatchObject({ triesLeft: 3, error: { code: error.code } })
    expect(card).toMatchObject({ verifies: 0, resets: 0 })
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press('123456')
    expect(await page.code()).toBe('ok')
  })

  it('that is wrong is said with the tries left; the last is confirmed before the entry begins', async () => {
    card.triesLeft = 2
    const { page, window } = await ask()
    await window.phase('waiting-for-pin')
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press('000000')
    expect(await window.phase('confirm-last-try')).toMatchObject({ triesLeft: 1, error: { code: 'ERR_PIN_WRONG' } })
    begin(window) // not confirmed: the reader is not asked
    window.say({ action: 'confirm-last-try' })
    await window.phase('waiting-for-pin')
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press(cancelled())
    await window.phase('waiting-for-pin', ({ error }) => error !== null) // the confirmed try is not used up
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press('123456')
    expect(await page.code()).toBe('ok')
    expect(card.verifies).toBe(2)
  })

  it('cancelled in the window ends the entry on the reader, and nothing reaches the card', async () => {
    const { page, window } = await ask()
    await window.phase('waiting-for-pin')
    begin(window)
    await keypad.asked
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
    await rig.ended()
    expect(keypad.abandoned).toBe(1)
    expect(card).toMatchObject({ verifies: 0, signatures: 0 })
    expect(card.resets).toBeGreaterThan(0)
  })

  it('begun twice is asked for once', async () => {
    const { window } = await ask()
    await window.phase('waiting-for-pin')
    begin(window)
    begin(window)
    await window.phase('entering-on-reader')
    keypad.press(cancelled())
    await window.phase('waiting-for-pin', ({ error }) => error !== null)
    expect(window.last?.phase).toBe('waiting-for-pin')
  })

  it('is preceded by a fresh challenge when the old one would run out during the entry', async () => {
    const iat = Math.floor(Date.now() / 1000)
    const { page, window } = await ask(signInBody({ challenge: makeChallenge({ iat, exp: iat + 35 }) }))
    await window.phase('waiting-for-pin')
    begin(window)
    await page.event('challenge-wanted')
    page.say({ id: 'r1', action: 'renew-challenge', body: { challenge: makeChallenge() } })
    await window.phase('entering-on-reader')
    keypad.press('123456')
    expect(await page.code()).toBe('ok')
  })

  it('a worker that was stopped during the entry tries nothing again, and resets the card', async () => {
    const { page, window } = await ask()
    await window.phase('waiting-for-pin')
    begin(window)
    await window.phase('entering-on-reader')
    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    expect(await back.code()).toBe('ERR_BRIDGE_INTERRUPTED')
    await rig.ended()
    expect(card.verifies).toBe(0)
    expect(card.resets).toBeGreaterThan(0)
  })
})
