import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CardType } from '../../../core/cards/card-types.ts'
import type { Environment } from '../../../core/cards/environments.ts'
import { makeChallenge, signInBody } from './support/rig.ts'
import { makePki, readToken, signedIn, slotOf, VirtualRig } from './support/virtual-rig.ts'

let v: VirtualRig
beforeAll(makePki, 60_000)
beforeEach(async () => {
  v = await VirtualRig.make()
})
afterEach(() => v.rig.stop())

const ask = (cardType: CardType, environment: Environment = 'test') =>
  signInBody({ cardType, reader: 'nhi', challenge: makeChallenge({ environment }) })

const reader = '健保讀卡機'
const [getChallenge, externalAuthenticate, computeSignature, verify] = ['84', '82', '2a', '20']
/** Instructions of what the cards saw beyond SELECT and public reads. */
const instructions = () => v.counted.map((command) => command.slice(2, 4))

describe('an NHI card in an NHI reader', () => {
  it('the security module of the reader is authenticated by the portal, and signs once the holder agrees', async () => {
    await v.plugNhiReader({ 1: 'nhi', 3: 'sam' })
    const page = v.rig.page()
    const answered = page.signIn(ask('nhi'))
    const window = await v.rig.window()
    await window.phase('authenticating-module')
    await v.authenticate(page)
    const state = await window.phase('waiting-for-consent')
    expect(state).toMatchObject({
      module: { code: '900000000012', institution: '3501999018', institutionName: '示範晨曦診所' },
      holder: { maskedName: '許○試' },
      chosenReader: `${reader}－健保卡`,
    })
    expect(state.readers.map(({ readerName }) => readerName)).toEqual([`${reader}－健保卡`])
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000012' })
    const { assertion, module } = signedIn(await answered)
    expect(module).toBeUndefined()
    const token = await readToken(assertion)
    expect(token).toMatchObject({ isGood: true, module: '900000000012' })
    expect(token.claims).toMatchObject({
      cardType: 'nhi',
      cardSn: '900000000701',
      institution: '3501999018',
      holder: { idNumber: 'A299090117' },
      reader: 'nhi',
    })
    expect(instructions()).toEqual([getChallenge, externalAuthenticate, computeSignature])
    const steps = page.inbox.all.flatMap((message) => ('event' in message && 'step' in message ? message.step : []))
    expect(steps).toEqual([
      'window-open',
      'waiting-for-card',
      'authenticating-module',
      'waiting-for-consent',
      'signing',
    ])
    await v.rig.ended()
    // Who comes next finds a module that signs for nobody yet.
    const { cards } = await v.desk.snapshot()
    expect(cards.find(({ id }) => id === 'sam')?.state.authenticated).toBe(false)
  })

  it('an answer that is not the portal’s is refused by the module, counted once, and tried again only by a press', async () => {
    const name = await v.plugNhiReader({ 1: 'nhi', 3: 'sam' })
    const page = v.rig.page()
    void page.signIn(ask('nhi'))
    const window = await v.rig.window()
    await v.authenticate(page, { wrong: true })
    const state = await window.phase('failed')
    expect(state).toMatchObject({
      error: { code: 'ERR_READER_SAM_REFUSED', details: { triesLeft: 2 } },
      canRestart: true,
    })
    await v.desk.removeCard(slotOf(name, 1)) // whatever changes
    await v.desk.insertCard(slotOf(name, 1), 'nhi')
    await window.phase('failed', ({ readers }) => readers.every(({ card }) => card === 'usable'))
    expect(instructions()).toEqual([getChallenge, externalAuthenticate])
    window.say({ action: 'restart' })
    await v.authenticate(page)
    await window.phase('waiting-for-consent')
    expect(instructions().filter((ins) => ins === externalAuthenticate)).toHaveLength(2)
  })

  it('a reader without a module says so', async () => {
    await v.plugNhiReader({ 1: 'nhi' })
    void v.rig.page().signIn(ask('nhi'))
    const window = await v.rig.window()
    await window.phase('waiting-for-module', ({ error }) => error?.code === 'ERR_SAM_ABSENT')
  })

  it('what is in the module’s slot and is none is no module', async () => {
    await v.plugNhiReader({ 1: 'nhi', 3: 'hca-personnel' })
    void v.rig.page().signIn(ask('nhi'))
    const window = await v.rig.window()
    await window.phase('waiting-for-module', ({ error }) => error?.code === 'ERR_SAM_ABSENT')
  })

  it('a card in the wrong slot is told where it belongs, and goes on there', async () => {
    const name = await v.plugNhiReader({ 2: 'nhi', 3: 'sam' })
    const page = v.rig.page()
    void page.signIn(ask('nhi'))
    const window = await v.rig.window()
    const { error } = await window.phase('waiting-for-card', (state) => state.error?.code === 'ERR_CARD_WRONG_SLOT')
    expect(error?.details).toEqual({ slot: '健保卡插槽' })
    expect(v.counted).toEqual([])
    await v.desk.removeCard(slotOf(name, 2))
    await v.desk.insertCard(slotOf(name, 1), 'nhi')
    await v.authenticate(page)
    await window.phase('waiting-for-consent', (state) => state.error === null)
  })

  it('a worker that was stopped has the module authenticated anew', async () => {
    await v.plugNhiReader({ 1: 'nhi', 3: 'sam' })
    const page = v.rig.page()
    void page.signIn(ask('nhi'))
    await (await v.rig.window()).phase('authenticating-module')
    v.restart()
    const again = v.rig.connect(page.tab)
    again.say({ id: 'r1', action: 'resume', body: {} })
    const window = await v.rig.window()
    await v.authenticateAnew(again)
    await window.phase('waiting-for-consent')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000012' })
    expect(await again.code()).toBe('ok')
  })

  it('a page that is gone, and a window that is closed, end it while the portal is still asked', async () => {
    await v.plugNhiReader({ 1: 'nhi', 3: 'sam' })
    const page = v.rig.page()
    void page.signIn(ask('nhi'))
    await (await v.rig.window()).phase('authenticating-module')
    page.port.break()
    await v.rig.ended()
    const next = v.rig.page()
    void next.signIn(ask('nhi'))
    const window = await v.rig.window()
    await window.phase('authenticating-module')
    window.say({ action: 'cancel' })
    expect(await next.code()).toBe('ERR_PIN_CANCELLED')
    expect(instructions()).not.toContain(externalAuthenticate)
  })
})

