import { h } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import type { ScheduleCheck } from '../../../../core/protocol/support-reports.ts'
import { SupportApp } from '../../../../web/support/support-app.tsx'
import { fakeServices } from '../../support/fake-services.ts'
import { sampleSession } from '../../support/samples.ts'
import { appears, clearScreen, click, draw, drawApp, find, has, press, text, untilState } from '../../support/screen.ts'
import { clinic, complete, hospital, id, sent, session } from './samples.ts'

await import('../../../../web/pages/support-reports/support-reports-page.tsx')
await import('../../../../web/pages/support-reports/consents-page.tsx')
await import('../../../../web/pages/support-reports/verify-page.tsx')
await import('../../../../web/pages/staff/support-reports-page.tsx')
afterEach(clearScreen)

async function open(path: string, answers: Record<string, unknown>, who: object = session) {
  const fake = fakeServices({ path, site: 'support', session, answers: { 'GET /api/auth/session': who, ...answers } })
  void fake.services.portal.load()
  await draw(h(SupportApp, { services: fake.services }))
  return fake
}
const calls = ({ call }: Awaited<ReturnType<typeof open>>, route: string) =>
  call.mock.calls.filter(([asked]) => asked === route).map(([, body]) => body)

const item = {
  id,
  number: sent.number,
  state: 'submitted',
  practitioner: '林示範',
  profession: 'physician',
  kind: 'scheduled',
  own: { name: clinic.name, county: 'TPE' },
  supported: { name: hospital.name, county: 'TXG' },
  firstDay: '2026-12-01',
  lastDay: '2026-12-31',
  warned: true,
  sentAt: sent.sentAt,
  changedAt: '2026-11-20T02:00:00.000Z',
} as const

