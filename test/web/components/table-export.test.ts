import { h } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { byteOrderMark } from '../../../core/tables/csv.ts'
import { DataTable } from '../../../web/components/data-table.tsx'
import { LanguageContext } from '../../../web/state/language.ts'
import { ServicesContext } from '../../../web/state/services.ts'
import { everyAfter, everyPage } from '../../../web/state/every-row.ts'
import { fakeServices } from '../support/fake-services.ts'
import { button, clearScreen, draw, find, press, text } from '../support/screen.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly day: string
}
const rows: readonly Row[] = [
  { id: '1', name: '示範診所', day: '2026-11-30' },
  { id: '2', name: '=1+1', day: '2026-12-01' },
]
const columns = [
  { key: 'name', title: '名稱', isRowHeader: true, text: ({ name }: Row) => name },
  { key: 'day', title: '日期', text: ({ day }: Row) => day, cell: () => h('time', {}, '115.11.30') },
  { key: 'open', title: '開啟', cell: () => h('button', {}, '開啟') },
]

const saved: { name: string; content: Blob }[] = []
beforeEach(() => {
  saved.length = 0
  let blob: Blob | undefined
  vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    blob = given as Blob
    return 'blob:x'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (blob) saved.push({ name: this.download, content: blob })
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await clearScreen()
})

async function drawTable(exportedAs: { name: string; rows?: () => Promise<readonly Row[]> }) {
  const { services } = fakeServices()
  const table = h(DataTable<Row>, { caption: '清單', columns, rows, rowKey: ({ id }) => id, exportedAs })
  const within = h(LanguageContext.Provider, { value: 'zh-TW' }, table)
  await draw(h(ServicesContext.Provider, { value: services }, within))
}

it('the page, the CSV and the ODS are made of the same columns; what is only to press is in no file', async () => {
  await drawTable({ name: 'clinics' })
  expect(text('tbody tr')).toBe('示範診所115.11.30開啟')
  await press('匯出 CSV')
  await vi.waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]?.name).toMatch(/^clinics-\d{4}-\d{2}-\d{2}\.csv$/)
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await saved[0]?.content.arrayBuffer())
  expect(csv).toBe(`${byteOrderMark}"名稱","日期"\r\n"示範診所","2026-11-30"\r\n"'=1+1","2026-12-01"\r\n`)
  await press('匯出 ODS')
  await vi.waitFor(() => expect(saved).toHaveLength(2))
  const ods = new TextDecoder().decode(await saved[1]?.content.arrayBuffer())
  expect(ods).toContain('<text:p>示範診所</text:p>')
  expect(ods).toContain('<text:p>=1+1</text:p>')
})

it('all rows go into the file, not those of the page alone; why they could not be had is said', async () => {
  const all = vi.fn(() => Promise.resolve([...rows, { id: '3', name: '第三', day: '2026-12-02' }]))
  await drawTable({ name: 'clinics', rows: all })
  await press('匯出 CSV')
  await vi.waitFor(() => expect(saved).toHaveLength(1))
  expect(await saved[0]?.content.text()).toContain('第三')
  all.mockRejectedValue(new CodedError('ERR_REQUEST_UNREACHABLE', 'x'))
  await act(async () => button('匯出 CSV').click())
  await vi.waitFor(() => find('.error-panel'))
})

it('pages are read until the last, parts after the last row', async () => {
  const pages = [['a', 'b'], ['c']]
  expect(await everyPage(async (page) => ({ rows: pages[page - 1] ?? [], more: page < 2 }))).toEqual(['a', 'b', 'c'])
  const after = async (last: string | undefined) => ({
    rows: last === undefined ? ['a'] : ['b'],
    more: last === undefined,
  })
  expect(await everyAfter<string>(after)).toEqual(['a', 'b'])
  const endless = vi.fn(async () => ({ rows: ['x'], more: true }))
  expect((await everyPage(endless)).length).toBe(endless.mock.calls.length)
})
