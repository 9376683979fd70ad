import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { AnnouncementRecord } from '../../../../core/protocol/announcements.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import type { RichEditor } from '../../../../web/components/rich-editor.ts'
import { fakeServices } from '../../support/fake-services.ts'
import { button, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { id, choose, rowKeys, staffSession } from './samples.ts'

/** Squire needs a browser's selections: here each field has what was typed, and the browser test has the editor. */
const typed = vi.hoisted(() => new Map<string, (html: string) => void>())
vi.mock('../../../../web/components/rich-editor.ts', () => ({
  openRichEditor(root: HTMLElement, html: string, onChange: () => void): RichEditor {
    let now = html
    typed.set(root.id, (next) => {
      now = next
      onChange()
    })
    return { html: () => now, run: vi.fn(), setClass: vi.fn(), link: vi.fn(), close: vi.fn() }
  },
}))
const write = async (field: string, html: string) => {
  const into = await vi.waitFor(() => typed.get(field) ?? expect.fail(`no editor for ${field}`))
  await act(async () => into(html))
}

afterEach(async () => {
  await clearScreen()
  typed.clear()
})

const headquarters = staffSession('headquarters')

const record: AnnouncementRecord = {
  id: id(1),
  kind: 'business',
  state: 'draft',
  title: '標題',
  titleText: '標題',
  content: '<p>內文</p>',
  fromDay: '2026-11-30',
  untilDay: null,
  department: 'planning',
  category: 'general',
  keyword: '',
  entry: null,
  audience: { types: [], divisions: [], roles: [], entryUsersOnly: false },
  division: null,
  contactName: '',
  contactPhone: '',
  version: 3,
  attachments: [],
  changedBy: '署示範',
  changedAt: '2026-11-30T01:00:00.000Z',
  takenOut: [],
}

async function open(query = '', answers: Record<string, unknown> = {}, session: SessionView = headquarters) {
  const made = fakeServices({
    path: `/staff/announcements${query}`,
    session,
    answers: {
      'GET /api/auth/session': session,
      'GET /api/staff/announcements': {
        items: [{ ...record, untilDay: '2026-12-31' }].map(
          ({ id: key, titleText, state, fromDay, untilDay, division, changedBy, changedAt }) => ({
            id: key,
            titleText,
            state,
            fromDay,
            untilDay,
            division,
            changedBy,
            changedAt,
          }),
        ),
        page: 1,
        pages: 1,
        total: 1,
        more: false,
      },
      'GET /api/staff/announcements/record': record,
      'PUT /api/staff/announcements': { ...record, version: 4 },
      'POST /api/staff/announcements': { ...record, version: 1 },
      'POST /api/staff/announcements/move': { ...record, state: 'published', version: 4 },
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'staff-announcements')
  return made
}

describe('the list', () => {
  it('has a tab for each kind that the person writes, and no other', async () => {
    await open()
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')].map((tab) => tab.dataset['key'])
    expect(tabs).toEqual(['business', 'system', 'headquarters'])
    await clearScreen()
    await open('', {}, staffSession('division', 'taipei'))
    expect([...document.querySelectorAll<HTMLElement>('[role=tab]')].map((tab) => tab.dataset['key'])).toEqual([
      'division',
    ])
  })

  it('shows state and days, and can be narrowed to a state', async () => {
    const { call } = await open()
    await vi.waitFor(() => expect(rowKeys()).toEqual([id(1)]))
    expect(text('tbody')).toContain('草稿')
    expect(text('tbody')).toContain('115.11.30 – 115.12.31')
    await choose('#staff-state', 'published')
    await vi.waitFor(() =>
      expect(call).toHaveBeenCalledWith('GET /api/staff/announcements', {
        kind: 'business',
        state: 'published',
        page: '1',
      }),
    )
  })

  it('is not there for who writes none', async () => {
    const made = fakeServices({ path: '/staff/announcements', session: staffSession('administrator') })
    await drawApp(made.services)
    await untilState('failed', 'staff-announcements')
  })
})

describe('the editor', () => {
  it('saves what was written, with the version that was seen', async () => {
    const { call } = await open(`?kind=business&id=${id(1)}`)
    await vi.waitFor(() => find('#announcement-title'))
    await write('announcement-title', '<b>新標題</b>')
    await type('#announcement-keyword', '預檢')
    expect(button('發布')).toHaveProperty('disabled', true)
    await press('儲存')
    await vi.waitFor(() => expect(text()).toContain('已儲存。'))
    expect(call).toHaveBeenCalledWith(
      'PUT /api/staff/announcements',
      expect.objectContaining({
        id: id(1),
        version: 3,
        title: '<b>新標題</b>',
        keyword: '預檢',
        content: '<p>內文</p>',
      }),
    )
  })

  it('tells what was taken out', async () => {
    const takenOut = [{ what: 'element', name: 'script', count: 2 }]
    await open(`?kind=business&id=${id(1)}`, { 'PUT /api/staff/announcements': { ...record, version: 4, takenOut } })
    await vi.waitFor(() => find('#announcement-title'))
    await press('儲存')
    await vi.waitFor(() => expect(text('[data-taken-out]')).toBe('script × 2'))
  })

  it('tells that somebody else has changed it meanwhile, and what was typed stays', async () => {
    const conflict = new CodedError('ERR_REQUEST_CONFLICT', 'changed')
    await open(`?kind=business&id=${id(1)}`, { 'PUT /api/staff/announcements': conflict })
    await vi.waitFor(() => find('#announcement-title'))
    await type('#announcement-keyword', '預檢')
    await press('儲存')
    await vi.waitFor(() => expect(text('.error-panel')).toContain('資料已由他人變更'))
    expect(find('#announcement-keyword', HTMLInputElement).value).toBe('預檢')
  })

  it('releases after a confirmation, and says the state', async () => {
    const { call } = await open(`?kind=business&id=${id(1)}`)
    await vi.waitFor(() => find('#announcement-title'))
    await press('發布')
    expect(call).not.toHaveBeenCalledWith('POST /api/staff/announcements/move', expect.anything())
    await click('dialog .button-danger, dialog .button-primary')
    await vi.waitFor(() => expect(text()).toContain('目前狀態：公告中。'))
    expect(call).toHaveBeenCalledWith('POST /api/staff/announcements/move', { id: id(1), version: 3, move: 'release' })
  })

  it('a withdrawn one can only be made a draft again', async () => {
    await open(`?kind=business&id=${id(1)}`, {
      'GET /api/staff/announcements/record': { ...record, state: 'withdrawn' },
    })
    await vi.waitFor(() => expect(button('改回草稿')).toBeDefined())
    expect(has('#announcement-title')).toBe(false)
    expect(has('#announcement-file')).toBe(false)
  })

  it('a last day before the first is said, and nothing is sent', async () => {
    const { call } = await open(`?kind=business&id=${id(1)}`)
    await vi.waitFor(() => find('#announcement-until'))
    await type('#announcement-until', '2026-11-01')
    await press('儲存')
    expect(text('#announcement-until-error')).toContain('迄日不可早於起日')
    expect(call).not.toHaveBeenCalledWith('PUT /api/staff/announcements', expect.anything())
  })
})

it('an older version is read as it stood then', async () => {
  const version = (number: number, title: string, content: string) => ({
    version: number,
    at: '2026-11-30T01:00:00.000Z',
    by: '署示範',
    what: number === 1 ? 'create' : 'change',
    fields: ['content'],
    title,
    titleText: title,
    content,
    fromDay: '2026-11-30',
    untilDay: null,
    attachments: ['附件.pdf'],
  })
  const versions = [version(2, '新標題', '<p>新內容</p>'), version(1, '舊標題', '<p><b>舊內容</b></p>')]
  await open(`?kind=business&id=${id(1)}`, { 'GET /api/staff/announcements/history': { versions } })
  await vi.waitFor(() => find('details'))
  const history = [...document.querySelectorAll('details')].at(-1)
  await act(async () => {
    if (history) history.open = true
    history?.dispatchEvent(new Event('toggle'))
  })
  await vi.waitFor(() => find('tbody'))
  await click('[aria-label="內容：第 1 版"]')
  expect(find('[data-version="1"] b').textContent).toBe('舊內容')
  expect(text('[data-version="1"]')).toContain('附件.pdf')
  await click('[aria-label="內容：第 1 版"]')
  expect(has('[data-version]')).toBe(false)
})
