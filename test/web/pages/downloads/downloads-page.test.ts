import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { DownloadList } from '../../../../core/protocol/downloads.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { button, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { id } from '../staff/samples.ts'

await import('../../../../web/pages/downloads/downloads-page.tsx')
afterEach(clearScreen)

const list: DownloadList = {
  entries: [
    {
      id: id(1),
      item: 'settings',
      description: 'DNS 設定說明',
      day: '2021-03-10',
      files: [
        { id: id(11), name: 'DNS.pdf', type: 'pdf', size: 20_480 },
        { id: id(12), name: 'DNS.odt', type: 'odt', size: 1 },
      ],
    },
  ],
  page: 1,
  pages: 2,
  total: 21,
}

async function open(path = '/downloads', answer: DownloadList = list) {
  const made = fakeServices({
    path,
    answers: {
      'GET /api/downloads/items': {
        items: [
          { item: 'settings', count: 21 },
          { item: 'claims', count: 1 },
        ],
      },
      'GET /api/downloads': answer,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'downloads')
  return made
}
const asked = ({ call }: Awaited<ReturnType<typeof open>>) =>
  call.mock.calls.filter(([route]) => route === 'GET /api/downloads').map(([, body]) => body)

it('shows the service items that offer something, by category, and one category alone', async () => {
  await open()
  await vi.waitFor(() => expect(text('.downloads-items')).toContain('電腦設定 21 筆'))
  expect([...document.querySelectorAll('main h2')].map((title) => title.textContent)).toEqual(['網站使用', '費用申報'])
  await act(async () => {
    const select = find('#downloads-category', HTMLSelectElement)
    select.value = 'claims'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect([...document.querySelectorAll('main h2')].map((title) => title.textContent)).toEqual(['費用申報'])
})

it('an item opens its list, with a plain link for each file type, and leads back', async () => {
  const made = await open()
  await vi.waitFor(() => button('電腦設定'))
  await press('電腦設定')
  await vi.waitFor(() => expect(text('main h2')).toBe('服務項目：電腦設定'))
  await vi.waitFor(() => find('.downloads-files a'))
  expect(asked(made)).toEqual([{ item: 'settings' }])
  expect(location.search).toBe('?item=settings')
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.downloads-files a')]
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['pdf', `/downloads/files/${id(11)}`],
    ['odt', `/downloads/files/${id(12)}`],
  ])
  expect(links[0]?.getAttribute('aria-label')).toBe('PDF：下載 DNS 設定說明（PDF 文件，20 KB）')
  expect(find('td[data-column=day] time').textContent).toBe('110.03.10')
  expect(has('td[data-column=item]')).toBe(false)
  await press('回服務項目查詢')
  await vi.waitFor(() => find('.downloads-items'))
})

it('全部服務項目 names each one’s item; 按更新日期排序 asks anew and keeps its place; pages turn', async () => {
  const made = await open('/downloads?item=all')
  await vi.waitFor(() => find('td[data-column=item]'))
  expect(text('td[data-column=item]')).toBe('電腦設定')
  await click('input[name=downloads-newest]')
  await vi.waitFor(() => find('td[data-column=item]'))
  await press('下一頁')
  await vi.waitFor(() => find('td[data-column=item]'))
  expect(asked(made)).toEqual([{}, { newest: 'yes', page: '1' }, { newest: 'yes', page: '2' }])
  expect(find('input[name=downloads-newest]', HTMLInputElement).checked).toBe(true)
})

it('looks for words in the item or in all, and says when nothing fits', async () => {
  const none = { entries: [], page: 1, pages: 1, total: 0 }
  const made = await open('/downloads', none)
  expect(text('#downloads-words-hint')).toBe('請輸入全部或部分文字')
  await type('#downloads-words', ' DNS ')
  await press('查詢')
  await vi.waitFor(() => expect(text()).toContain('沒有符合的檔案。'))
  expect(asked(made)).toEqual([{ words: 'DNS' }])
  expect(location.search).toBe('?item=all&words=DNS')
})
