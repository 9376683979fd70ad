import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../../core/cards/environments.ts'
import { makeChallenge, portalOrigin, signInBody } from './support/rig.ts'
import { makePki, readToken, signedIn, VirtualRig } from './support/virtual-rig.ts'

let v: VirtualRig
beforeAll(makePki, 60_000)
beforeEach(async () => {
  v = await VirtualRig.make()
})
afterEach(() => v.rig.stop())

const ask = (environment: Environment = 'test') =>
  signInBody({ cardType: 'nhi', reader: 'ccid', challenge: makeChallenge({ environment }) })

/** An NHI card in an ordinary reader, with this module imported. */
async function setUp(card: string, ...modules: Parameters<VirtualRig['module']>[0][]) {
  for (const changes of modules) await v.rig.modules.put(await v.module(changes))
  const reader = await v.plug('it-500u')
  await v.desk.insertCard(reader, card)
  return reader
}

describe('an NHI card in an ordinary reader, with a cloud module', () => {
  it('its holder agrees by a press, and the module signs whose card it is', async () => {
    await setUp('nhi', {})
    const page = v.rig.page()
    const body = ask()
    const answered = page.signIn(body)
    const window = await v.rig.window()
    const state = await window.phase('waiting-for-consent')
    expect(state).toMatchObject({
      cardType: 'nhi',
      origin: portalOrigin,
      holder: { maskedName: '許○試' },
      module: { code: '900000000099', institution: '3501999018', institutionName: '示範晨曦診所' },
      modules: [],
      pinLength: null,
      triesLeft: null,
      error: null,
    })
    expect(JSON.stringify(state)).not.toMatch(/許測試|A299090117/)
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })

    const { assertion, module } = signedIn(await answered)
    expect(module).toBeUndefined()
    const token = await readToken(assertion)
    expect(token).toMatchObject({ isGood: true, module: '900000000099' })
    expect(token.claims).toEqual({
      v: 1,
      purpose: 'login',
      aud: portalOrigin,
      origin: portalOrigin,
      nonce: body.challenge.nonce,
      iat: body.challenge.iat,
      exp: body.challenge.exp,
      jti: body.challenge.jti,
      cardType: 'nhi',
      cardSn: '900000000701',
      institution: '3501999018',
      holder: { idNumber: 'A299090117' },
      ext: { id: v.rig.extension.id, version: '1.4.2' },
      reader: 'ccid',
      cnf: { jkt: body.challenge.jkt },
    })
    await window.phase('done')
    expect(v.counted).toEqual([])
    const steps = page.inbox.all.flatMap((message) => ('event' in message && 'step' in message ? message.step : []))
    expect(steps).toEqual(['window-open', 'waiting-for-card', 'waiting-for-consent', 'signing'])
    expect(v.rig.revocationsAsked).toEqual([portalOrigin])
    expect(JSON.stringify(v.rig.chrome.storage)).not.toMatch(/A299090117/)
  })

  it('nothing is signed without the press, nor by one for another card or module than the window shows', async () => {
    await setUp('nhi', {})
    const page = v.rig.page()
    void page.signIn(ask())
    const window = await v.rig.window()
    await window.phase('waiting-for-consent')
    window.say({ action: 'enter-on-reader' })
    window.say({ action: 'confirm-last-try' })
    await window.type('123456')
    window.say({ action: 'consent', cardSn: '900000000702', module: '900000000099' })
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000011' })
    await window.type('123456') // the queue has come to its end
    expect(page.answers).toEqual([])
    expect(window.last?.phase).toBe('waiting-for-consent')
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
  })

  it('without a module the window says so before any card is looked for, and goes on once one was imported', async () => {
    await v.plug('it-500u')
    const page = v.rig.page()
    const answered = page.signIn(ask())
    const window = await v.rig.window()
    const state = await window.phase('waiting-for-module', ({ error }) => error !== null)
    expect(state.error?.code).toBe('ERR_SAM_MISSING')
    window.say({ action: 'open-modules' })
    await expect.poll(() => v.rig.chrome.tabList.at(-1)?.url).toMatch(/extension\/modules\/index\.html$/)
    await v.rig.modules.put(await v.module())
    await v.rig.signIns.modulesChanged()
    await window.phase('waiting-for-card')
    const [reader = ''] = (await v.desk.snapshot()).readers.map(({ name }) => name)
    await v.desk.insertCard(reader, 'nhi')
    await window.phase('waiting-for-consent')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })
    expect((await answered).ok).toBe(true)
  })

  it.each([
    ['a module of the other environment', { environment: 'production' as const }, 'ERR_CARD_ENVIRONMENT'],
    ['an expired one', { notAfter: Date.now() - 1 }, 'ERR_SAM_EXPIRED'],
    ['one that is not valid yet', { notBefore: Date.now() + 60_000 }, 'ERR_SAM_NOT_YET_VALID'],
    ['a revoked one', { revokedAt: Date.now() }, 'ERR_SAM_REVOKED'],
  ])('with %s alone nobody signs in', async (_what, changes, code) => {
    await setUp('nhi', changes)
    void v.rig.page().signIn(ask())
    const window = await v.rig.window()
    await window.phase('waiting-for-module', ({ error }) => error?.code === code)
    expect(v.counted).toEqual([])
  })

  it('of several modules the person says which, and is not asked at the next sign-in', async () => {
    const other = { institution: '5901999027', institutionName: '示範安禾藥局', module: '900000000088' }
    await setUp('nhi', {}, other)
    const page = v.rig.page()
    const answered = page.signIn(ask())
    const window = await v.rig.window()
    const state = await window.phase('waiting-for-consent')
    expect(state.module).toBeNull()
    expect(state.modules.map(({ institution }) => institution)).toEqual(['3501999018', '5901999027'])
    expect(JSON.stringify(state)).not.toContain('CryptoKey')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000088' }) // not chosen yet
    window.say({ action: 'choose-module', institution: '5901999027' })
    await window.phase('waiting-for-consent', ({ module }) => module?.code === '900000000088')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000088' })
    expect((await readToken(signedIn(await answered).assertion)).claims).toMatchObject({ institution: '5901999027' })
    await v.rig.ended()

    const again = v.rig.connect(page.tab)
    const next = v.rig.chrome.nextWindow()
    void again.signIn(ask(), 'r2')
    await next
    const second = await v.rig.window()
    const chosen = await second.phase('waiting-for-consent')
    expect(chosen.module?.code).toBe('900000000088')
  })

  const other = (card: string) => async () => {
    const second = await v.plug('ez100pu')
    await v.desk.insertCard(second, card)
  }
  it.each<[string, string, Environment, () => Promise<void>]>([
    ['an NHI card in use with a test module', 'nhi-production', 'test', async () => undefined],
    ['a card that nobody can tell with a test module', 'nhi-unknown', 'test', async () => undefined],
    ['a test NHI card with a production module', 'nhi', 'production', async () => undefined],
    ['an HCA card in use beside a test card', 'nhi', 'test', other('hca-personnel-production')],
    ['a test HCA card beside an NHI card in use', 'nhi-production', 'production', other('hca-personnel')],
    ['a security module of the other environment', 'nhi', 'test', other('sam-production')],
  ])(
    '%s is refused, and no card has seen more than SELECT and public reads',
    async (_what, card, environment, more) => {
      await more()
      await setUp(card, { environment })
      const page = v.rig.page()
      void page.signIn(ask(environment))
      const window = await v.rig.window()
      await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
      expect(v.counted).toEqual([])
      expect(page.answers).toEqual([])
    },
  )

  it('a card that is refused is refused too when it comes while the window waits for the press', async () => {
    const second = await v.plug('ez100pu')
    await setUp('nhi', {})
    const page = v.rig.page()
    void page.signIn(ask())
    const window = await v.rig.window()
    await window.phase('waiting-for-consent')
    await v.desk.insertCard(second, 'hca-personnel-production')
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_ENVIRONMENT')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })
    await v.desk.removeCard(second)
    await window.phase('waiting-for-consent')
    expect(page.answers).toEqual([])
    expect(v.counted).toEqual([])
  })

  it.each([
    ['nhi-production', 'production'],
    ['nhi-unknown', 'production'],
  ] as const)('%s signs in with a production module', async (card, environment) => {
    await setUp(card, { environment })
    const page = v.rig.page()
    const answered = page.signIn(ask(environment))
    const window = await v.rig.window()
    const { module, readers } = await window.phase('waiting-for-consent')
    window.say({ action: 'consent', cardSn: readers[0]?.cardSn, module: module?.code })
    expect((await readToken(signedIn(await answered).assertion)).isGood).toBe(true)
  })

  it('another kind of card is told, and the NHI card is not asked for a PIN elsewhere', async () => {
    await setUp('hca-personnel', {})
    void v.rig.page().signIn(ask())
    const window = await v.rig.window()
    const { error } = await window.phase('waiting-for-card', (state) => state.error !== null)
    expect(error).toMatchObject({ code: 'ERR_CARD_WRONG_KIND', details: { found: '醫事人員卡', wanted: '健保卡' } })
  })

  it('a card that is swapped before the press is another question', async () => {
    const reader = await setUp('nhi', {})
    const page = v.rig.page()
    void page.signIn(ask())
    const window = await v.rig.window()
    await window.phase('waiting-for-consent')
    await v.desk.removeCard(reader)
    await window.phase('waiting-for-card', ({ error }) => error?.code === 'ERR_CARD_REMOVED')
    await v.desk.insertCard(reader, 'nhi-preset')
    const state = await window.phase('waiting-for-consent')
    expect(state.holder?.maskedName).toBe('江○範')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })
    window.say({ action: 'cancel' })
    expect(await page.code()).toBe('ERR_PIN_CANCELLED')
  })

  it('a worker that was stopped takes the sign-in up, and asks for the press anew', async () => {
    await setUp('nhi', {})
    const page = v.rig.page()
    void page.signIn(ask())
    await (await v.rig.window()).phase('waiting-for-consent')
    v.restart()
    const again = v.rig.connect(page.tab)
    again.say({ id: 'r1', action: 'resume', body: {} })
    const window = await v.rig.window()
    await window.phase('waiting-for-consent')
    expect(again.answers).toEqual([])
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })
    expect(await again.code()).toBe('ok')
  })

  it('its session can be watched by the card, which ends it when it is taken out', async () => {
    const reader = await setUp('nhi', {})
    const page = v.rig.page()
    const body = ask()
    void page.signIn(body)
    const window = await v.rig.window()
    await window.phase('waiting-for-consent')
    window.say({ action: 'consent', cardSn: '900000000701', module: '900000000099' })
    expect(await page.code()).toBe('ok')
    await v.rig.ended()
    page.say({ id: 'w1', action: 'watch-card', body: { jkt: body.challenge.jkt } })
    await page.event('card-present')
    await v.desk.removeCard(reader)
    expect(await page.answer('w1')).toMatchObject({ ok: true, result: { ended: 'removed' } })
  })
})
