import { afterEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { DownloadRecord } from '../../../../core/protocol/downloads.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { button, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { choose, id, rowKeys, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/downloads-page.tsx')
await import('../../../../web/pages/staff/download-editor.tsx')
afterEach(clearScreen)

const record: DownloadRecord = {
  id: id(1),
  item: 'settings',
  description: 'DNS 設定說明',
  fromDay: '2026-11-30',
  untilDay: null,
  state: 'draft',
  version: 3,
  files: [{ id: id(11), name: 'DNS.pdf', type: 'pdf', size: 20_480 }],
  changedBy: '署示範',
  changedAt: '2026-11-30T01:00:00.000Z',
}

async function open(query = '', answers: Record<string, unknown> = {}) {
  const session = staffSession('information')
  const made = fakeServices({
    path: `/staff/downloads${query}`,
    session,
    answers: {
      'GET /api/auth/session': session,
      'GET /api/staff/downloads': { records: [record], page: 1, pages: 1, total: 1 },
      'GET /api/staff/downloads/record': record,
      'PUT /api/staff/downloads': { ...record, version: 4 },
      'POST /api/staff/downloads': { ...record, version: 1 },
      'POST /api/staff/downloads/move': { ...record, state: 'published', version: 4 },
      'DELETE /api/staff/downloads/files': { ...record, files: [], version: 4 },
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'staff-downloads')
  if (query !== '') await vi.waitFor(() => find('#download-files'))
  return made
}

it('lists entries with types and state, and can be narrowed', async () => {
  const { call } = await open()
  await vi.waitFor(() => expect(rowKeys()).toEqual([id(1)]))
  expect(text('tbody')).toContain('PDF')
  await choose('#staff-state', 'published')
  await choose('#staff-item', 'claims')
  expect(call).toHaveBeenLastCalledWith('GET /api/staff/downloads', { page: '1', state: 'published', item: 'claims' })
})

it('saves with the version that was seen; what is not saved cannot be released', async () => {
  const { call } = await open(`?id=${id(1)}`)
  await vi.waitFor(() => find('#download-description'))
  await type('#download-description', '新說明')
  expect(button('發布')).toHaveProperty('disabled', true)
  await press('儲存')
  await vi.waitFor(() => expect(text()).toContain('已儲存。'))
  expect(call).toHaveBeenCalledWith('PUT /api/staff/downloads', {
    id: id(1),
    version: 3,
    item: 'settings',
    description: '新說明',
    fromDay: '2026-11-30',
    untilDay: null,
  })
  await press('發布')
  await click('dialog .button-danger')
  await vi.waitFor(() => expect(text()).toContain('目前狀態：公告中。'))
  expect(call).toHaveBeenCalledWith('POST /api/staff/downloads/move', { id: id(1), version: 4, move: 'release' })
})

it('a new one says that it was saved, where it can be gone on with', async () => {
  await open('?id=new')
  await vi.waitFor(() => find('#download-description'))
  await type('#download-description', 'DNS 設定說明')
  await press('儲存')
  await vi.waitFor(() => expect(text('#download-files')).not.toContain('先儲存草稿'))
  await vi.waitFor(() => expect(text()).toContain('已儲存。'))
})

it('sends nothing that is empty or ends before it begins', async () => {
  const { call } = await open('?id=new')
  await vi.waitFor(() => find('#download-description'))
  expect(text()).toContain('先儲存草稿')
  await press('儲存')
  expect(text('#download-description-error')).toContain('請輸入檔案說明')
  await type('#download-description', '說明')
  await type('#download-until', '2020-01-01')
  await press('儲存')
  expect(text('#download-until-error')).toContain('迄日不可早於起日')
  expect(call).not.toHaveBeenCalledWith('POST /api/staff/downloads', expect.anything())
})

it('removes a file at once, and tells why it could not', async () => {
  const incomplete = new CodedError('ERR_REQUEST_DOWNLOAD_INCOMPLETE', 'x', { details: { fields: 'files' } })
  await open(`?id=${id(1)}`, { 'DELETE /api/staff/downloads/files': incomplete })
  await vi.waitFor(() => button('移除 DNS.pdf'))
  await press('移除 DNS.pdf')
  await vi.waitFor(() => expect(text('.error-panel')).toContain('至少附加一個檔案'))
})

it('a withdrawn one can only be made a draft again', async () => {
  await open(`?id=${id(1)}`, { 'GET /api/staff/downloads/record': { ...record, state: 'withdrawn' } })
  await vi.waitFor(() => button('改回草稿'))
  expect(has('#download-description')).toBe(false)
  expect(has('#download-file')).toBe(false)
})
