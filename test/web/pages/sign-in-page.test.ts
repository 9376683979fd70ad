import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { SignInStep } from '../../../core/protocol/bridge.ts'
import type { SignInOptions } from '../../../web/bridge/sign-in-request.ts'
import { fakeServices, samplePortal } from '../support/fake-services.ts'
import { mapMemory } from '../support/map-memory.ts'
import { sampleChallenge, sampleSession } from '../support/samples.ts'
import {
  appears,
  clearScreen,
  click,
  draw,
  drawApp,
  find,
  has,
  press,
  text,
  type,
  untilState,
} from '../support/screen.ts'

// What is fetched when it is needed is here before: no test waits for it.
await Promise.all([
  import('../../../web/components/extension-problem.tsx'),
  import('../../../web/pages/check/check-page.tsx'),
  import('../../../web/pages/home/home-page.tsx'),
  import('../../../web/pages/sign-in/help-answer.tsx'),
  import('../../../web/pages/sign-in/module-panel.tsx'),
])

afterEach(clearScreen)

const failing = (code: ErrorCode, details = {}) => Promise.reject(new CodedError(code, 'failed', { details }))
const tabs = () => [...document.querySelectorAll('[role=tab]')].map((tab) => tab.getAttribute('data-key'))
/** What was asked of the server to sign in: the page that comes next asks for more. */
const signInCalls = ({ mock }: ReturnType<typeof fakeServices>['call']) =>
  mock.calls.filter(([route]) => route.startsWith('POST /api/auth/'))
const inZh = () => mapMemory({ language: 'zh-TW' })

describe('what is offered', () => {
  it('a tab per card of the platform, in its order, the first chosen', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready', 'sign-in')
    expect(tabs()).toEqual(['hca-personnel', 'nhi', 'moica', 'hca-institution', 'gca-unit'])
    expect(find('[role=tab][aria-selected=true]').dataset['key']).toBe('hca-personnel')
    expect(text('.frame-brand')).toBe('健保資訊網服務系統(VPN)')
    await vi.waitFor(() => expect(document.title).toBe('醫事機構登入｜健保資訊網服務系統(VPN)'))
  })

  it('the Internet platform has its own cards, and no NHI reader', async () => {
    const { services } = fakeServices({ answers: { 'GET /api/portal': { ...samplePortal, platform: 'internet' } } })
    await drawApp(services)
    await untilState('ready')
    expect(tabs()).toEqual(['hca-institution', 'moeaca', 'hca-personnel', 'moica'])
    expect([...document.querySelectorAll('input[name=reader]')].map((input) => input.getAttribute('value'))).toEqual([
      'ccid',
    ])
  })

  it('晶片讀卡機 is chosen at first', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready')
    expect(find('input[name=reader]:checked', HTMLInputElement).value).toBe('ccid')
    expect(find('input[value=nhi]', HTMLInputElement).disabled).toBe(false)
  })

  it('a reader that the card does not allow cannot be chosen, and says why', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready')
    await click('#card-tab-moica')
    const nhi = find('input[value=nhi]', HTMLInputElement)
    expect(nhi.disabled).toBe(true)
    expect(text(`#${nhi.getAttribute('aria-describedby')}`)).toBe('自然人憑證不適用，請使用晶片讀卡機')
  })

  it('the NHI card asks for its holder’s password, and has the 健保讀卡機 chosen', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready')
    await click('#card-tab-nhi')
    await appears('#password')
    expect(find('input[name=reader]:checked', HTMLInputElement).value).toBe('nhi')
    expect(find('input[value=ccid]', HTMLInputElement).disabled).toBe(false)
    expect(text('.preparation')).toContain('在健保讀卡機內')
    expect(text('.preparation')).toContain('登入密碼')
    expect(text('[role=tabpanel]')).toContain('不是健保卡的密碼，也不是 PIN 碼')
    expect(has('[data-module]')).toBe(false)
  })

  it('with a chip-card reader it needs a cloud module: how one is had, and where it is imported', async () => {
    const { services, bridge } = fakeServices()
    await drawApp(services)
    await untilState('ready')
    await click('#card-tab-nhi')
    await appears('#password')
    await click('input[value=ccid]')
    expect(text('.preparation')).toContain('已匯入這台電腦')
    expect(text('[data-module=cloud]')).toContain('「雲端安全模組申請、下載」')
    await press('匯入雲端安全模組')
    expect(bridge.openPage).toHaveBeenCalledWith({ page: 'modules' })
  })

  it('where cloud modules are switched off, the chip-card reader cannot be chosen for it, and says why', async () => {
    const answers = { 'GET /api/portal': { ...samplePortal, cloudModule: false } }
    await drawApp(fakeServices({ answers }).services)
    await untilState('ready')
    expect(find('input[value=ccid]', HTMLInputElement).disabled).toBe(false)
    await click('#card-tab-nhi')
    const ccid = find('input[value=ccid]', HTMLInputElement)
    expect(ccid.disabled).toBe(true)
    expect(text(`#${ccid.getAttribute('aria-describedby')}`)).toBe('本系統已停用雲端安全模組，請改用健保讀卡機')
  })

  it('a card with a key in the NHI reader needs the reader’s module too', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready')
    expect(text('.preparation')).not.toContain('安全模組')
    await click('input[value=nhi]')
    expect(text('.preparation')).toContain('安全模組')
  })

  it('the card last used on this computer is chosen beforehand', async () => {
    const memory = inZh()
    await drawApp(fakeServices({ memory }).services)
    await untilState('ready')
    await click('#card-tab-hca-institution')
    await press('登入')
    await clearScreen()
    await drawApp(fakeServices({ memory }).services)
    await untilState('ready')
    expect(find('[role=tab][aria-selected=true]').dataset['key']).toBe('hca-institution')
  })

  it('a remembered card that this platform does not take is not chosen', async () => {
    await drawApp(fakeServices({ memory: mapMemory({ 'card-type': 'moeaca' }) }).services)
    await untilState('ready')
    expect(find('[role=tab][aria-selected=true]').dataset['key']).toBe('hca-personnel')
  })

  it('the test environment is named', async () => {
    const { services } = fakeServices({ answers: { 'GET /api/portal': { ...samplePortal, environment: 'test' } } })
    await drawApp(services)
    await untilState('ready')
    expect(text('header')).toContain('測試環境')
  })

  it('three questions are answered per card when they are opened', async () => {
    await drawApp(fakeServices().services)
    await untilState('ready')
    await click('#card-tab-moica')
    const summaries = [...document.querySelectorAll('summary')].map((summary) => summary.textContent)
    expect(summaries).toEqual(['申辦自然人憑證事宜?', '首次使用醫事機構登入事宜?', '內政部憑證管理中心相關網站?'])
    for (const details of document.querySelectorAll('details')) {
      await act(async () => {
        details.open = true
        details.dispatchEvent(new Event('toggle'))
      })
    }
    await vi.waitFor(() => expect(find('details a', HTMLAnchorElement).href).toBe('https://moica.nat.gov.tw/'))
    expect(text('.sign-in-help')).toContain('戶政事務所')
    expect(text('.sign-in-help')).not.toMatch(/\{\w+\}/)
  })
})

