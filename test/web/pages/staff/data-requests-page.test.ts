import { afterEach, expect, it, vi } from 'vitest'
import type { SessionView } from '../../../../core/protocol/session.ts'
import type { DataRequest } from '../../../../core/protocol/shortcuts.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { button, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { id, rowKeys, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/data-requests-page.tsx')
afterEach(clearScreen)

const request: DataRequest = {
  id: id(1),
  name: '核定總表.csv',
  description: '核定總表',
  providedAt: '2026-11-01T00:00:00.000Z',
  state: 'requested',
  repeatUntil: '2026-11-15',
  institution: { code: '3501999018', name: '示範晨曦診所' },
  askedAt: '2026-11-29T00:00:00.000Z',
  decidedAt: null,
  downloads: 2,
}

async function open(session: SessionView = staffSession('division', 'taipei')) {
  let now = request
  const made = fakeServices({
    path: '/staff/data-requests',
    session,
    answers: {
      'GET /api/auth/session': session,
      'GET /api/staff/data-requests': () => ({ requests: [now], page: 1, pages: 1, total: 1 }),
      'POST /api/staff/data-requests/decide': () => (now = { ...request, state: 'ready' }),
      'GET /api/staff/data-requests/downloads': {
        downloads: [
          { at: '2026-11-02T00:00:00.000Z', person: '林示範', encrypted: true },
          { at: '2026-11-01T00:00:00.000Z', person: null, encrypted: false },
        ],
      },
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'staff-data-requests')
  await vi.waitFor(() => expect(rowKeys()).toEqual([id(1)]))
  return made
}

it('grants what is asked for, and says so', async () => {
  const { call } = await open()
  expect(text('td[data-column=decision]')).toBe('同意不同意')
  await press('同意')
  await vi.waitFor(() => expect(text()).toContain('核定總表.csv：可下載'))
  expect(call).toHaveBeenCalledWith('POST /api/staff/data-requests/decide', { id: id(1), move: 'grant' })
  expect(text('td[data-column=decision]')).toBe('')
})

it('says who downloaded, and how', async () => {
  await open()
  await press('2 次')
  await vi.waitFor(() => expect(text('dialog tbody')).toContain('機構代表'))
  expect(text('dialog tbody')).toContain('林示範')
  expect(text('dialog tbody')).toContain('加密下載')
})

it('can be narrowed to an institution and to what is asked for', async () => {
  const { call } = await open()
  await type('#data-institution', '123')
  await press('查詢')
  expect(text('#data-institution-error')).toContain('10 碼')
  await type('#data-institution', '3501999018')
  await press('查詢')
  await click('input[name=data-requested]')
  expect(call).toHaveBeenLastCalledWith('GET /api/staff/data-requests', {
    page: '1',
    institution: '3501999018',
    requested: 'yes',
  })
})

it('provides a file only with an institution, a description and the file', async () => {
  const { call } = await open()
  await press('提供檔案')
  await click('dialog button[type=submit]')
  expect(text('#data-file-institution-error')).toContain('10 碼')
  expect(text('#data-file-description-error')).toContain('請輸入資料說明')
  expect(text('dialog')).toContain('請選擇檔案')
  expect(call).not.toHaveBeenCalledWith('POST /api/staff/data-requests/files', expect.anything())
  expect(button('選擇檔案')).toBeDefined()
  expect(find('#data-file', HTMLInputElement).accept).toContain('.pdf')
})

it('下載說明 is there for 資訊組 alone', async () => {
  await open()
  expect(has('details')).toBe(false)
  await clearScreen()
  await open(staffSession('information'))
  expect(text('details summary')).toBe('下載說明')
})
