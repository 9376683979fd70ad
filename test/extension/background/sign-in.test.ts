import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromBase64url } from '../../../core/bytes/base64url.ts'
import type { BridgeAnswer } from '../../../core/protocol/bridge.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { FakeCard } from './support/fake-desk.ts'
import { makeChallenge, portalOrigin, Rig, signInBody } from './support/rig.ts'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
})
afterEach(async () => {
  vi.useRealTimers()
  await rig.stop()
})

/** The signed payload of a sign-in's answer. */
function payloadOf(answer: BridgeAnswer): Record<string, unknown> {
  if (!answer.ok || !('assertion' in answer.result)) throw new Error(`no assertion: ${JSON.stringify(answer)}`)
  const [, payload = ''] = answer.result.assertion.split('.')
  const claims: Record<string, unknown> = JSON.parse(new TextDecoder().decode(fromBase64url(payload)))
  return claims
}

describe('a sign-in', () => {
  it('signs what the extension itself says, answers the page, resets the card and closes the window', async () => {
    const card = new FakeCard({ institution: '3501200000' })
    rig.desk.plug('R', card)
    const page = rig.page()
    const challenge = makeChallenge()
    const answered = page.signIn(signInBody({ challenge }))
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin')
    expect(state).toMatchObject({
      origin: portalOrigin,
      purpose: 'login',
      cardType: 'hca-personnel',
      chosenReader: 'R',
      triesLeft: 3,
      pinLength: { minimum: 6, maximum: 8 },
      secondsLeft: 300,
      error: null,
    })
    await window.type('123456')

    expect(payloadOf(await answered)).toEqual({
      v: 1,
      purpose: 'login',
      aud: portalOrigin,
      origin: portalOrigin,
      nonce: challenge.nonce,
      iat: challenge.iat,
      exp: challenge.exp,
      jti: challenge.jti,
      cardType: 'hca-personnel',
      cardSn: '900000000012',
      institution: '3501200000',
      ext: { id: rig.extension.id, version: '1.4.2' },
      reader: 'ccid',
      cnf: { jkt: challenge.jkt },
    })
    await window.phase('done')
    await Promise.all([rig.ended(), rig.windowClosed()])
    expect(card).toMatchObject({ verifies: 1, signatures: 1, verified: false })
    expect(card.resets).toBeGreaterThan(0)
    expect(page.inbox.all.filter((m) => 'event' in m).map((m) => 'step' in m && m.step)).toEqual([
      'window-open',
      'waiting-for-card',
      'waiting-for-pin',
      'signing',
    ])
    expect(rig.chrome.storage.session.values).not.toHaveProperty('sign-in')
  })

  const confirm = { action: 'remove-manager', subject: '3501200000/1', words: '林示範，示範診所' }

  it('confirms what the window shows: the action by its code, the words as the challenge has them', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    const answered = page.signIn(signInBody({ challenge: makeChallenge({ purpose: 'confirm', confirm }) }))
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin')
    expect(state).toMatchObject({ purpose: 'confirm', confirm: { action: confirm.action, words: confirm.words } })
    await window.type('123456')
    expect(payloadOf(await answered)).toMatchObject({ purpose: 'confirm', confirm })
  })

  it.each([
    ['an action that this extension has no words for', { ...confirm, action: 'sell-hospital' }, 'ERR_BRIDGE_OUTDATED'],
    ['an action that needs no signature', { ...confirm, action: 'maintain-managers' }, 'ERR_BRIDGE_OUTDATED'],
    ['words on two lines', { ...confirm, words: '林示範\n續約' }, 'ERR_BRIDGE_MESSAGE'],
    ['nothing', undefined, 'ERR_BRIDGE_MESSAGE'],
  ])('is not asked to confirm %s', async (_, asked, code) => {
    const page = rig.page()
    const challenge = { ...makeChallenge({ purpose: 'confirm' }), ...(asked && { confirm: asked }) }
    void page.signIn(signInBody({ challenge }))
    expect(await page.code()).toBe(code)
  })

  it('zeroes the PIN and writes it nowhere', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const answered = rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('999999')
    await window.phase('waiting-for-pin', ({ error }) => error !== null)
    await window.type('123456')
    expect((await answered).ok).toBe(true)
    expect(card.seenPins.map((pin) => Array.from(pin))).toEqual([Array(6).fill(0), Array(6).fill(0)])
    const written = JSON.stringify([rig.chrome.storage.session.written, rig.chrome.storage.local.written])
    expect(written).not.toMatch(/999999|123456/)
  })

  it('stays open after a wrong PIN, says how many tries are left, and takes the right one', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    const answered = page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('000000')
    const again = await window.phase('waiting-for-pin', ({ error }) => error !== null)
    expect(again).toMatchObject({ triesLeft: 2, error: { code: 'ERR_PIN_WRONG', details: { triesLeft: 2 } } })
    expect(page.answers).toEqual([])
    await window.type('123456')
    expect((await answered).ok).toBe(true)
  })

  it('costs no try when the PIN has the wrong form', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('12')
    expect(await window.phase('waiting-for-pin', ({ error }) => error !== null)).toMatchObject({
      triesLeft: 3,
      error: { code: 'ERR_PIN_FORMAT' },
    })
    expect(card.verifies).toBe(0)
  })

  it('asks for a word more before the last try, and again before each last try', async () => {
    const card = new FakeCard()
    card.triesLeft = 2
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('000000')
    expect(await window.phase('confirm-last-try')).toMatchObject({ triesLeft: 1, error: { code: 'ERR_PIN_WRONG' } })
    await window.type('123456') // not confirmed: it does not reach the card
    expect(card.verifies).toBe(1)
    window.say({ action: 'confirm-last-try' })
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('tells a locked card without a try, at once, and the window explains it', async () => {
    const card = new FakeCard()
    card.triesLeft = 0
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    expect(await page.code()).toBe('ERR_PIN_BLOCKED')
    expect(await window.phase('failed')).toMatchObject({ error: { code: 'ERR_PIN_BLOCKED' }, canRestart: false })
    expect(card.verifies).toBe(0)
    expect(rig.windowCount).toBe(1)
  })

  it('tells the card that the last wrong PIN locked', async () => {
    const card = new FakeCard()
    card.triesLeft = 1
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('confirm-last-try')
    window.say({ action: 'confirm-last-try' })
    await window.phase('waiting-for-pin')
    await window.type('000000')
    expect(await page.code()).toBe('ERR_PIN_BLOCKED')
    await window.phase('failed')
  })

  it('does not lead from a card that was just locked to the PIN of another', async () => {
    const card = new FakeCard()
    card.triesLeft = 1
    rig.desk.plug('A', card).plug('B', new FakeCard({ cardSn: '900000000029' }))
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('confirm-last-try', ({ chosenReader }) => chosenReader === 'A')
    window.say({ action: 'confirm-last-try' })
    await window.phase('waiting-for-pin')
    await window.type('000000')
    expect(await window.phase('failed')).toMatchObject({ error: { code: 'ERR_PIN_BLOCKED' }, canRestart: true })
    expect(page.answers).toEqual([])
    window.say({ action: 'restart' })
    const state = await window.phase('waiting-for-pin')
    expect(state.chosenReader).toBe('B')
    expect(state.readers[0]).toMatchObject({ card: 'unusable', error: { code: 'ERR_PIN_BLOCKED' } })
  })
})