describe('a card that signs, in an NHI reader', () => {
  it('signs after its PIN, and the module signs the very same payload beside it', async () => {
    await v.plugNhiReader({ 2: 'hca-personnel', 3: 'sam' })
    const page = v.rig.page()
    const answered = page.signIn(ask('hca-personnel'))
    const window = await v.rig.window()
    await v.authenticate(page)
    const state = await window.phase('waiting-for-pin')
    expect(state).toMatchObject({ triesLeft: 3, module: { institution: '3501999018' }, holder: null })
    await window.type('246810')
    const { assertion, module = '' } = signedIn(await answered)
    const [card, beside] = [await readToken(assertion), await readToken(module)]
    expect([card.isGood, beside.isGood]).toEqual([true, true])
    expect(beside.payload).toBe(card.payload)
    expect(beside.module).toBe('900000000012')
    expect(card.claims).toMatchObject({ cardType: 'hca-personnel', reader: 'nhi', institution: null })
    expect(card.claims).not.toHaveProperty('holder')
    expect(instructions()).toEqual([
      getChallenge,
      externalAuthenticate,
      verify,
      verify,
      '22',
      computeSignature,
      computeSignature,
    ])
  })

  it('an institution’s card beside another institution’s module is refused before its PIN, with both codes', async () => {
    await v.plugNhiReader({ 2: 'hca-institution', 3: 'sam-other' })
    const page = v.rig.page()
    void page.signIn(ask('hca-institution'))
    const window = await v.rig.window()
    const { error } = await window.phase('waiting-for-card', (state) => state.error !== null)
    expect(error).toMatchObject({
      code: 'ERR_LOGIN_INSTITUTION_MISMATCH',
      details: { card: '3501999018', sam: '5901999027' },
    })
    await window.type('135790')
    expect(v.counted).toEqual([])
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_LOGIN_INSTITUTION_MISMATCH')
  })

  it('an institution’s card beside its own module goes on to the PIN', async () => {
    await v.plugNhiReader({ 2: 'hca-institution', 4: 'sam' })
    const page = v.rig.page()
    const answered = page.signIn(ask('hca-institution'))
    const window = await v.rig.window()
    await v.authenticate(page)
    await window.phase('waiting-for-pin')
    await window.type('135790')
    expect((await readToken(signedIn(await answered).assertion)).claims).toMatchObject({ institution: '3501999018' })
  })

  it('who confirms is signed in already: no module has a part, and none is needed', async () => {
    await v.plugNhiReader({ 2: 'hca-personnel' })
    const confirm = { action: 'remove-manager', subject: '3501200000/1', words: '林示範，示範診所' }
    const challenge = makeChallenge({ purpose: 'confirm', confirm })
    const page = v.rig.page()
    const answered = page.signIn(signInBody({ cardType: 'hca-personnel', reader: 'nhi', challenge }))
    const window = await v.rig.window()
    await window.phase('waiting-for-pin')
    await window.type('246810')
    expect(signedIn(await answered).module).toBeUndefined()
  })
})