describe('the extension', () => {
  it.each([
    ['ERR_BRIDGE_MISSING', 'missing'],
    ['ERR_BRIDGE_DISABLED', 'disabled'],
    ['ERR_BRIDGE_OUTDATED', 'outdated'],
  ] as const)('%s: the download for this browser, and no sign-in button', async (code, name) => {
    const { services, bridge } = fakeServices()
    bridge.status.mockImplementation(() => failing(code, { version: '0.0.9', minimum: '0.1.0' }))
    await drawApp(services)
    await untilState('failed', 'sign-in')
    expect(find('main').dataset['extension']).toBe(name)
    expect((await appears('[data-code]')).dataset['code']).toBe(code)
    expect(find('.error-panel a.button', HTMLAnchorElement).href).toBe(samplePortal.extension.chrome)
    expect(has('form button[type=submit]')).toBe(false)
  })

  it('without a published download it says whom to ask, and offers no dead button', async () => {
    const browser = { name: 'Microsoft Edge', version: 142, shop: 'edge' } as const
    const { services, bridge } = fakeServices({ browser })
    bridge.status.mockImplementation(() => failing('ERR_BRIDGE_MISSING'))
    await drawApp(services)
    await untilState('failed')
    await appears('.error-panel')
    expect(has('.error-panel a.button')).toBe(false)
    expect(text()).toContain('請洽貴單位資訊人員')
    await press('重新載入')
    expect(services.reload).toHaveBeenCalledOnce()
  })

  it('a site that it does not serve is told so, without a download', async () => {
    const { services, bridge } = fakeServices()
    bridge.status.mockImplementation(() => failing('ERR_BRIDGE_SITE_NOT_ALLOWED', { origin: 'https://x.example' }))
    await drawApp(services)
    await untilState('failed')
    expect(find('main').dataset['extension']).toBe('not-allowed')
    await appears('.error-panel')
    expect(text('[data-code=ERR_BRIDGE_SITE_NOT_ALLOWED]')).toContain('https://x.example')
    expect(has('.error-panel a.button')).toBe(false)
  })

  it('a browser that cannot run it is told which to use', async () => {
    const { services, bridge } = fakeServices({ browser: { name: 'Firefox', version: 140, shop: undefined } })
    bridge.status.mockImplementation(() => failing('ERR_BRIDGE_MISSING'))
    await drawApp(services)
    await untilState('failed')
    expect(find('main').dataset['extension']).toBe('unsupported')
    await appears('[data-problem=unsupported]')
    expect(text('[data-problem=unsupported]')).toContain('您正使用 Firefox')
    expect(text('[data-problem=unsupported]')).toContain('Google Chrome 或 Microsoft Edge')
  })

  it('a browser that is too old is told the version it needs', async () => {
    const { services, bridge } = fakeServices({ browser: { name: 'Google Chrome', version: 109, shop: 'chrome' } })
    bridge.status.mockImplementation(() => failing('ERR_BRIDGE_MISSING'))
    await drawApp(services)
    await untilState('failed')
    await appears('.error-panel')
    expect(text('[data-code=ERR_CHECK_BROWSER]')).toContain('請更新至 120 以上之版本')
  })

  it('one installed under the open page is noticed without a reload', async () => {
    const { services, bridge, announceRelay } = fakeServices()
    bridge.status.mockImplementationOnce(() => failing('ERR_BRIDGE_MISSING'))
    await drawApp(services)
    await untilState('failed')
    await act(async () => announceRelay())
    await untilState('ready')
    expect(has('form button[type=submit]')).toBe(true)
  })

  it('one that is too old for the challenge is never given it', async () => {
    const challenge = { ...sampleChallenge, minimumExtension: '0.2.0' }
    const { services, bridge } = fakeServices({ answers: { 'POST /api/auth/challenge': challenge } })
    await drawApp(services)
    await untilState('ready')
    await press('登入')
    await untilState('failed')
    await appears('.error-panel')
    expect(text('[data-code=ERR_BRIDGE_OUTDATED]')).toContain('讀卡元件版本 0.1.0 過舊，需要 0.2.0 以上')
    expect(bridge.signIn).not.toHaveBeenCalled()
  })
})

