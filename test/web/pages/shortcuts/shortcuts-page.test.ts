import { afterEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { ShortcutPage, ShortcutRow } from '../../../../core/protocol/shortcuts.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { button, clearScreen, click, drawApp, find, press, text, untilState } from '../../support/screen.ts'
import { id, rowKeys } from '../staff/samples.ts'

await import('../../../../web/pages/shortcuts/shortcuts-page.tsx')
afterEach(clearScreen)

const states = ['ready', 'downloaded', 'lapsed', 'requested', 'declined'] as const
const rows: ShortcutRow[] = states.map((state, at) => ({
  id: id(at),
  name: `${state}.txt`,
  description: '付款通知書',
  providedAt: '2021-01-12T22:05:00.000Z',
  state,
  repeatUntil: state === 'ready' ? null : '2021-01-27',
}))
const page: ShortcutPage = {
  rows,
  page: 2,
  pages: 2,
  total: 15,
  archiveKey: 'id-number',
  note: '<p>請使用<b>加密下載</b>。<script>x</script></p>',
}

async function open(answers: Record<string, unknown> = {}) {
  const made = fakeServices({
    path: '/shortcuts',
    session: sampleSession,
    answers: {
      'GET /api/auth/session': sampleSession,
      'GET /api/shortcuts': page,
      'POST /api/shortcuts/file': { address: '/files/x' },
      'POST /api/shortcuts/request': rows[3],
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'shortcuts')
  await vi.waitFor(() => find('.data-table'))
  return made
}
const asked = ({ call }: Awaited<ReturnType<typeof open>>) =>
  call.mock.calls.filter(([route]) => route === 'GET /api/shortcuts').map(([, body]) => body)
const buttonsOf = (at: number) =>
  [...document.querySelectorAll(`tr[data-row="${id(at)}"] button`)].map((one) => one.textContent)

it('says each state in words and tone, with what can be done, and counts rows on over the pages', async () => {
  await open()
  expect(rowKeys()).toHaveLength(5)
  expect(text('.service-menu a[aria-current=page]')).toBe('下載捷徑專區')
  expect(text('tr td[data-column=number]')).toBe('11')
  expect(find('td[data-column=providedAt] time').textContent).toBe('110.01.13 06:05')
  const shown = [...document.querySelectorAll<HTMLElement>('.shortcut-state')]
  expect(shown.map((state) => [state.dataset['tone'], state.textContent])).toEqual([
    ['green', '可下載'],
    ['blue', '已下載，期限內可重複下載'],
    ['plain', '重複下載期限已過'],
    ['orange', '申請中'],
    ['orange', '請洽所屬轄區承辦同仁'],
  ])
  expect(states.map((_, at) => buttonsOf(at))).toEqual([
    ['下載', '加密下載'],
    ['下載', '加密下載'],
    ['申請重送'],
    [],
    [],
  ])
  expect(text(`tr[data-row="${id(1)}"]`)).toContain('可重複下載至 110.01.27')
})

it('ticks 申請重送 and 申請中 at first, and asks for nothing while none is ticked', async () => {
  const made = await open()
  const ticks = [...document.querySelectorAll<HTMLInputElement>('.shortcut-ticks input')]
  expect(ticks.map(({ name, checked }) => [name, checked])).toEqual([
    ['group-resend', true],
    ['group-requested', true],
    ['group-recent', false],
  ])
  await click('input[name=group-resend]')
  await click('input[name=group-requested]')
  await press('查詢')
  expect(text('[role=alert]')).toBe('請勾選一個以上查詢條件。')
  await click('input[name=group-recent]')
  await press('查詢')
  await vi.waitFor(() => find('.data-table'))
  expect(text('main')).not.toContain('請勾選一個以上')
  expect(asked(made)).toEqual([{ groups: 'resend,requested' }, { groups: 'recent', page: '1' }])
})

it('downloads plain and encrypted, and reads the list anew in its place', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  const made = await open()
  await press('加密下載')
  await vi.waitFor(() => expect(text()).toContain('已開始下載：ready.txt'))
  expect(made.call).toHaveBeenCalledWith('POST /api/shortcuts/file', { id: id(0), encrypted: true })
  expect(clicked).toHaveBeenCalledOnce()
  expect(asked(made).at(-1)).toEqual({ groups: 'resend,requested', page: '2' })
  clicked.mockRestore()
})

it('申請重送 is told, and so is why it could not be', async () => {
  const made = await open()
  await press('申請重送')
  await vi.waitFor(() => expect(text()).toContain('已申請重送：lapsed.txt'))
  expect(made.call).toHaveBeenCalledWith('POST /api/shortcuts/request', { id: id(2) })
  await clearScreen()
  await open({ 'POST /api/shortcuts/request': new CodedError('ERR_REQUEST_SHORTCUT_STATE', 'x') })
  await press('申請重送')
  await vi.waitFor(() => expect(text('.error-panel')).toContain('檔案狀態已變更'))
})

it.each([
  ['id-number', '密碼為登入者之身分證號，首碼須大寫。'],
  ['institution-code', '密碼為醫事機構代碼。'],
] as const)(
  'says which password opens an archive: %s; and shows 下載說明, in which nothing can run',
  async (archiveKey, words) => {
    await open({ 'GET /api/shortcuts': { ...page, archiveKey } })
    expect(text('[data-archive-key]')).toContain(words)
    expect(text('section[aria-labelledby=shortcuts-note] b')).toBe('加密下載')
    expect(document.querySelector('main script')).toBeNull()
    expect(button('下載')).toBeDefined()
  },
)
