import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { FakeCard } from './support/fake-desk.ts'
import { FakeToken, FakeTokens } from './support/fake-tokens.ts'
import { Rig } from './support/rig.ts'

let rig: Rig
afterEach(() => rig.stop())

const openRig = (...tokens: FakeToken[]) => {
  const source = new FakeTokens().insert(...tokens)
  rig = new Rig({ tokens: source })
  return source
}

/** A card with which our own commands do not sign. */
const beyondUs = (code: ErrorCode = 'ERR_CARD_NEEDS_MIDDLEWARE') =>
  Object.assign(new FakeCard(), { openError: new CodedError(code, 'not public', { details: { answerToReset: '3b' } }) })

describe('a card that signs by a vendor’s module', () => {
  it.each(['ERR_CARD_NEEDS_MIDDLEWARE', 'ERR_CARD_UNKNOWN', 'ERR_CARD_NO_CERTIFICATE'] as const)(
    'that we know as %s is the token in the slot of its reader, and signs in',
    async (code) => {
      const token = new FakeToken('R')
      const source = openRig(token)
      rig.desk.plug('R', beyondUs(code))
      const page = rig.page()
      void page.signIn()
      const window = await rig.window()
      const state = await window.phase('waiting-for-pin')
      expect(state).toMatchObject({
        chosenReader: 'R',
        triesLeft: null,
        pinLength: { minimum: 6, maximum: 8 },
        readers: [{ readerName: 'R', card: 'usable', cardType: 'hca-personnel', cardSn: 'TP07000000000001' }],
      })
      await window.type('123456')
      expect(await page.code()).toBe('ok')
      expect(token.signed).toHaveLength(1)
      expect(source.seenPins).toEqual([new Uint8Array(6)])
    },
  )

  it('what is signed is the assertion that the page gets, with the token’s number', async () => {
    const token = new FakeToken('R')
    openRig(token)
    rig.desk.plug('R', beyondUs())
    const answered = rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('123456')
    const answer = await answered
    if (!answer.ok || !('assertion' in answer.result)) throw new Error('no assertion')
    expect(answer.result.assertion.startsWith(`${token.signed[0]}.`)).toBe(true)
    const [, payload = ''] = answer.result.assertion.split('.')
    expect(Buffer.from(payload, 'base64url').toString()).toContain('"cardSn":"TP07000000000001"')
  })

  it('a slot that has a name of its own is the one card that needs one', async () => {
    openRig(new FakeToken('Vendor Slot 0'))
    rig.desk.plug('R', beyondUs())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    expect(await window.phase('waiting-for-pin')).toMatchObject({ readers: [{ readerName: 'R', card: 'usable' }] })
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('a long reader’s name is known by the part of it that a slot has room for', async () => {
    const name = 'A very long name of a card reader with several words in it 00 00 and its serial number'
    openRig(new FakeToken(name.slice(0, 64).trim()), new FakeToken('Other', 'TP07000000000002'))
    rig.desk.plug(name, beyondUs()).plug('Other', beyondUs())
    void rig.page().signIn()
    const { readers } = await (await rig.window()).phase('waiting-for-pin')
    expect(readers).toMatchObject([
      { readerName: name, cardSn: 'TP07000000000001' },
      { readerName: 'Other', cardSn: 'TP07000000000002' },
    ])
  })

  it('a token without a reader stands for itself', async () => {
    openRig(new FakeToken('Soft slot'))
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    expect(await window.phase('waiting-for-pin')).toMatchObject({ chosenReader: 'Soft slot' })
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('a card that our own commands sign with is not shown twice, and no module is asked while it is', async () => {
    const source = openRig(new FakeToken('R'))
    rig.desk.plug('R', new FakeCard())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    expect((await window.phase('waiting-for-pin')).readers).toHaveLength(1)
    const before = source.listings
    await window.type('123456')
    expect(await page.code()).toBe('ok')
    expect(source.listings).toBe(before)
  })

  it('no module is asked while a card is being read', async () => {
    const source = openRig(new FakeToken('R'))
    let listedBefore = -1
    const card = beyondUs()
    card.beforeOpen = () => void (listedBefore = source.listings)
    rig.desk.plug('R', card)
    void rig.page().signIn()
    await (await rig.window()).phase('waiting-for-pin')
    expect(listedBefore).toBe(0)
  })

  it('the person is told to wait, not that the card is unusable, until the modules were asked', async () => {
    const source = openRig(new FakeToken('R'))
    let asked = (): void => undefined
    source.beforeList = () => new Promise((resolve) => (asked = resolve))
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    const waiting = await window.phase('waiting-for-card', ({ readers }) => readers.length > 0)
    expect(waiting.readers).toMatchObject([{ card: 'reading' }])
    source.beforeList = () => undefined
    asked()
    await window.phase('waiting-for-pin')
    expect(window.inbox.all.flatMap(({ error }) => error ?? [])).toEqual([])
  })
})

describe('a token with a keypad of its own', () => {
  it('no PIN is asked for in the window, nor taken from it; the person enters it there', async () => {
    const token = Object.assign(new FakeToken('R'), { onDevice: true })
    const source = openRig(token)
    rig.desk.plug('R', beyondUs())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    expect(await window.phase('waiting-for-pin')).toMatchObject({ pinOnReader: true })
    await window.type('123456')
    expect(token.logins).toBe(0)
    window.say({ action: 'enter-on-reader' })
    expect(await window.phase('entering-on-reader')).toMatchObject({ secondsLeft: 60 })
    expect(await page.code()).toBe('ok')
    expect([token.logins, source.seenPins.length]).toEqual([1, 0])
  })

  it('who ends the entry there is asked again, and no try is gone', async () => {
    const signError = new CodedError('ERR_PIN_ENTRY_CANCELLED', 'cancelled')
    openRig(Object.assign(new FakeToken('R'), { onDevice: true, signError }))
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    window.say({ action: 'enter-on-reader' })
    await window.phase('waiting-for-pin', ({ error }) => error?.code === 'ERR_PIN_ENTRY_CANCELLED')
  })
})

describe('the mixing guard before a token', () => {
  it.each([
    ['a token of the other environment', new FakeToken('R', 'PROD0001'), undefined],
    ['another token of the other environment', new FakeToken('R'), new FakeToken('Second', 'PROD0001')],
  ])('%s is sent nothing', async (_, token, other) => {
    openRig(token, ...(other ? [other] : []))
    rig.desk.plug('R', beyondUs())
    if (other) rig.desk.plug('Second', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
    expect([token.logins, other?.logins ?? 0]).toEqual([0, 0])
  })

  it('a card in another reader that no module knows stands in the way', async () => {
    openRig(new FakeToken('R'))
    rig.desk.plug('R', beyondUs()).plug('S', beyondUs())
    void rig.page().signIn()
    await (await rig.window()).phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
  })
})

describe('tries of a token', () => {
  it('a wrong PIN is said without a number, then that few are left', async () => {
    const token = new FakeToken('R')
    openRig(token)
    rig.desk.plug('R', beyondUs())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('999999')
    const state = await window.phase('waiting-for-pin', ({ error }) => error !== null)
    expect(state).toMatchObject({ error: { code: 'ERR_PIN_WRONG_UNTOLD' }, triesLeft: 'few' })
    await window.type('123456')
    expect(await page.code()).toBe('ok')
    expect(token.logins).toBe(2)
  })

  it('the last try is confirmed first', async () => {
    const token = Object.assign(new FakeToken('R'), { tries: 'last' as const })
    openRig(token)
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    expect(await window.phase('confirm-last-try')).toMatchObject({ triesLeft: 1 })
    await window.type('123456')
    expect(token.logins).toBe(0)
    window.say({ action: 'confirm-last-try' })
    await window.phase('waiting-for-pin')
  })

  it('a locked one is not offered', async () => {
    const token = Object.assign(new FakeToken('R'), { tries: 'none' as const })
    openRig(token)
    rig.desk.plug('R', beyondUs())
    const page = rig.page()
    void page.signIn()
    expect(await page.code()).toBe('ERR_PIN_BLOCKED')
    expect(token.logins).toBe(0)
  })

  it('a PIN of another length is not sent', async () => {
    const token = new FakeToken('R')
    openRig(token)
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('12345')
    await window.phase('waiting-for-pin', ({ error }) => error?.code === 'ERR_PIN_FORMAT')
    expect(token.logins).toBe(0)
  })
})

describe('what goes wrong', () => {
  it('a token of another kind says so, and one without a certificate too', async () => {
    openRig(new FakeToken('R', 'MO1'), new FakeToken('S', ''))
    rig.desk.plug('R', beyondUs()).plug('S', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    const { readers } = await window.phase('waiting-for-card', ({ readers }) => readers.every(({ error }) => error))
    expect(readers).toMatchObject([
      { cardType: 'moica', error: { code: 'ERR_CARD_WRONG_KIND' } },
      { error: { code: 'ERR_CARD_NO_CERTIFICATE' } },
    ])
  })

  it('a module that fails is told where a card needs one, and starting again asks it anew', async () => {
    const source = openRig()
    source.refusals = [new CodedError('ERR_READER_MODULE_LOST', 'crashed', { details: { module: 'v.dll' } })]
    rig.desk.plug('R', beyondUs())
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('failed', ({ error }) => error?.code === 'ERR_READER_MODULE_LOST')
    source.refusals = []
    source.insert(new FakeToken('R'))
    window.say({ action: 'restart' })
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('without the card service the card says what it needs', async () => {
    const source = openRig()
    source.listError = new CodedError('ERR_READER_HOST_MISSING', 'none')
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    await (await rig.window()).phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_NEEDS_MIDDLEWARE')
  })

  it('a card that is pulled takes its token with it, and comes back with it', async () => {
    const token = new FakeToken('R')
    openRig(token)
    const card = beyondUs()
    rig.desk.plug('R', card)
    const page = rig.page()
    void page.signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    rig.desk.remove('R') // the module has not noticed yet
    const { readers } = await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_REMOVED')
    expect(readers).toMatchObject([{ readerName: 'R', card: 'empty' }])
    rig.desk.insert('R', card)
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(await page.code()).toBe('ok')
  })

  it('a module that is lost at the PIN ends the step; nothing is tried again by itself', async () => {
    const token = Object.assign(new FakeToken('R'), {
      signError: new CodedError('ERR_READER_MODULE_LOST', 'crashed', { details: { module: 'v.dll' } }),
    })
    openRig(token)
    rig.desk.plug('R', beyondUs())
    void rig.page().signIn()
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    await window.type('123456')
    expect(await window.phase('failed')).toMatchObject({ error: { code: 'ERR_READER_MODULE_LOST' }, canRestart: true })
    expect(token.logins).toBe(1)
  })
})
