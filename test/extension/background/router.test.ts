import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../core/check/check-report.ts'
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

describe('the page of the cloud modules, asked for by a portal page', () => {
  it('opens in a tab, and comes to the front where it is open already', async () => {
    const page = rig.page()
    const ask = (id: string) => {
      page.say({ id, action: 'open-page', body: { page: 'modules' } })
      return page.answer(id)
    }
    expect(await ask('o1')).toEqual({ id: 'o1', ok: true, result: {} })
    const modules = rig.chrome.tabList.at(-1)
    expect(modules).toMatchObject({ url: rig.chrome.runtime.getURL('extension/modules/index.html'), active: true })
    rig.chrome.openWindows.set(1, 'the window of the tabs')
    page.tab.active = true
    if (modules) modules.active = false
    expect(await ask('o2')).toMatchObject({ ok: true })
    expect(rig.chrome.focusedWindow).toBe(1)
    expect(rig.chrome.tabList.filter(({ url }) => url === modules?.url)).toHaveLength(1)
    expect(modules?.active).toBe(true)
  })
})

describe('the settings check, asked for by a portal page', () => {
  const checkPage = (row = '') => rig.chrome.runtime.getURL(`extension/check/index.html${row}`)
  const open = async (page: ReturnType<Rig['page']>, id: string, row?: string) => {
    page.say({ id, action: 'open-page', body: { page: 'check', ...(row && { row }) } })
    return page.answer(id)
  }

  it('opens at the row that is named, and knows for whom', async () => {
    expect(await open(rig.page(), 'o1', 'card-service')).toEqual({ id: 'o1', ok: true, result: {} })
    expect(rig.chrome.tabList.at(-1)).toMatchObject({ url: checkPage('#card-service'), active: true })
    expect(rig.checkOpeners).toEqual([portalOrigin])
  })

  it('comes to the front where it is open already, at the new row', async () => {
    const page = rig.page()
    await open(page, 'o1', 'card-service')
    rig.chrome.openWindows.set(1, 'the window of the tabs')
    page.tab.active = true
    await open(page, 'o2', 'readers')
    const checks = rig.chrome.tabList.filter(({ url }) => url.startsWith(checkPage()))
    expect(checks).toMatchObject([{ url: checkPage('#readers'), active: true }])
    expect(rig.chrome.focusedWindow).toBe(1)
  })

  it('opens at its top where no row is named', async () => {
    await open(rig.page(), 'o1')
    expect(rig.chrome.tabList.at(-1)?.url).toBe(checkPage())
  })

  it('is not opened at what is no row, nor by a tab in the background', async () => {
    expect(await open(rig.page(), 'o1', 'elsewhere')).toMatchObject({ error: { code: 'ERR_BRIDGE_MESSAGE' } })
    const behind = rig.connect(rig.chrome.openTab(`${portalOrigin}/`, false))
    expect(await open(behind, 'o2')).toMatchObject({ error: { code: 'ERR_BRIDGE_NOT_TOP_FRAME' } })
    expect(rig.checkOpeners).toEqual([])
  })
})

describe('the report that the person agreed to send', () => {
  const report: CheckReport = {
    version: 1,
    madeAt: 1,
    extension: '1.4.2',
    results: [{ id: 'portal-address', finding: 'reached', details: { address: '10.253.249.22' }, milliseconds: 1 }],
  }
  const take = async (page: ReturnType<Rig['page']>, id = 't1') => {
    page.say({ id, action: 'take-check-report', body: {} })
    return page.answer(id)
  }

  it('is given to a page of that portal, masked, once', async () => {
    await rig.toSend.keep(report, portalOrigin)
    const page = rig.page()
    const details = { address: '10.253.x.x' }
    expect(await take(page)).toMatchObject({ ok: true, result: { report: { results: [{ details }] } } })
    expect(await take(page, 't2')).toMatchObject({ ok: true, result: { report: null } })
  })

  it('of two that ask at once, one gets it', async () => {
    await rig.toSend.keep(report, portalOrigin)
    const page = rig.page()
    const results = (await Promise.all([take(page), take(page, 't2')])).map((it) => it.ok && it.result)
    expect(results).toContainEqual({ report: null })
    expect(results).toContainEqual({ report: expect.objectContaining({ madeAt: 1 }) })
  })

  it('is not given to another portal, which does not use it up', async () => {
    await rig.toSend.keep(report, portalOrigin)
    rig.chrome.storage.managed.values = { portals: ['https://portal.example.gov.tw'] }
    expect(await take(rig.page('https://portal.example.gov.tw/'))).toMatchObject({ result: { report: null } })
    expect(await take(rig.page())).toMatchObject({ result: { report: { madeAt: 1 } } })
  })

  it('is not given to a frame', async () => {
    await rig.toSend.keep(report, portalOrigin)
    const frame = rig.connect(rig.chrome.openTab(`${portalOrigin}/`), 7)
    expect(await take(frame)).toMatchObject({ error: { code: 'ERR_BRIDGE_NOT_TOP_FRAME' } })
  })

  it('is gone after ten minutes', async () => {
    await rig.toSend.keep(report, portalOrigin)
    rig.now += 10 * 60_000
    expect(await take(rig.page())).toMatchObject({ result: { report: null } })
    expect(rig.chrome.storage.session.values).toEqual({})
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

  it('an NHI card in an ordinary reader where policy switched cloud modules off is refused before any window opens', async () => {
    rig.chrome.storage.managed.values = { allowCloudModule: false }
    const page = rig.page()
    void page.signIn(signInBody({ cardType: 'nhi' }))
    expect(await page.code()).toBe('ERR_SAM_OFF')
    expect(rig.windowCount).toBe(0)
    const next = rig.page()
    void next.signIn(signInBody({ cardType: 'nhi', reader: 'nhi' }))
    await rig.window()
    expect(next.answers).toEqual([])
  })

  it('names both versions to an extension that is too old', async () => {
    const page = rig.page()
    const answer = await page.signIn(signInBody({ challenge: makeChallenge({ minimumExtension: '2' }) }))
    expect(answer).toMatchObject({ error: { details: { version: '1.4.2', minimum: '2' } } })
  })
})
