import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeChallenge, portalOrigin, Rig, signInBody } from './support/rig.ts'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
})
afterEach(() => rig.stop())

describe('a portal page', () => {
  it('learns the version and id of the extension, and nothing else', async () => {
    const page = rig.page()
    page.say({ id: 's1', action: 'status', body: {} })
    expect(await page.answer('s1')).toEqual({ id: 's1', ok: true, result: { version: '1.4.2', id: rig.extension.id } })
  })

  it('learns so in a background tab too', async () => {
    const page = rig.connect(rig.chrome.openTab(`${portalOrigin}/`, false))
    page.say({ id: 's1', action: 'status', body: {} })
    expect(await page.code('s1')).toBe('ok')
  })

  it('may have the pairing page opened', async () => {
    const page = rig.page()
    page.say({ id: 'o1', action: 'open-page', body: { page: 'pairing' } })
    expect(await page.answer('o1')).toEqual({ id: 'o1', ok: true, result: {} })
    expect(rig.chrome.optionsOpened).toBe(1)
  })
})

describe('a malformed message is refused with the field named', () => {
  it.each([
    ['a text', 'sign in!', 'message'],
    ['nothing', null, 'message'],
    ['an unknown action', { id: 'm', action: 'sign', body: {} }, 'action'],
    ['no body', { id: 'm', action: 'status' }, 'body'],
    ['a member too many', { id: 'm', action: 'status', body: {}, apdu: '00A4' }, 'apdu'],
    ['a body with a member too many', { id: 'm', action: 'cancel', body: { why: 1 } }, 'body.why'],
    ['an endless id', { id: 'x'.repeat(65), action: 'status', body: {} }, 'id'],
    ['an unknown page', { id: 'm', action: 'open-page', body: { page: 'https://elsewhere.example' } }, 'body.page'],
    ['an unknown card', { id: 'm', action: 'sign-in', body: signInBody({ cardType: 'visa' }) }, 'body.cardType'],
    ['a short nonce', { id: 'm', action: 'sign-in', body: signInBody({ challenge: makeChallenge({ nonce: 'AA' }) }) }],
    ['a PIN', { id: 'm', action: 'sign-in', body: signInBody({ pin: '123456' }) }, 'body.pin'],
  ])('%s', async (_, message, field = 'body.challenge.nonce') => {
    const page = rig.page()
    page.say(message)
    const id = typeof message === 'object' && message !== null && message.id.length <= 64 ? message.id : ''
    expect(await page.answer(id)).toMatchObject({
      ok: false,
      error: { code: 'ERR_BRIDGE_MESSAGE', details: { field } },
    })
    expect(rig.windowCount).toBe(0)
  })
})

describe('who may ask', () => {
  it.each([
    'https://medvpn.nhi.gov.tw.evil.example',
    'http://medvpn.nhi.gov.tw',
    'https://medvpn.nhi.gov.tw:8443',
    'null',
  ])('%s may not, and is told so before its message is looked at', async (origin) => {
    const tab = rig.chrome.openTab('https://medvpn.nhi.gov.tw/')
    const page = rig.connect(tab, 0, origin)
    page.say({ id: 's1', action: 'what' })
    expect(await page.answer('s1')).toMatchObject({
      ok: false,
      error: { code: 'ERR_BRIDGE_SITE_NOT_ALLOWED', details: { origin } },
    })
  })

  it('a portal of managed policy may', async () => {
    rig.chrome.storage.managed.values = { portals: ['https://portal.example.gov.tw'] }
    const page = rig.page('https://portal.example.gov.tw/')
    page.say({ id: 's1', action: 'status', body: {} })
    expect(await page.code('s1')).toBe('ok')
  })

  it.each([['http://portal.example'], ['https://*'], ['https://portal.example/'], [42], ['portal.example']])(
    'what policy names as %s opens no door',
    async (portal) => {
      rig.chrome.storage.managed.values = { portals: [portal] }
      const page = rig.page('http://portal.example/')
      page.say({ id: 's1', action: 'status', body: {} })
      expect(await page.code('s1')).toBe('ERR_BRIDGE_SITE_NOT_ALLOWED')
    },
  )

  it('a frame within the page may not ask for a card', async () => {
    const page = rig.connect(rig.chrome.openTab(`${portalOrigin}/`), 7)
    void page.signIn()
    expect(await page.code()).toBe('ERR_BRIDGE_NOT_TOP_FRAME')
  })

  it('a tab in the background may not ask for a card', async () => {
    const page = rig.connect(rig.chrome.openTab(`${portalOrigin}/`, false))
    void page.signIn()
    expect(await page.code()).toBe('ERR_BRIDGE_NOT_TOP_FRAME')
  })

  it('a tab that was active when it connected is asked for anew', async () => {
    const tab = rig.chrome.openTab(`${portalOrigin}/`)
    const page = rig.connect(tab)
    tab.active = false
    void page.signIn()
    expect(await page.code()).toBe('ERR_BRIDGE_NOT_TOP_FRAME')
  })

  it('a tab that was closed is not served', async () => {
    const page = rig.page()
    rig.chrome.tabList.length = 0
    void page.signIn()
    expect(await page.code()).toBe('ERR_BRIDGE_NOT_TOP_FRAME')
  })
})

describe('what may be asked', () => {
  it.each([
    [
      'a challenge of another site',
      { challenge: makeChallenge({ aud: 'https://med.nhi.gov.tw' }) },
      'ERR_LOGIN_ORIGIN',
    ],
    [
      'a card that the challenge does not take',
      { challenge: makeChallenge({ cardTypes: ['moica'] }) },
      'ERR_LOGIN_CARD_NOT_ACCEPTED',
    ],
    ['a later extension', { challenge: makeChallenge({ minimumExtension: '1.4.10' }) }, 'ERR_BRIDGE_OUTDATED'],
    ['a card that is not read by that reader', { cardType: 'moica', reader: 'nhi' }, 'ERR_BRIDGE_MESSAGE'],
    ['an NHI reader, which is not connected', { reader: 'nhi' }, 'ERR_READER_SERIAL_NOT_FOUND'],
    ['an NHI card', { cardType: 'nhi' }, 'ERR_READER_SERIAL_NOT_FOUND'],
    [
      'a spare card',
      { cardType: 'hca-spare', challenge: makeChallenge({ cardTypes: ['hca-spare'] }) },
      'ERR_CARD_SPARE',
    ],
  ])('%s is refused before any window opens', async (_, change, code) => {
    const page = rig.page()
    void page.signIn(signInBody(change))
    expect(await page.code()).toBe(code)
    expect(rig.windowCount).toBe(0)
    expect(rig.chrome.storage.session.values).toEqual({})
  })

  it('names both versions to an extension that is too old', async () => {
    const page = rig.page()
    const answer = await page.signIn(signInBody({ challenge: makeChallenge({ minimumExtension: '2' }) }))
    expect(answer).toMatchObject({ error: { details: { version: '1.4.2', minimum: '2' } } })
  })
})