describe('readers and cards', () => {
  it('waits for a reader, then for a card, and goes on by itself', async () => {
    void rig.page().signIn()
    const window = await rig.window()
    expect(await window.phase('waiting-for-reader', ({ error }) => error !== null)).toMatchObject({
      error: { code: 'ERR_READER_NO_PERMISSION' },
      readers: [],
    })
    rig.desk.plug('R')
    expect(await window.phase('waiting-for-card', ({ readers }) => readers[0]?.card === 'empty')).toMatchObject({
      error: null,
    })
    rig.desk.insert('R', new FakeCard())
    await window.phase('waiting-for-pin')
  })

  it('says that the reader is unplugged to whoever has used one before', async () => {
    await rig.chrome.storage.local.set({ 'last-readers': { [`${portalOrigin} moica`]: 'R' } })
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-reader', ({ error }) => error?.code === 'ERR_READER_NOT_FOUND')
  })

  it('explains a reader that the browser protects', async () => {
    const error = new CodedError('ERR_READER_PROTECTED_CLASS', 'class 0x0B', { details: { reader: 'P' } })
    rig.desk.refused.push({ readerName: 'P', error })
    void rig.page().signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-reader', (s) => s.error !== null)
    expect(state.error).toMatchObject({ code: 'ERR_READER_PROTECTED_CLASS', details: { reader: 'P' } })
    expect(state.readers).toMatchObject([{ readerName: 'P', card: 'unusable' }])
  })

  it('with an NHI reader says that its port is in use, and nothing of ways to other readers', async () => {
    rig.desk.refused.push(
      { readerName: 'PC/SC', error: new CodedError('ERR_READER_HOST_MISSING', 'no card service') },
      { readerName: 'COM3', error: new CodedError('ERR_READER_SERIAL_BUSY', 'in use') },
    )
    void rig.page().signIn(signInBody({ reader: 'nhi' }))
    const window = await rig.window()
    const state = await window.phase('failed', ({ error }) => error?.code === 'ERR_READER_SERIAL_BUSY')
    expect(state).toMatchObject({ canRestart: true, readers: [{ readerName: 'COM3' }] })
  })

  it.each([
    ['another kind', new FakeCard({ cardType: 'moica' }), 'ERR_CARD_WRONG_KIND'],
    ['a spare card', new FakeCard({ cardType: 'hca-spare' }), 'ERR_CARD_SPARE'],
    ['a card of the other environment', new FakeCard({ environment: 'production' }), 'ERR_CARD_ENVIRONMENT'],
    ['a card of unknown environment', new FakeCard({ environment: 'unknown' }), 'ERR_CARD_ENVIRONMENT'],
    [
      'an unknown card',
      Object.assign(new FakeCard(), { openError: new CodedError('ERR_CARD_UNKNOWN', 'unknown') }),
      'ERR_CARD_UNKNOWN',
    ],
    [
      'an NHI card',
      Object.assign(new FakeCard(), {
        openError: new ReadOnlyCardError({
          info: { cardType: 'nhi', cardSn: '000012345678', environment: 'unknown', institution: null },
          refusal: new CodedError('ERR_CARD_NO_CERTIFICATE', 'none'),
        }),
      }),
      'ERR_CARD_WRONG_KIND',
    ],
    [
      'a card of the right kind that only its vendor’s component can use',
      Object.assign(new FakeCard(), {
        openError: new ReadOnlyCardError({
          info: { cardType: 'hca-personnel', cardSn: undefined, environment: 'unknown', institution: null },
          refusal: new CodedError('ERR_CARD_NEEDS_MIDDLEWARE', 'not public'),
        }),
      }),
      'ERR_CARD_NEEDS_MIDDLEWARE',
    ],
    [
      'a card without certificate',
      Object.assign(new FakeCard(), { certificateError: new CodedError('ERR_CARD_NO_CERTIFICATE', 'none') }),
      'ERR_CARD_NO_CERTIFICATE',
    ],
  ])('explains %s, sends it nothing that counts, and goes on with the right card', async (_, card, code) => {
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-card', ({ error }) => error?.code === code)
    expect(card).toMatchObject({ verifies: 0, counterReads: 0 })
    expect(page.answers).toEqual([])
    rig.desk.remove('R').insert('R', new FakeCard())
    await window.phase('waiting-for-pin', ({ error }) => error === null)
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('an NHI card in a second reader is shown as what it is and does not stand in the way of the card that signs', async () => {
    const nhi = Object.assign(new FakeCard(), {
      openError: new ReadOnlyCardError({
        info: {
          cardType: 'nhi',
          cardSn: '000012345678',
          environment: 'unknown',
          institution: null,
          neverCounted: true,
        },
        refusal: new CodedError('ERR_CARD_NO_CERTIFICATE', 'none'),
      }),
    })
    rig.desk.plug('A', new FakeCard()).plug('B', nhi)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin', ({ readers }) => readers.every((r) => r.card !== 'reading'))
    expect(state.readers[1]).toMatchObject({ card: 'unusable', cardType: 'nhi', cardSn: '000012345678' })
    await window.type('123456')
    expect(await page.code()).toBe('ok')
    expect(nhi).toMatchObject({ verifies: 0, counterReads: 0 })
  })

  it('names both kinds of card in the language of the window', async () => {
    rig.desk.plug('R', new FakeCard({ cardType: 'moica' }))
    void rig.page().signIn(signInBody({ language: 'en' }))
    const window = await rig.window()
    const { error } = await window.phase('waiting-for-card', (s) => s.error !== null)
    expect(error?.details).toEqual({ found: 'Citizen certificate', wanted: 'Medical personnel card' })
  })

  it('says that a card is mute', async () => {
    rig.desk.plug('R').insertMute('R')
    void rig.page().signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_MUTE')
    expect(state.readers).toMatchObject([{ card: 'mute' }])
  })

  it('lists several readers, chooses the last used beforehand, and lets the person change', async () => {
    await rig.chrome.storage.local.set({ 'last-readers': { [`${portalOrigin} hca-personnel`]: 'B' } })
    const [a, b] = [new FakeCard({ cardSn: '900000000012' }), new FakeCard({ cardSn: '900000000029' })]
    rig.desk
      .plug('A', a)
      .plug('B', b)
      .plug('C', new FakeCard({ cardType: 'moica' }))
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin', ({ readers }) => readers.every((r) => r.card !== 'reading'))
    expect(state.chosenReader).toBe('B')
    expect(state.readers).toMatchObject([
      { readerName: 'A', card: 'usable', cardSn: '900000000012' },
      { readerName: 'B', card: 'usable', cardSn: '900000000029' },
      { readerName: 'C', card: 'unusable', cardType: 'moica', error: { code: 'ERR_CARD_WRONG_KIND' } },
    ])
    window.say({ action: 'choose-reader', readerName: 'A' })
    await window.phase('waiting-for-pin', ({ chosenReader }) => chosenReader === 'A')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
    expect([a.verifies, b.verifies]).toEqual([1, 0])
    await rig.ended()
    expect(rig.chrome.storage.local.values['last-readers']).toEqual({ [`${portalOrigin} hca-personnel`]: 'A' })
  })

  it('remembers the reader for each kind of card', async () => {
    await rig.chrome.storage.local.set({
      'last-readers': { [`${portalOrigin} moica`]: 'B', 'https://other.example hca-personnel': 'B' },
    })
    rig.desk.plug('A', new FakeCard({ cardSn: '1' })).plug('B', new FakeCard({ cardSn: '2' }))
    void rig.page().signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin')
    expect(state.chosenReader).toBe('A')
  })

  it('is not kept from signing in by the reader of another product, and shows it as hidden', async () => {
    const hello = new FakeCard()
    hello.openError = new CodedError('ERR_CARD_UNKNOWN', 'no known application')
    rig.desk.plug('Windows Hello for Business 1', hello).plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    const state = await window.phase('waiting-for-pin')
    expect(state.readers).toMatchObject([{ hidden: 'windows-hello' }, { readerName: 'R', card: 'usable' }])
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('goes on by itself when another program is done with the reader', async () => {
    rig.desk.plug('R', new FakeCard())
    rig.desk.connectErrors.push(new CodedError('ERR_READER_BUSY', 'in use'))
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('failed', ({ error }) => error?.code === 'ERR_READER_BUSY')
    await window.phase('waiting-for-pin')
    expect(window.inbox.all.filter(({ readers }) => readers[0]?.card === 'reading').length).toBeLessThan(3)
  })

  it('a reader that another program goes on using keeps nobody from the card in another', async () => {
    rig.desk.plug('A', new FakeCard()).plug('B', new FakeCard({ cardSn: '900000000029' }))
    rig.desk.busy.add('A')
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin', ({ chosenReader }) => chosenReader === 'B')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('explains the card of a reader that the person picked though it cannot be used', async () => {
    rig.desk.plug('A', new FakeCard()).plug('C', new FakeCard({ cardType: 'moica' }))
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin', ({ readers }) => readers.every((r) => r.card !== 'reading'))
    window.say({ action: 'choose-reader', readerName: 'C' })
    await window.phase('waiting-for-card', (s) => s.chosenReader === 'C' && s.error?.code === 'ERR_CARD_WRONG_KIND')
  })

  it('refuses to go on when a card of the other environment is put in beside the chosen one', async () => {
    const card = new FakeCard()
    rig.desk.plug('A', card).plug('B')
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    rig.desk.insert('B', new FakeCard({ cardType: 'hca-institution', environment: 'production' }))
    await window.type('123456')
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
    expect(card.verifies).toBe(0)
    rig.desk.remove('B')
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('asks the chosen card for nothing it might count before every other card has been read', async () => {
    const card = new FakeCard()
    const other = new FakeCard({ cardType: 'hca-institution', environment: 'production' })
    const opening = new Promise<() => void>((resolve) => {
      other.beforeOpen = () => new Promise<void>((read) => resolve(read))
    })
    rig.desk.plug('A', card).plug('B', other)
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-card', ({ readers }) => readers.some((r) => r.card === 'usable'))
    const read = await opening
    expect(card.counterReads).toBe(0)
    read()
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
    expect(card.counterReads).toBe(0)
  })

  it('goes back to waiting when the card is pulled before the PIN, and on when it is back', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    rig.desk.remove('R')
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_REMOVED')
    rig.desk.insert('R', card)
    await window.phase('waiting-for-pin', ({ error }) => error === null)
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('tries nothing again when the card is pulled at its VERIFY: one press goes on, with the counter read anew', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    card.beforeVerify = () => void rig.desk.remove('R')
    await window.type('123456')
    expect(await window.phase('failed')).toMatchObject({ error: { code: 'ERR_CARD_REMOVED' }, canRestart: true })
    card.beforeVerify = () => undefined
    card.triesLeft = 2
    rig.desk.insert('R', card)
    window.say({ action: 'restart' })
    expect(await window.phase('waiting-for-pin')).toMatchObject({ triesLeft: 2 })
    expect(page.answers).toEqual([])
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('says when the reader is unplugged at the signature, and signs nothing by itself later', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    card.beforeSign = () => void rig.desk.remove('R').unplug('R')
    await window.type('123456')
    await window.phase('failed', ({ canRestart }) => canRestart)
    expect(card.signatures).toBe(0)
  })
})

describe('giving up', () => {
  it('answers ERR_PIN_CANCELLED when the window is closed with nothing in the way', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await rig.closeWindow()
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
    await rig.ended()
    expect(card.resets).toBe(1)
    expect(rig.chrome.storage.session.values).not.toHaveProperty('sign-in')
  })

  it('answers what stood in the way when the window is closed then', async () => {
    rig.desk.plug('R', new FakeCard({ cardType: 'moica' }))
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-card', ({ error }) => error !== null)
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_CARD_WRONG_KIND')
    await rig.ended()
    expect(rig.windowCount).toBe(0)
  })

  it('cancels for the page, closes the window, and sends no second answer', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    page.say({ id: 'r1', action: 'cancel', body: {} })
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
    await rig.ended()
    expect(rig.windowCount).toBe(0)
    expect(page.answers).toHaveLength(1)
  })

  it('opens no window when the page takes its request back in the same breath', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    const answered = page.signIn()
    page.say({ id: 'r1', action: 'cancel', body: {} })
    expect((await answered).ok).toBe(false)
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
    expect(rig.chrome.openedWindows).toBe(0)
  })

  it('opens no window for a page that left as soon as it had asked, and keeps nobody else waiting', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    page.say({ id: 'r1', action: 'sign-in', body: signInBody() })
    page.port.break()
    const next = rig.page()
    const answered = next.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect((await answered).ok).toBe(true)
    expect(rig.chrome.openedWindows).toBe(1)
  })

  it('ends when the page goes, and the window with it', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    await (await rig.window()).phase('waiting-for-pin')
    page.port.break()
    await rig.ended()
    expect(rig.windowCount).toBe(0)
    expect(card.resets).toBe(1)
  })

  it('gives no assertion out when the window is closed between VERIFY and the signature', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    card.beforeVerify = () => rig.closeWindow()
    await window.type('123456')
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
    await rig.ended()
    expect(card).toMatchObject({ signatures: 0, verified: false })
  })

  it('ends with ERR_PIN_TIMEOUT when the request runs out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await vi.advanceTimersByTimeAsync(299_000)
    expect(page.answers).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await page.code()).toBe('ERR_PIN_TIMEOUT')
    expect(rig.windowCount).toBe(0)
  })
})

