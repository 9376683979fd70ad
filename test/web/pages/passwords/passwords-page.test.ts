import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../../core/errors/error-codes.ts'
import { passwordFaults } from '../../../../core/portal/password-rules.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import { faultTexts } from '../../../../web/pages/passwords/passwords-texts.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { clinic, hospital, sampleSession } from '../../support/samples.ts'
import { clearScreen, click, drawApp, find, has, press, text, untilState } from '../../support/screen.ts'

afterEach(clearScreen)

const general: SessionView = {
  ...sampleSession,
  platform: 'internet',
  cardType: null,
  institution: null,
  choices: [clinic, hospital],
  passwordChange: 'required',
}
const changed = { ...general, passwordChange: 'none' }
const next = 'seven white egrets and a buffalo'
const failing = (code: ErrorCode, details = {}) => new CodedError(code, 'failed', { details })

const type = (id: string, value: string) =>
  act(async () => {
    const input = find(`#${id}`, HTMLInputElement)
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
async function fill(current: string, password: string, repeat = password) {
  await type('current-password', current)
  await type('new-password', password)
  await type('repeat-password', repeat)
  await act(async () => find('form', HTMLFormElement).requestSubmit())
}
const focused = () => document.activeElement?.id

function open(session = general, answers: Record<string, unknown> = {}) {
  const fake = fakeServices({
    path: '/passwords',
    session,
    answers: { 'POST /api/passwords/change': changed, ...answers },
  })
  return { ...fake, drawn: drawApp(fake.services).then(() => untilState('ready', 'passwords')) }
}

describe('the change', () => {
  it('is sent, is said, and then leads to the choice of institution', async () => {
    const { call, drawn } = open()
    await drawn
    expect(text('.notice')).toContain('您的密碼尚未變更')
    await fill('first', next)
    expect(call).toHaveBeenCalledWith('POST /api/passwords/change', { current: 'first', password: next })
    await vi.waitFor(() => expect(text('[role=status]')).toContain('密碼已變更'))
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('繼續'))
    await press('繼續')
    await untilState('ready', 'institution')
  })

  it('of two that differ is not sent: it is said beside the field, which has the focus', async () => {
    const { call, drawn } = open()
    await drawn
    await fill('first', next, `${next}s`)
    expect(text('#repeat-password-error')).toBe('兩次輸入的新密碼不同')
    expect(focused()).toBe('repeat-password')
    expect(find('#repeat-password').getAttribute('aria-describedby')).toContain('repeat-password-error')
    expect(call).not.toHaveBeenCalledWith('POST /api/passwords/change', expect.anything())
  })

  it.each([
    ['too short', '太短，至少要 15 個字'],
    ['password-nhi-2026', '由常見的字詞、數字或鍵盤順序組成，太容易被猜到'],
    [`egrets of ${clinic.code}`, '不可含醫事機構代號'],
    ['陳測試的拿手菜是番茄炒蛋加蔥花', '不可含您的姓名'],
  ])('to %s is refused before it is sent: %s', async (password, words) => {
    const { call, drawn } = open()
    await drawn
    await fill('first', password)
    expect(text('#new-password-error')).toBe(words)
    expect(focused()).toBe('new-password')
    expect(call).not.toHaveBeenCalledWith('POST /api/passwords/change', expect.anything())
  })

  it.each(passwordFaults)('refused by the server says why beside the field: %s', async (reason) => {
    const { drawn } = open(general, {
      'POST /api/passwords/change': failing('ERR_REQUEST_PASSWORD_REFUSED', { reason }),
    })
    await drawn
    await fill('first', next)
    await vi.waitFor(() => expect(text('#new-password-error')).toBe(faultTexts[reason](15).zhTW))
  })

  it('with a wrong present one says so beside that field', async () => {
    const { drawn } = open(general, { 'POST /api/passwords/change': failing('ERR_LOGIN_PASSWORD_WRONG') })
    await drawn
    await fill('first', next)
    await vi.waitFor(() => expect(text('#current-password-error')).toBe('目前的密碼不正確'))
    await vi.waitFor(() => expect(focused()).toBe('current-password'))
  })

  it('that has to wait, or was overtaken, is told as any error is', async () => {
    const { drawn } = open(general, {
      'POST /api/passwords/change': failing('ERR_LOGIN_PASSWORD_WAIT', { minutes: 5 }),
    })
    await drawn
    await fill('first', next)
    await vi.waitFor(() => expect(text('.error-remedy')).toContain('請於 5 分鐘後再試'))
  })

  it('of a session that has ended leads to the sign-in page', async () => {
    const { drawn } = open(general, { 'POST /api/passwords/change': failing('ERR_REQUEST_UNAUTHENTICATED') })
    await drawn
    await fill('first', next)
    await untilState('ready', 'sign-in')
  })
})

describe('a password', () => {
  it('can be looked at while it is typed, and tells browsers what it is', async () => {
    const { drawn } = open()
    await drawn
    const inputs = [...document.querySelectorAll('input')].map(({ type, autocomplete }) => [type, autocomplete])
    expect(inputs).toEqual([
      ['password', 'current-password'],
      ['password', 'new-password'],
      ['password', 'new-password'],
    ])
    await click('button[aria-controls=new-password]')
    expect(find('#new-password', HTMLInputElement).type).toBe('text')
    expect(find('button[aria-controls=new-password]').getAttribute('aria-pressed')).toBe('true')
    expect(find('#current-password', HTMLInputElement).type).toBe('password')
  })

  it('typed with Caps Lock on is warned of', async () => {
    const { drawn } = open()
    await drawn
    const key = (on: boolean) =>
      act(async () => {
        const event = new KeyboardEvent('keydown', { bubbles: true })
        Object.assign(event, { getModifierState: (name: string) => on && name === 'CapsLock' })
        find('#new-password').dispatchEvent(event)
      })
    await key(true)
    expect(document.body.textContent).toContain('大寫鎖定（Caps Lock）已開啟')
    await key(false)
    expect(document.body.textContent).not.toContain('大寫鎖定')
  })
})

describe('while it must be changed', () => {
  it.each(['/home', '/institution'])('the page %s leads to the change', async (path) => {
    const { services } = fakeServices({ path, answers: { 'GET /api/auth/session': general } })
    await drawApp(services)
    await untilState('ready', 'passwords')
    expect(location.pathname).toBe('/passwords')
    expect(has('button[type=submit]')).toBe(true)
    expect(document.body.textContent).not.toContain('稍後再變更')
  })

  it('only advised, it can be done later', async () => {
    const advised: SessionView = { ...general, passwordChange: 'advised' }
    const { services } = fakeServices({ path: '/passwords', session: advised })
    await drawApp(services)
    await untilState('ready', 'passwords')
    await press('稍後再變更')
    await untilState('ready', 'institution')
  })
})

it('who signed in with a certificate card is told that its PIN is not kept here', async () => {
  const { services } = fakeServices({ path: '/passwords', session: sampleSession })
  await drawApp(services)
  await untilState('ready', 'passwords')
  expect(text()).toContain('卡片的 PIN 碼不由本系統保管')
  expect(has('form')).toBe(false)
})

it('home leads here whoever signed in with a password, and nobody else', async () => {
  const atHome = { ...general, passwordChange: 'none' as const, institution: clinic }
  await drawApp(fakeServices({ path: '/home', session: atHome }).services)
  await untilState('ready', 'home')
  await press('變更密碼')
  await untilState('ready', 'passwords')
  await clearScreen()
  await drawApp(fakeServices({ path: '/home', session: sampleSession }).services)
  await untilState('ready', 'home')
  expect(text()).not.toContain('變更密碼')
})
