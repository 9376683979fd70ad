import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { ClaimsFile } from '../../../../core/protocol/claims.ts'
import type { LocalOutcome } from '../../../../web/pages/claims/local-check.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { button, clearScreen, click, drawApp, find, press, text, type, untilState } from '../../support/screen.ts'
import { id, rowKeys } from '../staff/samples.ts'

const outcome = vi.hoisted(() => ({ now: undefined as LocalOutcome | undefined }))
vi.mock('../../../../web/pages/claims/local-check.ts', () => ({
  checkHere: () => (outcome.now ? Promise.resolve(outcome.now) : new Promise(() => {})),
}))

for (const page of ['upload', 'receipts', 'results', 'icd-10']) {
  await import(`../../../../web/pages/claims/${page}-page.tsx`)
}
beforeEach(() => {
  outcome.now = undefined
})
afterEach(clearScreen)

const session = { ...sampleSession, services: ['A.01' as const] }
const code = session.institution?.code ?? ''
const name = `${code}111150913B.zip`
const file: ClaimsFile = {
  id: id(1),
  name,
  withOrders: false,
  size: 1000,
  received: 1000,
  state: 'waiting',
  begunAt: '2026-11-30T01:00:00.000Z',
  receivedAt: '2026-11-30T01:00:01.000Z',
  checkedAt: null,
  ahead: 2,
  refusal: null,
  errors: null,
  warnings: null,
  expiresAt: '2027-02-28T01:00:00.000Z',
}
const faulty: ClaimsFile = { ...file, id: id(2), state: 'faulty', ahead: null, errors: 3, warnings: 1 }
const rules = [{ rule: 'OP-D39-SUM', severity: 'error' as const, count: 3, given: 2 }]
const result = {
  kind: 'outpatient' as const,
  isCorrect: false,
  isWhole: true,
  errors: 3,
  warnings: 1,
  cases: 20,
  orders: 55,
  bytes: 100_000,
  rules,
}
const files = { files: [file, faulty], page: 1, pages: 1, total: 2, maintenance: '05:00-08:00', resumesAt: null }