describe('a challenge that is running out', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  })

  const nearlyOut = async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await vi.advanceTimersByTimeAsync(295_000)
    return { page, typed: window.type('123456'), window }
  }

  it('is renewed before the PIN is used, and the new one is signed', async () => {
    const { page, window } = await nearlyOut()
    await page.event('challenge-wanted')
    await window.phase('renewing-challenge')
    const challenge = makeChallenge()
    page.say({ id: 'r1', action: 'renew-challenge', body: { challenge } })
    expect(payloadOf(await page.answer()).nonce).toBe(challenge.nonce)
    expect(page.answers).toHaveLength(1)
  })

  it.each([
    ['of another site', makeChallenge({ aud: 'https://elsewhere.example' }), 'ERR_LOGIN_ORIGIN'],
    [
      'for another purpose',
      makeChallenge({ purpose: 'confirm', confirm: { action: 'remove-manager', subject: '1', words: '林示範' } }),
      'ERR_LOGIN_ALTERED',
    ],
    ['of the other environment', makeChallenge({ environment: 'production' }), 'ERR_LOGIN_ALTERED'],
  ])('is not replaced by one %s: the sign-in ends', async (_, challenge, code) => {
    const { page } = await nearlyOut()
    await page.event('challenge-wanted')
    page.say({ id: 'r1', action: 'renew-challenge', body: { challenge } })
    expect(await page.code()).toBe(code)
  })

  it('ends the sign-in with ERR_BRIDGE_TIMEOUT when the page gives none, and the PIN is not used', async () => {
    const { page, typed } = await nearlyOut()
    await page.event('challenge-wanted')
    await vi.advanceTimersByTimeAsync(10_000)
    await typed
    expect(await page.code()).toMatch(/ERR_BRIDGE_TIMEOUT/)
    expect(rig.desk.slots.get('R')?.card?.verifies).toBe(0)
  })
})

