import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import { fakeServices, samplePortal } from '../../support/fake-services.ts'
import { clinic, hospital, sampleSession } from '../../support/samples.ts'
import { appears, clearScreen, click, drawApp, find, has, text, untilState } from '../../support/screen.ts'

afterEach(clearScreen)

const portal = (generalSignIn: object | null) => ({ ...samplePortal, platform: 'internet', generalSignIn })
const open = { open: true, lastDay: null, announced: false }
const session: SessionView = {
  ...sampleSession,
  platform: 'internet',
  cardType: null,
  institution: null,
  choices: [clinic, hospital],
}

async function draw(generalSignIn: object | null, answers: Record<string, unknown> = {}) {
  const fake = fakeServices({ answers: { 'GET /api/portal': portal(generalSignIn), ...answers } })
  await drawApp(fake.services)
  await untilState('ready', 'sign-in')
  return fake
}
const type = (id: string, value: string) =>
  act(async () => {
    const input = find(`#${id}`, HTMLInputElement)
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
async function signIn() {
  await click('#card-tab-general')
  await appears('#account')
  await type('account', 'chen.demo')
  await type('password', 'seven white egrets')
  await act(async () => find('form', HTMLFormElement).requestSubmit())
}

it('is a tab of its own on the platform that has it, and none elsewhere', async () => {
  await draw(open)
  expect(text('#card-tab-general')).toContain('一般登入')
  await click('#card-tab-general')
  await appears('#account')
  expect(find('#account', HTMLInputElement).autocomplete).toBe('username')
  expect(find('#password', HTMLInputElement).autocomplete).toBe('current-password')
  expect(text('[role=tabpanel]')).not.toContain('PIN')
  await click('#card-tab-moica')
  expect(has('#account')).toBe(false)
  await clearScreen()
  await draw(null)
  expect(has('#card-tab-general')).toBe(false)
})

it('signs in with the page’s key, and goes to the choice of institution', async () => {
  const { call } = await draw(open, { 'POST /api/passwords/sign-in': session })
  await signIn()
  await untilState('ready', 'institution')
  expect(call).toHaveBeenCalledWith('POST /api/passwords/sign-in', {
    account: 'chen.demo',
    password: 'seven white egrets',
    jkt: expect.stringMatching(/^[\w-]{43}$/),
  })
})

it('a password that its holder never changed leads to the change', async () => {
  await draw(open, { 'POST /api/passwords/sign-in': { ...session, passwordChange: 'required' } })
  await signIn()
  await untilState('ready', 'passwords')
})

it('a refusal is told, has the focus, and the password is typed anew', async () => {
  await draw(open, { 'POST /api/passwords/sign-in': new CodedError('ERR_LOGIN_PASSWORD_WRONG', 'wrong') })
  await signIn()
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('error-heading'))
  expect(text('#error-heading')).toBe('帳號或密碼錯誤')
  expect(find('#password', HTMLInputElement).value).toBe('')
  expect(find('#account', HTMLInputElement).value).toBe('chen.demo')
})

it('its last day is told to everybody who comes, in the Republic’s count, from when it is announced', async () => {
  await draw({ open: true, lastDay: '2027-06-30', announced: true })
  await appears('[data-closing]')
  expect(text('[data-closing]')).toContain('使用至 116.06.30 止')
  await clearScreen()
  await draw({ open: true, lastDay: '2027-06-30', announced: false })
  await click('#card-tab-general')
  await appears('#account')
  expect(has('[data-closing]')).toBe(false)
})

it('once it is closed the tab says so, and what to use instead', async () => {
  await draw({ open: false, lastDay: '2027-06-30', announced: true })
  await click('#card-tab-general')
  await appears('[data-code=ERR_LOGIN_GENERAL_CLOSED]')
  expect(text('[role=tabpanel]')).toContain('116.06.30')
  expect(text('[role=tabpanel]')).toContain('請改用憑證登入')
  expect(has('#account')).toBe(false)
})