describe('signing in', () => {
  it('goes from page key to challenge, extension, assertion and home', async () => {
    const { services, call, bridge } = fakeServices()
    await drawApp(services)
    await untilState('ready')
    await press('登入')
    await untilState('ready', 'home')
    const { thumbprint: jkt } = await services.keys.obtain()
    expect(signInCalls(call)).toEqual([
      ['POST /api/auth/challenge', { jkt, cardType: 'hca-personnel' }],
      ['POST /api/auth/assertion', { assertion: 'a.b.c' }],
    ])
    expect(bridge.signIn.mock.calls[0]?.[0]).toEqual({
      challenge: sampleChallenge,
      cardType: 'hca-personnel',
      reader: 'ccid',
      language: 'zh-TW',
    })
    expect(location.pathname).toBe('/home')
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
  })

  it('goes to the choice of institution when there are several', async () => {
    const view = { ...sampleSession, institution: null }
    const { services } = fakeServices({ answers: { 'POST /api/auth/assertion': view } })
    await drawApp(services)
    await untilState('ready')
    await press('登入')
    await untilState('ready', 'institution')
    expect(location.pathname).toBe('/institution')
  })

  /** A sign-in that goes on until told otherwise. */
  function held() {
    const made = fakeServices()
    let options: SignInOptions | undefined
    let fail: (error: CodedError) => void = () => {}
    made.bridge.signIn.mockImplementation((_request, given) => {
      options = given
      given.signal?.addEventListener('abort', () => fail(new CodedError('ERR_PIN_CANCELLED', 'cancelled')))
      return new Promise((_resolve, reject) => (fail = reject))
    })
    return {
      ...made,
      step: (step: SignInStep) => act(async () => options?.onStep(step)),
      askForChallenge: () => options?.onChallengeWanted(),
      fail: async (code: ErrorCode, details = {}) => {
        await act(async () => fail(new CodedError(code, 'failed', { details })))
        await untilState('failed')
      },
    }
  }

  async function started() {
    const sign = held()
    await drawApp(sign.services)
    await untilState('ready')
    await press('登入')
    await vi.waitFor(() => expect(sign.bridge.signIn).toHaveBeenCalled())
    return sign
  }

  it('says each step, and that the PIN is typed in the extension’s own window', async () => {
    const { step } = await started()
    await step('waiting-for-card')
    expect(find('main').dataset['state']).toBe('working')
    expect(text('.progress [role=status]')).toBe('請將卡片插入讀卡機')
    await step('waiting-for-pin')
    expect(text('.progress [role=status]')).toBe('請在讀卡元件的視窗輸入 PIN 碼')
    expect(find('[aria-current=step]').textContent).toBe('PIN 碼')
    expect([...document.querySelectorAll<HTMLButtonElement>('[role=tab]')].every((tab) => tab.disabled)).toBe(true)
  })

  it('cannot be cancelled any more once the card signs', async () => {
    const { step } = await started()
    await step('signing')
    expect(text('.progress')).not.toContain('取消登入')
  })

  it('cancelled by the person, it says so and can be started again', async () => {
    const { step, bridge } = await started()
    await step('waiting-for-pin')
    await press('取消登入')
    await untilState('failed')
    expect(has('[data-code=ERR_PIN_CANCELLED]')).toBe(true)
    await press('重新登入')
    await vi.waitFor(() => expect(bridge.signIn).toHaveBeenCalledTimes(2))
  })

  it('ends when the page is left', async () => {
    const { bridge } = await started()
    const signal = bridge.signIn.mock.calls[0]?.[1].signal
    await clearScreen()
    expect(signal?.aborted).toBe(true)
  })

  it('a fresh challenge is for the same card and key', async () => {
    const { askForChallenge, call, services } = await started()
    await expect(askForChallenge()).resolves.toEqual(sampleChallenge)
    const { thumbprint: jkt } = await services.keys.obtain()
    expect(call.mock.calls.at(-1)).toEqual(['POST /api/auth/challenge', { jkt, cardType: 'hca-personnel' }])
  })

  it('a refusal takes the focus, and shows code and remedy', async () => {
    const { fail } = await started()
    await fail('ERR_PIN_BLOCKED')
    expect(text('[data-code=ERR_PIN_BLOCKED] h2')).toBe('PIN 碼已鎖住')
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('error-heading'))
    expect(has('form button[type=submit]')).toBe(true)
  })

  it.each(['ERR_PIN_BLOCKED', 'ERR_CERT_EXPIRED', 'ERR_CERT_NOT_ACTIVATED'] as const)(
    '%s leads to the site of the centre that issues this card',
    async (code) => {
      const { fail } = await started()
      await fail(code, { notAfter: '2026-05-12T02:00:00Z' })
      expect(find('[data-code] a', HTMLAnchorElement).href).toBe('https://hca.nat.gov.tw/')
      expect(text('[data-code] a')).toBe('前往發卡中心網站')
    },
  )

  it('a reader that was not chosen yet is chosen on the extension’s own page', async () => {
    const { fail, bridge } = await started()
    await fail('ERR_READER_NO_PERMISSION')
    await press('選擇讀卡機')
    expect(bridge.openPage).toHaveBeenCalledWith({ page: 'pairing' })
  })

  it.each([
    ['ERR_READER_HOST_MISSING', 'card-service'],
    ['ERR_READER_PROTECTED_CLASS', 'protected-reader'],
    ['ERR_READER_NOT_FOUND', 'readers'],
    ['ERR_READER_BUSY', 'reader-in-use'],
  ] as const)('%s leads to the row %s of the settings check', async (code, row) => {
    const { fail, bridge } = await started()
    await fail(code, { reader: 'IT-500U' })
    await press('開啟設定檢測')
    expect(bridge.openPage).toHaveBeenCalledWith({ page: 'check', row })
  })

  it('what says nothing of the computer does not lead there', async () => {
    const { fail } = await started()
    await fail('ERR_CERT_REVOKED', { revokedAt: '2026-05-12T02:00:00Z' })
    expect(text('[data-code]')).not.toContain('開啟設定檢測')
  })

  it('the check is offered before anything has failed', async () => {
    const { services, bridge } = fakeServices()
    await drawApp(services)
    await untilState('ready')
    await press('檢查電腦設定')
    expect(bridge.openPage).toHaveBeenCalledWith({ page: 'check' })
  })

  it('without the extension the portal’s own page is offered instead', async () => {
    const { services, bridge } = fakeServices()
    bridge.status.mockRejectedValue(new CodedError('ERR_BRIDGE_MISSING', 'none'))
    await drawApp(services)
    await untilState('failed')
    await press('檢查電腦設定')
    await untilState('ready', 'check')
  })

  it('choosing another card takes the message of the last one away', async () => {
    const { fail } = await started()
    await fail('ERR_CERT_REVOKED', { revokedAt: '2026-05-12T02:00:00Z' })
    expect(text('[data-code]')).toContain('115.05.12 10:00')
    await click('#card-tab-moica')
    expect(has('[data-code]')).toBe(false)
    expect(find('main').dataset['state']).toBe('ready')
  })

  it('the NHI reader not found offers the chip-card reader', async () => {
    const sign = held()
    await drawApp(sign.services)
    await untilState('ready')
    await click('input[value=nhi]')
    await press('登入')
    await vi.waitFor(() => expect(sign.bridge.signIn).toHaveBeenCalled())
    expect(sign.bridge.signIn.mock.calls[0]?.[0].reader).toBe('nhi')
    await sign.fail('ERR_READER_SERIAL_NOT_FOUND')
    await press('改用晶片讀卡機')
    expect(find('input[name=reader]:checked', HTMLInputElement).value).toBe('ccid')
    expect(has('[data-code]')).toBe(false)
  })

  it('the server’s refusal of the assertion is shown as it is', async () => {
    const refused = new CodedError('ERR_LOGIN_NOT_ENROLLED', 'no')
    const { services } = fakeServices({ answers: { 'POST /api/auth/assertion': refused } })
    await drawApp(services)
    await untilState('ready')
    await press('登入')
    await untilState('failed')
    expect(text('[data-code=ERR_LOGIN_NOT_ENROLLED] h2')).toBe('此卡片尚未登錄於本系統')
  })

  it('our own bug is shown as one, and reported', async () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const { services, bridge } = fakeServices()
    const bug = new TypeError('undefined is not a function')
    bridge.signIn.mockRejectedValue(bug)
    await drawApp(services)
    await untilState('ready')
    await press('登入')
    await untilState('failed')
    expect(has('[data-code=ERR_REQUEST_INTERNAL]')).toBe(true)
    expect(reported).toHaveBeenCalledWith(bug)
    vi.unstubAllGlobals()
  })
})

