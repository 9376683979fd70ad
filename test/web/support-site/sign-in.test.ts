import '../../../web/pages/support-home/support-home-page.tsx'
import { h } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { SupportApp } from '../../../web/support/support-app.tsx'
import { fakeServices, supportInfo, samplePortal } from '../support/fake-services.ts'
import { sampleChallenge, sampleSession } from '../support/samples.ts'
import { appears, clearScreen, click, draw, find, has, press, text, type } from '../support/screen.ts'

afterEach(async () => {
  vi.useRealTimers()
  await clearScreen()
})

const session = { ...sampleSession, platform: 'support', cardType: null } as const
async function open(path: string, parts: Parameters<typeof fakeServices>[0] = {}) {
  const fake = fakeServices({ path, site: 'support', ...parts })
  void fake.services.portal.load()
  await draw(h(SupportApp, { services: fake.services }))
  await appears('main')
  return fake
}
const phone = 'POST /api/support-sign-in/phone'
const code = 'POST /api/support-sign-in/phone/code'
const refused = (which: ConstructorParameters<typeof CodedError>[0], details?: Record<string, number>) =>
  new CodedError(which, 'refused', details && { details })

async function openPhone(answers: Record<string, unknown> = {}) {
  const fake = await open('/', { answers: { [phone]: { seconds: 60, tries: 5 }, ...answers } })
  await appears('[data-key=nhi-phone]')
  await click('[data-key=nhi-phone]')
  await appears('#id-number')
  return fake
}
async function sendNumbers() {
  await type('#id-number', 'a199090017')
  await type('#mobile', '0900-000-711')
  await click('main form button[type=submit]')
}

describe('健保卡登入(無插卡)', () => {
  it('sends both numbers as they are meant, counts the seconds, and goes to the verification service', async () => {
    const address = 'https://verify.example/verify#request=a.b.c.d.e'
    const { call, services } = await openPhone({ [code]: { address } })
    await sendNumbers()
    await appears('#sms-code')
    const jkt = expect.any(String) as string
    expect(call).toHaveBeenCalledWith(phone, { idNumber: 'A199090017', phone: '0900000711', jkt })
    expect(text('label[for=sms-code]')).toBe('手機驗證碼(60秒)')
    await vi.waitFor(() => expect(text('#support-done')).toBe('已完成申辦流程的 25%'))
    await type('#sms-code', '１２３ 456')
    await click('main form button[type=submit]')
    await vi.waitFor(() => expect(services.goElsewhere).toHaveBeenCalledWith(address))
    expect(call).toHaveBeenCalledWith(code, { code: '123456' })
    expect(text('#support-done')).toBe('已完成申辦流程的 50%')
  })

  it('says what is wrong beside its field, and sends nothing', async () => {
    const { call } = await openPhone()
    await type('#id-number', 'A199090018')
    await type('#mobile', '02-2345678')
    await click('main form button[type=submit]')
    expect(text('#id-number-error')).toContain('身分證字號不正確')
    expect(text('#mobile-error')).toContain('09 開頭')
    expect(document.activeElement?.id).toBe('id-number')
    expect(call).not.toHaveBeenCalledWith(phone, expect.anything())
  })

  it('a wrong code is told with the tries left; one that is over leads back, with what was typed kept away', async () => {
    let answer = refused('ERR_LOGIN_CODE_WRONG', { left: 3 })
    await openPhone({ [code]: () => answer })
    await sendNumbers()
    await appears('#sms-code')
    await type('#sms-code', '000000')
    await click('main form button[type=submit]')
    await appears('[data-code=ERR_LOGIN_CODE_WRONG]')
    expect(text('.error-panel')).toContain('還可再試 3 次')
    expect(find('#sms-code', HTMLInputElement).value).toBe('')
    answer = refused('ERR_LOGIN_CODE_OVER')
    await type('#sms-code', '000000')
    await click('main form button[type=submit]')
    await appears('[data-code=ERR_LOGIN_CODE_OVER]')
    await press('重新取得驗證碼')
    expect(has('#id-number')).toBe(true)
    expect(text('#support-done')).toBe('已完成申辦流程的 0%')
  })

  it('at the end of the countdown the code can be entered no more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    await openPhone({ [phone]: { seconds: 30, tries: 5 } })
    await sendNumbers()
    await appears('#sms-code')
    await act(async () => void (await vi.advanceTimersByTimeAsync(12_000)))
    expect(text('label[for=sms-code]')).toBe('手機驗證碼(18秒)')
    await act(async () => void (await vi.advanceTimersByTimeAsync(19_000)))
    expect(text('label[for=sms-code]')).toBe('手機驗證碼(0秒)')
    expect(has('[data-code=ERR_LOGIN_CODE_OVER]')).toBe(true)
    expect(find('main form button[type=submit]', HTMLButtonElement).disabled).toBe(true)
  })

  it('is chosen beforehand where no extension can be had', async () => {
    await open('/', { browser: { name: 'Firefox', version: 150, shop: undefined } })
    await appears('[role=tab]')
    expect(find('#way-tab-nhi-phone').getAttribute('aria-selected')).toBe('true')
  })
})