describe('the own reports', () => {
  const page = { reports: [item], page: 1, pages: 1, total: 1 }

  it('are listed and searched, and one is begun', async () => {
    const fake = await open('/support-reports', {
      'GET /api/support-reports': page,
      'POST /api/support-reports': complete,
      'GET /api/support-reports/report': complete,
    })
    await appears('.data-table')
    expect(text('.data-table')).toContain('115.12.01 至 115.12.31')
    expect(find('.data-table a').getAttribute('href')).toBe(`/support-reports/report/${id}`)
    await act(async () => {
      const select = find('#support-state', HTMLSelectElement)
      select.value = 'approved'
      select.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await press('查詢')
    expect(calls(fake, 'GET /api/support-reports')).toEqual([{}, { state: 'approved' }])
    await press('開始登錄')
    await vi.waitFor(() => expect(location.pathname).toBe(`/support-reports/report/${id}`))
  })

  const checked: ScheduleCheck = {
    id,
    name: '班表.csv',
    rows: 2,
    faults: [],
    drafts: [
      {
        lines: [2, 3],
        institution: { code: hospital.code, name: hospital.name },
        firstDay: '2026-12-01',
        lastDay: '2026-12-31',
        hours: 2,
      },
    ],
    digest: 'd',
  }
  const choose = () =>
    act(async () => {
      const input = find('#schedule-file', HTMLInputElement)
      Object.defineProperty(input, 'files', { value: [new File(['x'], '班表.csv')], configurable: true })
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
  const unfold = () =>
    act(async () => {
      const details = find('.disclosure', HTMLDetailsElement)
      details.open = true
      details.dispatchEvent(new Event('toggle'))
    })

  it('a schedule is confirmed before it is taken over', async () => {
    const fake = await open('/support-reports', {
      'GET /api/support-reports': page,
      'POST /api/support-reports/schedules': checked,
      'POST /api/support-reports/schedules/confirm': { drafts: 1 },
    })
    await appears('.data-table')
    await unfold()
    await choose()
    await appears('[data-schedule-check]')
    expect(text('[data-schedule-check]')).toContain('將建立 1 件草稿')
    expect(calls(fake, 'POST /api/support-reports/schedules/confirm')).toEqual([])
    await press('確認匯入')
    await vi.waitFor(() => expect(text()).toContain('已建立 1 件草稿'))
    expect(calls(fake, 'POST /api/support-reports/schedules/confirm')).toEqual([{ id, digest: 'd' }])
  })

  it('of one with faults each row is told, and there is nothing to confirm', async () => {
    await open('/support-reports', {
      'GET /api/support-reports': page,
      'POST /api/support-reports/schedules': { ...checked, faults: [{ line: 3, faults: ['hours', 'reason'] }] },
    })
    await appears('.data-table')
    await unfold()
    await choose()
    await appears('[data-schedule-check]')
    expect(text('[data-schedule-check] [data-row="3"]')).toContain('時間須為 08:30 格式')
    expect(text('[data-schedule-check]')).not.toContain('確認匯入')
  })
})

it('an institution agrees, or declines with a reason', async () => {
  const manager = { ...session, institution: { ...clinic, roles: ['manager'] } }
  const asked = {
    id,
    version: 3,
    number: sent.number,
    state: 'submitted',
    side: 'own',
    practitioner: '林示範',
    profession: 'physician',
    own: clinic,
    supported: hospital,
    content: sent.content,
    answer: null,
    answeredAt: null,
    reason: null,
  }
  const { code, name } = clinic
  const fake = await open(
    '/support-reports/consents',
    {
      'GET /api/support-reports/consents': { asked: [asked], page: 1, pages: 1, total: 1 },
      'POST /api/support-reports/consents': {},
    },
    { ...manager, institution: { code, name, roles: ['manager'] } },
  )
  await appears('[data-asked]')
  expect(text('[data-asked]')).toContain('星期三 14:00–17:00')
  await press('同意')
  await vi.waitFor(() => expect(text()).toContain('已回覆 1157R0001234'))
  await press('不同意')
  await appears('dialog[open]')
  await act(async () => {
    const field = find('#decline-why', HTMLTextAreaElement)
    field.value = '人力不足'
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await click('dialog button[type=submit]')
  await vi.waitFor(() => expect(has('dialog')).toBe(false))
  expect(calls(fake, 'POST /api/support-reports/consents')).toEqual([
    { id, version: 3, side: 'own', answer: 'agreed', reason: null },
    { id, version: 3, side: 'own', answer: 'declined', reason: '人力不足' },
  ])
})

describe('the check of a printed form', () => {
  const code = 'abcdefghijklmnopqrstuv'

  it('tells the state, signed in or not', async () => {
    await open(`/support-reports/verify?code=${code}`, {
      'GET /api/support-reports/verify': { state: 'approved', at: '2026-11-20T02:00:00.000Z' },
    })
    await untilState('ready', 'support-verify')
    expect(text('.support-state')).toBe('核准')
    expect(text()).toContain('115.11.20 10:00')
  })

  it('says that there is no such form, and that a code is not whole', async () => {
    await open(`/support-reports/verify?code=${code}`, {
      'GET /api/support-reports/verify': new CodedError('ERR_REQUEST_NOT_FOUND', 'x'),
    })
    await untilState('failed', 'support-verify')
    expect(text()).toContain('查無此文件')
    await clearScreen()
    await open('/support-reports/verify?code=abc', {})
    await untilState('failed', 'support-verify')
    expect(text()).toContain('查驗碼不完整')
  })
})

describe('the bureau', () => {
  const staff: SessionView = { ...sampleSession, posts: [{ role: 'health-bureau', area: 'TPE' }] }
  const reviewing = { ...sent, state: 'reviewing', before: { ...sent.content, reason: '支援', weekly: [] } } as const

  async function openStaff(answers: Record<string, unknown> = {}) {
    const fake = fakeServices({
      path: '/staff/support-reports',
      session: staff,
      answers: {
        'GET /api/auth/session': staff,
        'GET /api/staff/support-reports': { reports: [item], page: 1, pages: 1, total: 1 },
        'GET /api/staff/support-reports/report': reviewing,
        ...answers,
      },
    })
    await drawApp(fake.services)
    await untilState('ready', 'staff-support-reports')
    await appears('.data-table')
    return fake
  }

  it('sees what waits, and side by side what was changed', async () => {
    const fake = await openStaff()
    expect(calls(fake, 'GET /api/staff/support-reports')).toEqual([{ list: 'waiting' }])
    expect(text('.data-table')).toContain('有時段提醒')
    await press('檢視')
    await appears('#support-review')
    expect(text()).toContain('2 個欄位有異動')
    expect(text('[data-row=reason] [data-column=before]')).toBe('支援')
    expect(text('[data-row=reason] [data-column=after]')).toBe('骨科門診支援')
    expect(text('[data-row=reason] [data-column=mark]')).toBe('有異動')
    expect(text('[data-row=kind] [data-column=mark]')).toBe('相同')
  })

  it('returns a report with a frequent reason, and is told when somebody was faster', async () => {
    const fake = await openStaff({ 'POST /api/staff/support-reports/move': { ...reviewing, state: 'returned' } })
    await press('檢視')
    await appears('#support-review')
    await press('退回補正')
    await appears('dialog[open]')
    await act(async () => {
      const select = find('#return-template', HTMLSelectElement)
      select.value = 'file-missing'
      select.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await click('dialog button[type=submit]')
    await vi.waitFor(() => expect(text()).toContain('1157R0001234：退回補正'))
    expect(calls(fake, 'POST /api/staff/support-reports/move')).toMatchObject([
      { id, version: 3, move: 'return', reason: '請補附支援機構同意或邀請之證明文件。' },
    ])
    await clearScreen()
    await openStaff({ 'POST /api/staff/support-reports/move': new CodedError('ERR_REQUEST_SUPPORT_STATE', 'x') })
    await press('檢視')
    await appears('#support-review')
    await press('核准')
    await appears('dialog[open]')
    await click('dialog button[type=submit]')
    await vi.waitFor(() => expect(text('.error-panel')).toContain('申請狀態已變更'))
  })

  it('a copy is read alone', async () => {
    await openStaff()
    await click('[role=tab][data-key=copies]')
    await vi.waitFor(() => expect(has('.data-table')).toBe(true))
    await press('檢視')
    await appears('#support-review')
    const labels = [...document.querySelectorAll('main .row button')].map((button) => button.textContent)
    expect(labels).not.toContain('核准')
    expect(labels).not.toContain('退回補正')
  })

  it('statistics are bars with their numbers in a table beside them', async () => {
    const counts = [
      { month: '2026-11', profession: 'physician', institution: '示範仁樂醫院', count: 2 },
      { month: '2026-12', profession: 'nurse', institution: '示範衛生所', count: 4 },
      { month: '2026-12', profession: 'physician', institution: '示範衛生所', count: 1 },
    ]
    await openStaff({ 'GET /api/staff/support-reports/statistics': { counts } })
    await click('[role=tab][data-key=statistics]')
    await appears('[data-statistics=month] .data-table')
    expect(text('[data-statistics=month] [data-row="115.12"]')).toContain('5')
    expect(text('[data-statistics=profession] .data-table')).toContain('西醫師')
    const rows = [...document.querySelectorAll('[data-statistics=institution] tbody th')].map(
      (cell) => cell.textContent,
    )
    expect(rows).toEqual(['示範衛生所', '示範仁樂醫院'])
    const chart = document.querySelector('[data-statistics=month] svg')
    expect(chart?.getAttribute('role')).toBe('img')
    const [small, large] = [...(chart?.querySelectorAll('rect') ?? [])].map((bar) => Number(bar.getAttribute('width')))
    expect((large ?? 0) / (small ?? 1)).toBeCloseTo(2.5)
  })
})