describe('one at a time', () => {
  it('answers ERR_BRIDGE_BUSY to a second tab, and takes it when the first is done', async () => {
    rig.desk.plug('R', new FakeCard())
    const [first, second] = [rig.page(), rig.page()]
    void first.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    void second.signIn(signInBody(), 'r2')
    expect(await second.code('r2')).toBe('ERR_BRIDGE_BUSY')
    window.say({ action: 'cancel' })
    expect(await first.code()).toBe('ERR_PIN_CANCELLED')
    await rig.ended()
    void second.signIn(signInBody(), 'r3')
    await (await rig.window()).phase('waiting-for-pin')
  })

  it('takes one of two that ask at the same moment', async () => {
    rig.desk.plug('R', new FakeCard())
    const [first, second] = [rig.page(), rig.page()]
    void first.signIn()
    void second.signIn(signInBody(), 'r2')
    expect(await Promise.race([first.code(), second.code('r2')])).toBe('ERR_BRIDGE_BUSY')
    await (await rig.window()).phase('waiting-for-pin')
    expect(rig.windowCount).toBe(1)
  })

  it('closes a window that only explains when the next sign-in begins', async () => {
    const card = new FakeCard()
    card.triesLeft = 0
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const explaining = await rig.window()
    await explaining.phase('failed')
    card.triesLeft = 3
    void page.signIn(signInBody(), 'r2')
    await page.inbox.find((m) => m.id === 'r2')
    await rig.chrome.nextWindow()
    expect(rig.windowCount).toBe(1)
    await (await rig.window()).phase('waiting-for-pin')
  })
})

