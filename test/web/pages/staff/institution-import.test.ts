import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { ImportCheck } from '../../../../core/protocol/institution-imports.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { clearScreen, click, drawApp, find, has, press, text, untilState } from '../../support/screen.ts'
import { administrator, id, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/institution-import.tsx')
afterEach(clearScreen)

const checked: ImportCheck = {
  id: id(1),
  name: 'open-data.csv',
  rows: 4,
  counts: { new: 1, changed: 1, ended: 1, same: 1, faulty: 0, odd: 1 },
  faults: [],
  odd: [{ line: 2, code: '0101090517' }],
  new: [{ line: 2, code: '3599990011', name: '示範新診所', type: 'clinic', division: 'taipei', fields: [] }],
  changed: [
    { line: 3, code: '3501999018', name: '示範晨曦診所', type: 'clinic', division: 'taipei', fields: ['phone'] },
  ],
  ended: [
    {
      line: 4,
      code: '5901999027',
      name: '示範安禾藥局',
      type: 'pharmacy',
      division: 'eastern',
      fields: ['contracted', 'endedOn'],
    },
  ],
  digest: 'd'.repeat(43),
}

async function open(answer: ImportCheck = checked, session = administrator) {
  const made = fakeServices({
    path: '/staff/institutions',
    session,
    answers: {
      'GET /api/auth/session': session,
      'POST /api/staff/institution-imports': answer,
      'POST /api/staff/institution-imports/confirm': { new: 1, changed: 1, ended: 1, same: 1 },
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'staff-institutions')
  return made
}

async function choose() {
  await act(async () => {
    const details = find('details', HTMLDetailsElement)
    details.open = true
    details.dispatchEvent(new Event('toggle'))
  })
  await vi.waitFor(() => find('#import-file'))
  await act(async () => {
    const input = find('#import-file', HTMLInputElement)
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'open-data.csv')] })
    Object.defineProperty(input, 'value', { value: '', writable: true })
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await vi.waitFor(() => find('[data-import-check]'))
}

it('shows what a file would do, and takes it over when it is confirmed', async () => {
  const { call } = await open()
  await choose()
  expect(text('[data-import-check] h3')).toBe('open-data.csv：共 4 列')
  expect(text('[data-import-check]')).toContain('終止：共 1 筆')
  expect(text('[data-import-check]')).toContain('檢查碼不符：共 1 筆')
  expect(call).not.toHaveBeenCalledWith('POST /api/staff/institution-imports/confirm', expect.anything())
  await press('確認匯入')
  expect(text('dialog')).toContain('1 家機構將終止特約')
  await click('dialog .button-danger')
  await vi.waitFor(() => expect(text()).toContain('已匯入：新增 1 家、異動 1 家、終止 1 家。'))
  const { id: importId, digest } = checked
  expect(call).toHaveBeenCalledWith('POST /api/staff/institution-imports/confirm', { id: importId, digest })
  expect(has('[data-import-check]')).toBe(false)
})

it('tells faults by their lines, and offers no confirmation', async () => {
  const counts = { ...checked.counts, faulty: 3 }
  await open({ ...checked, counts, faults: [{ line: 7, code: 'x', faults: ['code', 'name'] }] })
  await choose()
  expect(text('tr[data-row="7"]')).toContain('醫事機構代碼不是 10 碼數字；醫事機構名稱空白')
  expect(text('[data-import-check] caption')).toBe('錯誤：共 3 筆，列出前 1 筆')
  expect(() => find('[data-import-check] .button-primary')).toThrow()
})

it('has nothing to confirm where all is the same', async () => {
  const counts = { new: 0, changed: 0, ended: 0, same: 4, faulty: 0, odd: 0 }
  await open({ ...checked, counts, new: [], changed: [], ended: [], odd: [] })
  await choose()
  expect(text('[data-import-check]')).toContain('與現有資料相同')
})

it('is not there for a division’s colleague', async () => {
  await open(checked, staffSession('division', 'taipei'))
  expect(has('details')).toBe(false)
})