describe('the mixing guard in an NHI reader', () => {
  it.each<[string, CardType, Environment, Record<number, string>]>([
    [
      'a test module with a personnel card in use',
      'hca-personnel',
      'production',
      { 2: 'hca-personnel-production', 3: 'sam' },
    ],
    ['a module in use with a test card', 'hca-personnel', 'test', { 2: 'hca-personnel', 3: 'sam-production' }],
    ['a test module with an NHI card in use', 'nhi', 'test', { 1: 'nhi-production', 3: 'sam' }],
    ['a test module with an NHI card that nobody can tell', 'nhi', 'test', { 1: 'nhi-unknown', 3: 'sam' }],
    ['a module in use with a test NHI card', 'nhi', 'production', { 1: 'nhi', 3: 'sam-production' }],
    [
      'an NHI card in use beside a test card and its module',
      'hca-personnel',
      'test',
      { 1: 'nhi-production', 2: 'hca-personnel', 3: 'sam' },
    ],
    [
      'an HCA card in use beside a test NHI card and its module',
      'nhi',
      'test',
      { 1: 'nhi', 2: 'hca-personnel-production', 3: 'sam' },
    ],
    ['a second module of the other environment', 'nhi', 'test', { 1: 'nhi', 3: 'sam', 4: 'sam-production' }],
  ])(
    '%s: refused, and none of them has seen more than SELECT and public reads',
    async (_what, card, environment, cards) => {
      await v.plugNhiReader(cards)
      const page = v.rig.page()
      void page.signIn(ask(card, environment))
      const window = await v.rig.window()
      await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
      expect(v.seen.length).toBeGreaterThan(0)
      expect(v.counted).toEqual([])
      expect(page.inbox.all.filter((message) => 'event' in message && message.event !== 'step')).toEqual([])
    },
  )

  it('a module and a card in use go together', async () => {
    await v.plugNhiReader({ 1: 'nhi-unknown', 3: 'sam-production' })
    const page = v.rig.page()
    void page.signIn(ask('nhi', 'production'))
    const window = await v.rig.window()
    await v.authenticate(page, { environment: 'production' })
    await window.phase('waiting-for-consent')
  })
})

describe('which readers are offered', () => {
  it('only the card’s slot of the NHI reader, though another reader has such a card too', async () => {
    const usb = await v.plug('it-500u')
    await v.desk.insertCard(usb, 'hca-personnel')
    await v.plugNhiReader({ 3: 'sam' })
    void v.rig.page().signIn(ask('hca-personnel'))
    const window = await v.rig.window()
    const state = await window.phase('waiting-for-card', ({ readers }) => readers.length > 0)
    expect(state.readers.map(({ readerName }) => readerName)).toEqual([`${reader}－醫事人員卡／機構卡`])
  })

  it('with none the person is led to choosing one, or told that it is not connected', async () => {
    await v.plug('it-500u')
    const page = v.rig.page()
    void page.signIn(ask('nhi'))
    const window = await v.rig.window()
    await window.phase('waiting-for-reader', ({ error }) => error?.code === 'ERR_READER_NO_PERMISSION')
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_READER_NO_PERMISSION')
    await v.rig.ended()
    await v.rig.chrome.storage.local.set({ 'last-readers': { 'https://x.example nhi nhi-reader': 'R' } })
    const next = v.rig.chrome.nextWindow()
    void v.rig.page().signIn(ask('nhi'))
    await next
    const second = await v.rig.window()
    await second.phase('waiting-for-reader', ({ error }) => error?.code === 'ERR_READER_SERIAL_NOT_FOUND')
  })

  it('in an ordinary sign-in chip-card readers come before the slots of the NHI reader', async () => {
    await v.plugNhiReader({ 2: 'hca-personnel' })
    const usb = await v.plug('it-500u')
    await v.desk.insertCard(usb, 'hca-institution')
    void v.rig.page().signIn(signInBody({ cardType: 'hca-institution', reader: 'ccid' }))
    const window = await v.rig.window()
    const state = await window.phase('waiting-for-pin')
    expect(state.readers[0]?.readerName).toBe(state.chosenReader)
    expect(state.readers.map(({ readerName }) => readerName.startsWith(reader))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ])
  })
})