describe('a PIN', () => {
  it('is taken from the PIN window of the flow only', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    const [, address] = await rig.chrome.windowOpened()
    window.typeFrom('123456', `${portalOrigin}/?flow=x`)
    window.typeFrom('123456', address.replace('/pin/', '/pairing/'))
    window.typeFrom('123456', `${address}0`)
    await window.type('000000') // the one that counts
    expect(card.verifies).toBe(1)
  })

  it('that comes while no PIN is asked for reaches no card', async () => {
    const card = new FakeCard({ cardType: 'moica' })
    rig.desk.plug('R', card)
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-card', ({ error }) => error !== null)
    await window.type('123456')
    expect(card.verifies).toBe(0)
  })

  it('sent twice is used once', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    const [, address] = await rig.chrome.windowOpened()
    const flow = new URL(address).searchParams.get('flow') ?? ''
    const pins = [1, 2].map(() => new TextEncoder().encode('000000'))
    await Promise.all(pins.map((pin) => rig.signIns.usePin(flow, pin)))
    expect(card.verifies).toBe(1)
    expect(pins.map((pin) => Array.from(pin))).toEqual([Array(6).fill(0), Array(6).fill(0)])
  })
})

describe('a worker that was stopped', () => {
  it('goes on before the PIN: window and page come back, readers are read anew', async () => {
    rig.desk.plug('A', new FakeCard()).plug('B', new FakeCard({ cardSn: '900000000029' }))
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    window.say({ action: 'choose-reader', readerName: 'B' })
    await window.phase('waiting-for-pin', ({ chosenReader }) => chosenReader === 'B')

    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    const again = await rig.window()
    await again.phase('waiting-for-pin', ({ chosenReader }) => chosenReader === 'B')
    expect(rig.windowCount).toBe(1)
    await again.type('123456')
    expect(await back.code()).toBe('ok')
  })

  it('uses a PIN that was sent while it was away, once its card is read again', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    await (await rig.window()).phase('waiting-for-pin')
    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    await (await rig.window()).type('123456')
    expect(await back.code()).toBe('ok')
    expect(card.verifies).toBe(1)
  })

  it('does not use such a PIN for another card', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    await (await rig.window()).phase('waiting-for-pin')
    const other = new FakeCard({ cardSn: '900000000029' })
    rig.restart()
    rig.desk.remove('R').insert('R', other)
    rig.connect(page.tab).say({ id: 'r1', action: 'resume', body: {} })
    const [, address] = await rig.chrome.windowOpened()
    await rig.signIns.usePin(new URL(address).searchParams.get('flow') ?? '', new TextEncoder().encode('123456'))
    expect(other.verifies).toBe(0)
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(other.verifies).toBe(1)
  })

  it('goes on when it was stopped before the window was open', async () => {
    rig.desk.plug('R', new FakeCard())
    rig.chrome.windows.create = () => new Promise(() => undefined)
    const page = rig.page()
    void page.signIn()
    await vi.waitFor(() => expect(rig.chrome.storage.session.values).toHaveProperty('sign-in'))
    rig.chrome.allowWindows()
    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    await (await rig.window()).phase('waiting-for-pin')
  })

  it('after VERIFY resets the card, tells page and window, and tries nothing again', async () => {
    const card = new FakeCard()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    const verifying = new Promise<void>((resolve) => {
      card.beforeVerify = () => {
        resolve()
        return new Promise(() => undefined)
      }
    })
    void window.type('123456')
    await verifying
    card.verified = true // the card had it; the worker did not live to hear so

    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    expect(await back.code()).toBe('ERR_BRIDGE_INTERRUPTED')
    const again = await rig.window()
    expect(await again.phase('failed')).toMatchObject({ error: { code: 'ERR_BRIDGE_INTERRUPTED' }, canRestart: false })
    await rig.ended()
    expect(card).toMatchObject({ verified: false, signatures: 0, verifies: 0 })
    expect(rig.chrome.storage.session.values).not.toHaveProperty('sign-in')
  })

  it('knows nothing of a request that was never kept: ERR_BRIDGE_INTERRUPTED', async () => {
    const page = rig.page()
    page.say({ id: 'r9', action: 'resume', body: {} })
    expect(await page.code('r9')).toBe('ERR_BRIDGE_INTERRUPTED')
  })

  it('gives a kept request to its own page only', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    await (await rig.window()).phase('waiting-for-pin')
    rig.restart()
    const stranger = rig.page()
    stranger.say({ id: 'r1', action: 'resume', body: {} })
    expect(await stranger.code()).toBe('ERR_BRIDGE_INTERRUPTED')
  })

  it('ends when the person closed the window meanwhile', async () => {
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    await (await rig.window()).phase('waiting-for-pin')
    rig.chrome.openWindows.clear()
    rig.restart()
    const back = rig.connect(page.tab)
    back.say({ id: 'r1', action: 'resume', body: {} })
    expect(await back.code()).toBe('ERR_PIN_CANCELLED')
  })

  it('ends and closes the window when the page does not come back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    rig.desk.plug('R', new FakeCard())
    void rig.page().signIn()
    await (await rig.window()).phase('waiting-for-pin')
    rig.restart()
    await (await rig.window()).phase('waiting-for-pin')
    await vi.advanceTimersByTimeAsync(5_000)
    await rig.ended()
    expect(rig.windowCount).toBe(0)
  })

  it('closes a window whose flow nobody knows', async () => {
    await rig.chrome.windows.create({ url: rig.chrome.runtime.getURL('extension/pin/index.html?flow=gone') })
    const closed = new Promise((resolve) => rig.chrome.windows.onRemoved.addListener(resolve))
    await rig.window()
    await closed
    expect(rig.windowCount).toBe(0)
  })
})
