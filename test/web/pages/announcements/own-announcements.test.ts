import { afterEach, expect, it, vi } from 'vitest'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { button, clearScreen, click, drawApp, find, has, press, text, type, untilState } from '../../support/screen.ts'
import { announcementId, item, pageOf } from './samples.ts'

afterEach(clearScreen)

const details = {
  content: '',
  attachments: [{ id: announcementId(900), name: '附件.pdf', type: 'pdf', size: 20_480 }],
  contact: { name: '王示範', phone: '02-2191-2006' },
}

async function open(path: string, answers: Record<string, unknown> = {}, session = sampleSession) {
  const made = fakeServices({
    path,
    session,
    answers: {
      'GET /api/auth/session': session,
      'GET /api/announcements/own': { ...pageOf([item(1)]), seenBefore: '2021-01-01T00:00:00.000Z', newCount: 1 },
      'GET /api/announcements/own/details': details,
      'POST /api/announcements/own/file': { address: `/files/${'t'.repeat(43)}` },
      ...answers,
    },
  })
  await drawApp(made.services)
  await untilState('ready')
  return made
}

const asked = (call: ReturnType<typeof fakeServices>['call']) =>
  call.mock.calls.filter(([route]) => route === 'GET /api/announcements/own').map(([, body]) => body)

it('我的首頁 has three of the own division and three of the headquarters, with the way to all', async () => {
  const { call } = await open('/home')
  await vi.waitFor(() => expect(asked(call)).toHaveLength(2))
  expect(asked(call)).toEqual([
    { kind: 'division', size: '3' },
    { kind: 'headquarters', size: '3' },
  ])
  await vi.waitFor(() => expect(text('[data-announcements=division]')).toContain('1 則新公告'))
  await click('[data-announcements=division] .announcements-head a')
  await untilState('ready', 'announcement-search')
  expect(location.search).toBe('?kind=division')
})

it('a person of the agency, at no institution, has none there', async () => {
  const staff = {
    ...sampleSession,
    institution: null,
    choices: [],
    posts: [{ role: 'information' as const, area: 'everywhere' }],
  }
  const { call } = await open('/home', {}, staff)
  expect(has('[data-announcements]')).toBe(false)
  expect(asked(call)).toEqual([])
})

it('an opened one says whom to call, and its attachment goes by a ticket asked for when it is pressed', async () => {
  const { call } = await open('/announcements/search?kind=division')
  await vi.waitFor(() => find('.announcement-line button'))
  await click('.announcement-line button')
  await vi.waitFor(() => expect(text('.announcement-details')).toContain('王示範'))
  expect(text('.announcement-details')).toContain('02-2191-2006')
  const followed = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  expect(call).not.toHaveBeenCalledWith('POST /api/announcements/own/file', expect.anything())
  button('附件.pdf').click()
  await vi.waitFor(() => expect(followed).toHaveBeenCalled())
  expect(call).toHaveBeenCalledWith('POST /api/announcements/own/file', {
    id: announcementId(1),
    attachment: announcementId(900),
  })
  followed.mockRestore()
})

it('公告事項查詢 asks the server for the words, and keeps to the entry it came from', async () => {
  const { call } = await open(
    '/announcements/search?kind=headquarters&entry=A.01',
    {},
    { ...sampleSession, services: ['A.01'] },
  )
  expect(text()).toContain('業務項目：醫療費用申報')
  await vi.waitFor(() => find('.announcements'))
  await type('#own-words', '支付')
  await press('查詢')
  await vi.waitFor(() =>
    expect(asked(call)).toEqual([
      { kind: 'headquarters', entry: 'A.01' },
      { kind: 'headquarters', entry: 'A.01', words: '支付', page: '1' },
    ]),
  )
})

const claimant = { ...sampleSession, services: ['A.01' as const] }

it('an entry of the first two layers has its own announcements', async () => {
  const { call } = await open('/catalogue/A.01', {}, claimant)
  await vi.waitFor(() => expect(asked(call)).toEqual([{ kind: 'headquarters', entry: 'A.01' }]))
  expect(find('[data-announcements] a').getAttribute('href')).toBe('/announcements/search?kind=headquarters&entry=A.01')
})

it('a function of the third layer has none', async () => {
  const { call } = await open('/catalogue/A.01.07', { 'GET /api/oidc/system': { system: null } }, claimant)
  expect(has('[data-announcements]')).toBe(false)
  expect(asked(call)).toEqual([])
})
