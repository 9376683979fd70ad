import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { fakeServices } from '../support/fake-services.ts'
import { clinic, hospital, sampleSession } from '../support/samples.ts'
import { clearScreen, drawApp, find, has, press, text, untilState } from '../support/screen.ts'

afterEach(clearScreen)

const several = { ...sampleSession, institution: null, choices: [clinic, hospital] }
const atHospital = { ...several, institution: hospital }

const choose = (code: string) =>
  act(async () => {
    const select = find('#institution', HTMLSelectElement)
    select.value = code
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })

it('lists every institution with code and name, and the roles held at the chosen one', async () => {
  await drawApp(fakeServices({ path: '/institution', session: several }).services)
  await untilState('ready', 'institution')
  const options = [...document.querySelectorAll('option')].map((option) => option.textContent)
  expect(options).toEqual(['3501200000 青山診所', '0101090517 綠水醫院'])
  expect(text('label[for=institution]')).toBe('醫事機構')
  expect(text('[aria-live]')).toBe('在此機構的身分：機構管理者、機構使用者')
  await choose('0101090517')
  expect(text('[aria-live]')).toBe('在此機構的身分：機構使用者')
})

it('the chosen one is sent, and the home page shows it', async () => {
  const { services, call } = fakeServices({
    path: '/institution',
    session: several,
    answers: { 'POST /api/auth/institution': atHospital },
  })
  await drawApp(services)
  await untilState('ready', 'institution')
  await choose('0101090517')
  await press('進入')
  await untilState('ready', 'home')
  expect(call).toHaveBeenCalledWith('POST /api/auth/institution', { institution: '0101090517' })
  expect(text('header')).toContain('0101090517 綠水醫院 陳測試 您好')
  expect(location.pathname).toBe('/home')
})

it('changing it begins with the present one', async () => {
  await drawApp(fakeServices({ path: '/institution', session: atHospital }).services)
  await untilState('ready', 'institution')
  expect(find('#institution', HTMLSelectElement).value).toBe('0101090517')
})

it('after a reload it asks the server who is signed in', async () => {
  await drawApp(fakeServices({ path: '/institution', answers: { 'GET /api/auth/session': several } }).services)
  await untilState('ready', 'institution')
  expect(has('#institution')).toBe(true)
})

it('with one institution, chosen already, there is nothing to do here', async () => {
  await drawApp(fakeServices({ path: '/institution', session: sampleSession }).services)
  await untilState('ready', 'home')
})

it('a refusal is shown, and the same choice can be tried again', async () => {
  const { services, call } = fakeServices({
    path: '/institution',
    session: several,
    answers: { 'POST /api/auth/institution': atHospital },
  })
  await drawApp(services)
  await untilState('ready', 'institution')
  await choose('0101090517')
  call.mockRejectedValueOnce(new CodedError('ERR_REQUEST_UNREACHABLE', 'no line'))
  await press('進入')
  await untilState('failed')
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('error-heading'))
  await press('再試一次')
  await untilState('ready', 'home')
  expect(text('header')).toContain('綠水醫院')
})

it('a session that has ended meanwhile leads to the sign-in page', async () => {
  const { services } = fakeServices({
    path: '/institution',
    session: several,
    answers: { 'POST /api/auth/institution': new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'ended') },
  })
  await drawApp(services)
  await untilState('ready', 'institution')
  await press('進入')
  await vi.waitFor(() => expect(location.pathname).toBe('/'))
  await untilState('ready', 'sign-in')
  expect(text('.notice')).toContain('請重新登入')
})