describe('the return of the verification service', () => {
  const take = 'POST /api/support-sign-in/phone/return'

  it('is taken out of the address, given to the server once, and leads home', async () => {
    const { call } = await open('/verified#return=a.b.c.d.e', { answers: { [take]: session } })
    await appears('main[data-page=home]')
    expect(location.hash).toBe('')
    expect(call.mock.calls.filter(([route]) => route === take)).toEqual([[take, { answer: 'a.b.c.d.e' }]])
  })

  it.each([
    ['ERR_LOGIN_NHI_REFUSED', '健保卡驗證未通過'],
    ['ERR_LOGIN_NHI_RETURN', '已失效'],
  ] as const)('refused with %s, it says so and leads back', async (which, words) => {
    await open('/verified#return=a.b.c.d.e', { answers: { [take]: refused(which) } })
    await appears(`[data-code=${which}]`)
    expect(text()).toContain(words)
    expect(find('main p a').getAttribute('href')).toBe('/')
  })

  it('that is none says so', async () => {
    const { call } = await open('/verified')
    await vi.waitFor(() => expect(text()).toContain('這裡沒有驗證結果'))
    expect(call).not.toHaveBeenCalledWith(take, expect.anything())
  })
})

describe('健保卡登入(插卡)', () => {
  const ask = 'POST /api/support-sign-in/card/challenge'
  const identify = { ...sampleChallenge, purpose: 'identify', cardTypes: ['nhi'] }

  it('has the card shown, and sends it with the password', async () => {
    const { call, bridge } = await open('/', {
      answers: { [ask]: identify, 'POST /api/support-sign-in/card': { ...session, cardType: 'nhi' } },
    })
    await appears('[data-key=nhi-card]')
    await click('[data-key=nhi-card]')
    await appears('#password')
    await type('#password', 'eleven quiet egrets')
    await click('main form button[type=submit]')
    await appears('main[data-page=home]')
    expect(bridge.signIn.mock.calls[0]?.[0]).toMatchObject({ cardType: 'nhi', reader: 'ccid', challenge: identify })
    const sent = { assertion: 'a.b.c', password: 'eleven quiet egrets' }
    expect(call).toHaveBeenCalledWith('POST /api/support-sign-in/card', sent)
  })

  it('is registered with card, birth date, code and password', async () => {
    const set = 'POST /api/support-sign-in/password/code'
    const { call } = await open('/registration', {
      answers: { [ask]: identify, 'POST /api/support-sign-in/password': { seconds: 60, tries: 5 }, [set]: {} },
    })
    await appears('#birth-date')
    await type('#birth-date', '0661340')
    await click('main form button[type=submit]')
    expect(text('#birth-date-error')).toContain('0660203')
    await type('#birth-date', '0660203')
    await click('main form button[type=submit]')
    await appears('#sms-code')
    const body = { assertion: 'a.b.c', birthDate: '0660203' }
    expect(call).toHaveBeenCalledWith('POST /api/support-sign-in/password', body)
    await type('#sms-code', '123456')
    await type('#new-password', 'short')
    await type('#repeat-password', 'short')
    await click('main form button[type=submit]')
    expect(text('#new-password-error')).toContain('至少要 12 個字')
    for (const field of ['#new-password', '#repeat-password']) await type(field, 'eleven quiet egrets in a paddy')
    await click('main form button[type=submit]')
    await appears('[data-stage=done]')
    expect(call).toHaveBeenCalledWith(set, { code: '123456', password: 'eleven quiet egrets in a paddy' })
  })
})

describe('every page', () => {
  const portal = (support: Partial<typeof supportInfo>, environment: 'test' | 'production' = 'production') => ({
    'GET /api/portal': { ...samplePortal, platform: 'support', environment, support: { ...supportInfo, ...support } },
  })

  it.each(['/', '/check', '/policies/privacy', '/registration'])(
    '%s says where real reports are filed until then',
    async (path) => {
      const earlier = { goesLiveOn: '2027-07-01', earlierSystem: 'https://first.example/' }
      await open(path, { answers: portal(earlier) })
      await appears('[data-notice=earlier]')
      expect(text('[data-notice=earlier]')).toContain('116.07.01')
      expect(find('[data-notice=earlier] a', HTMLAnchorElement).href).toBe('https://first.example/')
    },
  )

  it('says when it opens, and that it is a test environment', async () => {
    await open('/', { answers: portal({ opensOn: '2027-01-04' }, 'test') })
    await appears('[data-notice=opens]')
    expect(text('[data-notice=opens]')).toContain('116.01.04')
    expect(text('.support-test')).toContain('測試環境')
    expect(find('.support-header').dataset['environment']).toBe('test')
  })

  it('offers no way for which there is no service', async () => {
    await open('/', { answers: portal({ ways: ['certificate'] }) })
    await appears('[data-key=nhi-phone]')
    await click('[data-key=nhi-phone]')
    expect(text('[role=tabpanel]')).toBe('此認證方式尚未開放。')
  })
})
