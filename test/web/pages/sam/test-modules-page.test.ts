import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { toBase64 } from '../../../../core/bytes/base64.ts'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { saveFile } from '../../../../web/state/save-file.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { appears, clearScreen, click, drawApp, has, text, untilState } from '../../support/screen.ts'
import './samples.ts'

vi.mock('../../../../web/state/save-file.ts', () => ({ saveFile: vi.fn() }))
beforeEach(() => vi.mocked(saveFile).mockClear())
afterEach(clearScreen)

const modules = ['7777777777', '8888888888', '9999999999'].map((institution) => ({
  institution,
  module: `90100000000${institution.charAt(0)}`,
  ends: '2029-01-01T00:00:00.000Z',
}))
const secret = '9S44-J82M-8N9N-882D-9X25-AK25-470W'

/** Nobody is signed in. */
async function open(answers: Record<string, unknown> = {}) {
  const made = fakeServices({
    path: '/sam/test-modules',
    answers: { 'GET /api/sam/test-modules': { modules, secret }, ...answers },
  })
  await drawApp(made.services)
  await untilState('ready', 'test-modules')
  await vi.waitFor(() => expect(text('#modules ~ *:last-child')).not.toContain('載入中'))
  return made
}

it('lists the modules of the three test institutions with their one opening code, to anybody', async () => {
  await open()
  for (const { institution, module } of modules) {
    const row = text(`tr[data-row="${module}"]`)
    expect(row).toContain(`測試用雲端安全模組下載 測試機構 (${institution})`)
    expect(row).toContain(module)
  }
  expect(text()).toContain(secret)
})

it('downloads one as a file', async () => {
  const zip = Uint8Array.of(0x50, 0x4b, 3, 4)
  const { call } = await open({ 'GET /api/sam/test-module': { fileName: 'x.zip', zip: toBase64(zip) } })
  await click('[aria-label="下載 8888888888"]')
  await vi.waitFor(() => expect(text('.done-notice')).toContain('已下載 x.zip'))
  expect(call).toHaveBeenCalledWith('GET /api/sam/test-module', { module: '901000000008' })
  expect(saveFile).toHaveBeenCalledExactlyOnceWith('x.zip', zip, 'application/zip')
})

it('a download that failed is said', async () => {
  await open({ 'GET /api/sam/test-module': new CodedError('ERR_REQUEST_UNREACHABLE', 'x') })
  await click('[aria-label="下載 8888888888"]')
  await appears('.error-panel')
  expect(saveFile).not.toHaveBeenCalled()
})

it('tells how to get test cards, what goes with what, whom to ask, and where the control software is', async () => {
  await open()
  for (const words of [
    '申請測試健保卡及測試醫事人員卡',
    '測試醫事人員卡必須搭配測試健保卡',
    'HCA 發放的正式醫事人員卡',
    '永久鎖卡',
    '07-231-8122',
    'ic_service@nhi.gov.tw',
    '讀卡機控制軟體',
  ]) {
    expect(text()).toContain(words)
  }
  expect(has('a[href="mailto:ic_service@nhi.gov.tw"]')).toBe(true)
})

it('says so where none is offered', async () => {
  await open({ 'GET /api/sam/test-modules': { modules: [], secret } })
  expect(text()).toContain('目前沒有提供測試模組')
  expect(text()).not.toContain(secret)
})