describe('signing in with an NHI card', () => {
  const nhiSession = { ...sampleSession, cardType: 'nhi' as const }
  const answers = { 'POST /api/auth/assertion': nhiSession }

  async function opened(made = fakeServices({ answers })) {
    await drawApp(made.services)
    await untilState('ready')
    await click('#card-tab-nhi')
    await appears('#password')
    await type('#password', 'sunny-clinic-7')
    return made
  }

  it('the password goes to the server with what the module signed, and not to the extension', async () => {
    const { call, bridge } = await opened()
    await press('登入')
    await untilState('ready', 'home')
    expect(signInCalls(call).at(-1)).toEqual([
      'POST /api/auth/assertion',
      { assertion: 'a.b.c', password: 'sunny-clinic-7' },
    ])
    expect(bridge.signIn.mock.calls[0]?.[0]).toMatchObject({ cardType: 'nhi', reader: 'nhi' })
    expect(JSON.stringify(bridge.signIn.mock.calls)).not.toContain('sunny-clinic-7')
  })

  it('the portal’s answer to a module’s number goes to the extension; what the module signed beside a card goes along', async () => {
    const number = { certificate: 'MAEA', random: 'r'.repeat(22) }
    const made = fakeServices({ answers: { 'POST /api/auth/module-authentication': { response: 's'.repeat(86) } } })
    const answered: unknown[] = []
    made.bridge.signIn.mockImplementation(async (_request, handlers) => {
      answered.push(await handlers.onModuleNumber?.(number))
      return { assertion: 'a.b.c', module: 'm.b.s' }
    })
    await drawApp(made.services)
    await untilState('ready')
    await click('input[value=nhi]')
    await press('登入')
    await untilState('ready', 'home')
    expect(answered).toEqual(['s'.repeat(86)])
    expect(signInCalls(made.call).slice(-2)).toEqual([
      ['POST /api/auth/module-authentication', number],
      ['POST /api/auth/assertion', { assertion: 'a.b.c', module: 'm.b.s' }],
    ])
  })

  it('what is going on names the module and no PIN', async () => {
    const made = fakeServices()
    let options: SignInOptions | undefined
    made.bridge.signIn.mockImplementation((_request, given) => {
      options = given
      return new Promise(() => {})
    })
    await opened(made)
    await press('登入')
    await vi.waitFor(() => expect(options).toBeDefined())
    await act(async () => options?.onStep('waiting-for-consent'))
    expect(text('.progress [role=status]')).toBe('請在讀卡元件的視窗確認登入')
    expect(text('.progress')).not.toContain('PIN')
  })

  const failed = async (code: ErrorCode, details = {}) => {
    const made = fakeServices({ answers })
    made.bridge.signIn.mockImplementationOnce(() => failing(code, details))
    await opened(made)
    await press('登入')
    await untilState('failed')
    await appears('.error-panel')
    return made
  }

  it('a module that is not authenticated: one press tries again, with the password that was typed', async () => {
    const { call } = await failed('ERR_READER_SAM_NOT_AUTHENTICATED')
    await press('認證安全模組')
    await untilState('ready', 'home')
    expect(signInCalls(call).at(-1)?.[1]).toMatchObject({ password: 'sunny-clinic-7' })
  })

  it.each(['ERR_SAM_MISSING', 'ERR_SAM_EXPIRED', 'ERR_SAM_REVOKED'] as const)(
    '%s leads to the extension’s page of modules',
    async (code) => {
      const { bridge } = await failed(code, { module: '900000000012', until: '2026-01-01' })
      await press('雲端安全模組')
      expect(bridge.openPage).toHaveBeenCalledWith({ page: 'modules' })
    },
  )

  it('no NHI reader: the chip-card reader is offered, unless cloud modules are switched off', async () => {
    await failed('ERR_READER_SERIAL_NOT_FOUND')
    await press('改用晶片讀卡機')
    expect(find('input[name=reader]:checked', HTMLInputElement).value).toBe('ccid')
    await clearScreen()
    const off = fakeServices({ answers: { 'GET /api/portal': { ...samplePortal, cloudModule: false } } })
    off.bridge.signIn.mockImplementationOnce(() => failing('ERR_READER_SERIAL_NOT_FOUND'))
    await opened(off)
    await press('登入')
    await untilState('failed')
    await appears('.error-panel')
    expect(text('.error-panel')).not.toContain('改用')
  })

  it('a wrong password is forgotten, and typed again before anything else', async () => {
    const refused = new CodedError('ERR_LOGIN_PASSWORD_WRONG', 'no')
    const { bridge } = await opened(fakeServices({ answers: { 'POST /api/auth/assertion': refused } }))
    await press('登入')
    await untilState('failed')
    await vi.waitFor(() => expect(find('#password', HTMLInputElement).value).toBe(''))
    expect(text('[data-code]')).toContain('健保卡')
    expect(bridge.signIn).toHaveBeenCalledOnce()
  })

  it('another card forgets the password', async () => {
    await opened()
    await click('#card-tab-moica')
    await click('#card-tab-nhi')
    await appears('#password')
    expect(find('#password', HTMLInputElement).value).toBe('')
  })
})

describe('the portal out of reach', () => {
  it('says so, and can be tried again', async () => {
    const { services, call } = fakeServices()
    call.mockRejectedValueOnce(new CodedError('ERR_REQUEST_UNREACHABLE', 'no line'))
    await drawApp(services)
    await untilState('failed')
    expect(has('[data-code=ERR_REQUEST_UNREACHABLE]')).toBe(true)
    await press('再試一次')
    await untilState('ready')
    expect(tabs()).toHaveLength(5)
  })
})

describe('language', () => {
  it('changes everything at once, and is remembered', async () => {
    const memory = inZh()
    await drawApp(fakeServices({ memory }).services)
    await untilState('ready')
    await press('English')
    expect(text('h1')).toBe('Sign in for medical institutions')
    await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'))
    expect(memory.read('language')).toBe('en')
    await draw(null)
  })
})

it.each([
  ['signed-out', '您已登出'],
  ['session-ended', '請重新登入'],
  ['sign-in-needed', '請先登入'],
] as const)('who comes here because %s reads why', async (arrival, words) => {
  const { services } = fakeServices()
  services.router.navigate('/', { arrival })
  await drawApp(services)
  await untilState('ready')
  expect(text('.notice')).toContain(words)
})
