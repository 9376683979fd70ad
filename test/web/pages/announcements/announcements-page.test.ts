import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { fakeServices, noAnnouncements } from '../../support/fake-services.ts'
import { mapMemory } from '../../support/map-memory.ts'
import { clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { announcementId, item, pageOf } from './samples.ts'

afterEach(clearScreen)

const details = {
  content: '<p>內文<script>alert(1)</script><img src="x"></p>',
  attachments: [{ id: announcementId(900), name: '附件.pdf', type: 'pdf', size: 20_480 }],
  contact: null,
}

async function open(
  answers: Record<string, unknown> = {},
  path = '/announcements',
  memory = mapMemory({ language: 'zh-TW' }),
) {
  const made = fakeServices({
    path,
    memory,
    answers: {
      'GET /api/announcements': ({ kind }: { kind: string }) =>
        kind === 'urgent' ? noAnnouncements : pageOf([item(1)]),
      'GET /api/announcements/details': details,
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready', 'announcements')
  return made
}

/** What the list was asked for, without the banner's. */
const asked = (call: ReturnType<typeof fakeServices>['call']) =>
  call.mock.calls
    .filter(([route, body]) => route === 'GET /api/announcements' && (body as { kind: string }).kind !== 'urgent')
    .map(([, body]) => body)

describe('the public announcements', () => {
  it('show department, keyword, date of the Republic and title', async () => {
    await open()
    await vi.waitFor(() => expect(text('.announcement-about')).toBe('資訊組．一般公告．讀卡機 / 110.05.12'))
    expect(find('.announcement-title b').textContent).toBe('第 1 則')
  })

  it('open in place, with attachments, and close again; nothing in them can run or load', async () => {
    await open()
    await vi.waitFor(() => find('.announcement-line button'))
    await click('.announcement-line button')
    await vi.waitFor(() => expect(text('.announcement-details')).toContain('內文'))
    expect(has('.announcement-details :is(script, img)')).toBe(false)
    expect(text('.announcement-files')).toContain('附件.pdf')
    expect(find('.announcement-line button').getAttribute('aria-expanded')).toBe('true')
    await press('收合')
    expect(has('.announcement-details')).toBe(false)
  })

  it('without content and attachment have nothing to open, unless the title is cut', async () => {
    await open({ 'GET /api/announcements': pageOf([item(1, { hasDetails: false })]) })
    await vi.waitFor(() => find('.announcement-title'))
    expect(has('main .announcement-line button')).toBe(false)
  })

  it('are searched and paged by the server', async () => {
    const { call } = await open({ 'GET /api/announcements': pageOf([item(1)], { pages: 3, total: 25 }) })
    await vi.waitFor(() => find('.paging'))
    await type('#announcement-words', ' 讀卡機 ')
    await press('查詢')
    await vi.waitFor(() => find('.paging'))
    await press('下一頁')
    await vi.waitFor(() =>
      expect(asked(call)).toEqual([
        { kind: 'business' },
        { kind: 'business', words: '讀卡機', page: '1' },
        { kind: 'business', words: '讀卡機', page: '2' },
      ]),
    )
  })

  it('say so when only the newest of a frequent word are listed, and when nothing was found', async () => {
    await open({ 'GET /api/announcements': pageOf([item(1)], { total: 500, more: true }) })
    await vi.waitFor(() => expect(text()).toContain('僅列出最新 500 則'))
    await clearScreen()
    await open({ 'GET /api/announcements': noAnnouncements })
    await vi.waitFor(() => expect(text()).toContain('目前沒有公告'))
  })

  it('資安專區 is the system notices of that category', async () => {
    const { call } = await open()
    await click('[data-key=security]')
    await vi.waitFor(() => expect(asked(call).at(-1)).toEqual({ kind: 'system', category: 'security' }))
    expect(location.search).toBe('?list=security')
  })

  it('are marked as new when they came after the last visit of this browser', async () => {
    const items = [item(1, { since: '2026-01-02T00:00:00.000Z' }), item(2, { since: '2026-01-01T00:00:00.000Z' })]
    const answers = { 'GET /api/announcements': pageOf(items) }
    const memory = mapMemory({ language: 'zh-TW', 'announcements-seen': '2026-01-01T12:00:00.000Z' })
    await open(answers, '/announcements', memory)
    await vi.waitFor(() => find('.announcement-new'))
    expect(document.querySelectorAll('main .announcement-new')).toHaveLength(1)
    await clearScreen()
    await open(answers, '/announcements', memory)
    await vi.waitFor(() => find('.announcement-title'))
    expect(has('main .announcement-new')).toBe(false)
  })

  it('a link from the feed opens its announcement at once', async () => {
    await open({}, `/announcements?open=${announcementId(1)}`)
    await vi.waitFor(() => expect(text('.announcement-details')).toContain('內文'))
  })

  it('that cannot be had are an error with a way to try again', async () => {
    const unreachable = new CodedError('ERR_REQUEST_UNREACHABLE', 'no line')
    await open({ 'GET /api/announcements': unreachable })
    await vi.waitFor(() => expect(text('.error-panel')).toContain('無法連線'))
  })
})

describe('即時公告', () => {
  it('stand above the public pages while one is in force, and above no other', async () => {
    const answers = { 'GET /api/announcements': pageOf([item(1, { titleText: '停電', title: '停電' })]) }
    await drawApp(fakeServices({ answers }).services)
    await vi.waitFor(() => expect(text('[data-urgent]')).toContain('停電'))
    await clearScreen()
    await drawApp(fakeServices({ path: '/check', answers }).services)
    await vi.waitFor(() => expect(find('main').dataset['page']).toBe('check'))
    expect(has('[data-urgent]')).toBe(false)
  })

  it('that cannot be had keep nobody from signing in', async () => {
    const answers = { 'GET /api/announcements': new CodedError('ERR_REQUEST_UNREACHABLE', 'no line') }
    await drawApp(fakeServices({ answers }).services)
    await untilState('ready', 'sign-in')
    expect(has('[data-urgent]')).toBe(false)
  })
})