async function open(path: string, page: string, answers: Record<string, unknown> = {}) {
  const made = fakeServices({
    path,
    session,
    answers: {
      'GET /api/auth/session': session,
      'GET /api/claims/files': files,
      'GET /api/claims/results': { file: faulty, result },
      'GET /api/claims/results/findings': {
        findings: [
          { rule: 'OP-D39-SUM', case: 3, order: 0, path: '09/3', field: 'd39', value: '100', expected: '120', at: 77 },
        ],
        page: 1,
        pages: 1,
      },
      'POST /api/claims/uploads': { id: id(3), received: 1000 },
      'DELETE /api/claims/files': {},
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready', page)
  return made
}

function choose(fileName: string, bytes = 1000) {
  const input = find('#claims-file', HTMLInputElement)
  Object.defineProperty(input, 'files', { value: [new File([new Uint8Array(bytes)], fileName)], configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('預檢醫療費用申報資料上傳', () => {
  it('takes what the name says into the form, checks here first, sends, and says that it was received', async () => {
    outcome.now = { result, lines: '' }
    const { call } = await open('/claims', 'claims-upload')
    await vi.waitFor(() => expect(text()).toContain('每日 05:00–08:00 為系統維護時段'))
    choose(name)
    await vi.waitFor(() => expect(find('#fee-month', HTMLInputElement).value).toBe('11509'))
    expect(find('#care-type', HTMLSelectElement).value).toBe('11')
    await vi.waitFor(() => expect(text('[data-local-result]')).toContain('檢核有誤：3 處'))
    await press('上傳')
    await vi.waitFor(() => expect(text()).toContain(`已收到「${name}」`))
    expect(call.mock.calls.find(([route]) => route === 'POST /api/claims/uploads')?.[1]).toMatchObject({
      name,
      size: 1000,
      withOrders: false,
      sha256: expect.stringMatching(/^[\da-f]{64}$/) as string,
    })
  })

  it.each([
    ['other.zip', '檔名應為 20 碼'],
    [`${code}991150913B.zip`, '醫事類別'],
    ['5901999027301150913B.zip', '與登入的機構不同'],
  ])('says what is wrong with %s, and sends nothing', async (wrong, words) => {
    const { call } = await open('/claims', 'claims-upload')
    choose(wrong)
    await vi.waitFor(() => expect(text('[data-claims-form]')).toContain(words))
    await press('上傳')
    expect(call.mock.calls.some(([route]) => route === 'POST /api/claims/uploads')).toBe(false)
  })

  it('says where the form and the file’s name differ', async () => {
    const { call } = await open('/claims', 'claims-upload')
    choose(name)
    await vi.waitFor(() => expect(find('#fee-month', HTMLInputElement).value).toBe('11509'))
    await type('#fee-month', '11508')
    await press('上傳')
    expect(text('[data-claims-form]')).toContain('請輸入 5 碼民國年月')
    expect(call.mock.calls.some(([route]) => route === 'POST /api/claims/uploads')).toBe(false)
  })

  it('shows why the server refused it', async () => {
    await open('/claims', 'claims-upload', {
      'POST /api/claims/uploads': new CodedError('ERR_REQUEST_CLAIMS_TWICE', 'waits'),
    })
    choose(name)
    await vi.waitFor(() => expect(find('#care-type', HTMLSelectElement).value).toBe('11'))
    await press('上傳')
    await vi.waitFor(() => expect(text()).toContain('同名檔案正在檢核中'))
  })
})

it('收件狀況 says how it stands with each, and asks before one is deleted', async () => {
  const { call } = await open('/claims/receipts', 'claims-receipts')
  await vi.waitFor(() => expect(rowKeys()).toEqual([id(1), id(2)]))
  expect(text(`tr[data-row="${id(1)}"] [data-state]`)).toBe('檢核中 前面還有 2 件')
  expect(text(`tr[data-row="${id(2)}"] [data-state]`)).toContain('檢核有誤：3 處')
  await click(`tr[data-row="${id(1)}"] button`)
  expect(text('dialog')).toContain('須重新排隊')
  await click('dialog .button-danger')
  await vi.waitFor(() => expect(text()).toContain(`已刪除「${name}」`))
  expect(call).toHaveBeenCalledWith('DELETE /api/claims/files', { id: id(1) })
})

it('a result has its rules as a chart and a table, and lists the findings of one', async () => {
  await open(`/claims/results?id=${id(2)}`, 'claims-results')
  await vi.waitFor(() => find('[data-result]'))
  expect(document.querySelector('svg.bar-chart')?.textContent).toContain('OP-D39-SUM')
  expect(text('tr[data-row="OP-D39-SUM"]')).toContain('3')
  await click('tr[data-row="OP-D39-SUM"] button')
  await vi.waitFor(() => expect(text('[data-findings] tbody')).toContain('09/3'))
  expect(text('[data-findings]')).toContain('共 3 筆，列出前 2 筆')
  expect(button('CSV（Big5）')).toHaveProperty('disabled', false)
})

it('codes are looked up on a day', async () => {
  const { call } = await open('/claims/icd-10', 'claims-icd-10', {
    'POST /api/claims/icd-10': {
      size: 15,
      codes: [
        { code: 'J069', name: { zhTW: '急性上呼吸道感染', en: 'URI' }, onOtherDays: false },
        { code: 'X1', name: null, onOtherDays: false },
      ],
    },
  })
  await press('檢測')
  expect(text()).toContain('請輸入 1 至 500 個代碼')
  const field = find('#icd-10-codes', HTMLTextAreaElement)
  await act(() => {
    field.value = 'J06.9\nX1'
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await press('檢測')
  await vi.waitFor(() => expect(text()).toContain('檢測結果（2 個，有效 1 個）'))
  expect(text()).toContain('查無此碼')
  expect(call.mock.calls.find(([route]) => route === 'POST /api/claims/icd-10')?.[1]).toMatchObject({
    codes: ['J06.9', 'X1'],
  })
})
