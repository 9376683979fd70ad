import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { OwnSession } from '../../../core/protocol/session.ts'
import { appears, clearScreen, click, find, has, press, text, untilState } from '../support/screen.ts'
import { sampleSession } from '../support/samples.ts'
import { confirm, openPage, settle } from './organizations/samples.ts'

afterEach(clearScreen)

const here: OwnSession = {
  id: '018f0000-0000-7000-8000-000000000001',
  isThis: true,
  signedInAt: '2026-11-30T01:00:00.000Z',
  lastUsedAt: '2026-11-30T01:20:00.000Z',
  platform: 'vpn',
  cardType: 'hca-personnel',
  institution: { code: '3501200000', name: '青山診所' },
  address: '192.0.2.1',
  browser: 'Chrome 156 · Windows',
}
const away: OwnSession = {
  ...here,
  id: '018f0000-0000-7000-8000-000000000002',
  isThis: false,
  cardType: null,
  institution: null,
  address: '203.0.113.9',
  browser: '',
}
const third: OwnSession = { ...away, id: '018f0000-0000-7000-8000-000000000003', browser: 'Edge 156 · Windows' }

const open = async (sessions: readonly OwnSession[], left: readonly OwnSession[] = [here]) => {
  const answers = { 'GET /api/auth/sessions': { sessions }, 'POST /api/auth/sessions/end': { sessions: left } }
  const page = await openPage('/sessions', sampleSession, answers)
  await appears('.data-table')
  return page
}
const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr')].map((row) => row.dataset['row'])

it('each is shown with what it is known by; this one is marked and cannot be ended here', async () => {
  await open([here, away])
  const own = text(`tr[data-row="${here.id}"]`)
  for (const words of [
    'Chrome 156',
    '這次登入',
    '115.11.30 09:00',
    '115.11.30 09:20',
    '醫事人員卡',
    '青山診所',
    '192.0.2.1',
  ])
    expect(own).toContain(words)
  expect(has(`tr[data-row="${here.id}"] button`)).toBe(false)
  const other = text(`tr[data-row="${away.id}"]`)
  for (const words of ['不明的瀏覽器', '一般登入', '尚未選擇', '203.0.113.9']) expect(other).toContain(words)
  expect(other).not.toContain('這次登入')
})

it('one is ended once that is confirmed, and it is said', async () => {
  const page = await open([here, away])
  await click(`tr[data-row="${away.id}"] button`)
  expect(text('dialog')).toContain('尚未儲存的內容會遺失')
  expect(page.bodies('POST /api/auth/sessions/end')).toEqual([])
  await confirm()
  expect(page.bodies('POST /api/auth/sessions/end')).toEqual([{ sessionId: away.id }])
  expect(rows()).toEqual([here.id])
  expect(text('.done-notice')).toBe('已結束 1 筆登入。')
})

it('several others can be ended together; with one there is no need to', async () => {
  await open([here, away])
  expect(text()).not.toContain('結束其他所有登入')
  await clearScreen()
  const page = await open([here, away, third])
  await press('結束其他所有登入')
  expect(text('dialog h2')).toBe('結束其他 2 筆登入？')
  await confirm()
  expect(page.bodies('POST /api/auth/sessions/end')).toEqual([{ others: 'all' }])
  expect(text('.done-notice')).toBe('已結束 2 筆登入。')
})

it('each button says which session it ends', async () => {
  await open([here, third])
  const button = find(`tr[data-row="${third.id}"] button`)
  expect(button.getAttribute('aria-label')).toBe('結束 Edge 156 · Windows 於 115.11.30 09:00 的登入')
})

it('the home page leads here', async () => {
  await openPage('/home', sampleSession, { 'GET /api/auth/sessions': { sessions: [here] } })
  await click('a[href="/sessions"]')
  await untilState('ready', 'sessions')
  expect(rows()).toEqual([here.id])
})

it('whoever comes back to a tab whose session was ended elsewhere is told so', async () => {
  const answers: Record<string, unknown> = { 'GET /api/auth/sessions': { sessions: [here] } }
  const { services } = await openPage('/sessions', sampleSession, {
    ...answers,
    'GET /api/auth/session': new CodedError('ERR_REQUEST_UNAUTHENTICATED', 'ended'),
  })
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  await untilState('ready', 'sign-in')
  expect(services.session.get()).toBeUndefined()
})
