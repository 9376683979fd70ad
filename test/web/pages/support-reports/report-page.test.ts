import { h } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { SupportApp } from '../../../../web/support/support-app.tsx'
import { fakeServices } from '../../support/fake-services.ts'
import { appears, clearScreen, click, draw, find, has, press, text, type } from '../../support/screen.ts'
import { complete, empty, hospital, id, sent, session } from './samples.ts'

await import('../../../../web/pages/support-reports/report-page.tsx')
afterEach(clearScreen)

async function open(answers: Record<string, unknown>) {
  const fake = fakeServices({
    path: `/support-reports/report/${id}`,
    site: 'support',
    session,
    answers: { 'GET /api/auth/session': session, ...answers },
  })
  void fake.services.portal.load()
  await draw(h(SupportApp, { services: fake.services }))
  await appears('.support-progress')
  return fake
}
const calls = ({ call }: Awaited<ReturnType<typeof open>>, route: string) =>
  call.mock.calls.filter(([asked]) => asked === route).map(([, body]) => body)
const write = (selector: string, value: string) =>
  act(async () => {
    const field = find(selector, HTMLTextAreaElement)
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })

it('a draft is filled in step by step, and kept on the server at each', async () => {
  let version = 1
  const fake = await open({
    'GET /api/support-reports/report': empty,
    'GET /api/support-reports/institutions': { institutions: [hospital], more: false },
    'PUT /api/support-reports': ({ content }: { content: typeof empty.content }) => ({
      ...empty,
      content,
      version: ++version,
      institutions: content.institution ? [hospital] : [],
      progress: 14 * (version - 1),
    }),
  })
  expect(text('.support-progress')).toContain('已完成申辦流程的 0%')
  await press('儲存並繼續')
  expect(text('[data-form-step=practice]')).toContain('尚未填寫')
  expect(calls(fake, 'PUT /api/support-reports')).toEqual([])
  await click('input[name=registration]')
  await press('儲存並繼續')
  await appears('[data-form-step=place]')
  expect(text('.support-progress')).toContain('已完成申辦流程的 14%')
  await type('#institution-words', '仁樂')
  await press('查詢機構')
  await appears('input[name=institution]')
  await click('input[name=institution]')
  expect(text('[data-chosen]')).toContain('示範仁樂醫院（0901999031，臺中市）')
  await click('input[name=kind][value=scheduled]')
  await press('儲存並繼續')
  await appears('[data-form-step=time]')
  await type('#first-day', '2026-12-01')
  expect(text('[data-form-step=time]')).toContain('民國 115.12.01')
  await type('#last-day', '2026-11-30')
  await press('新增時段')
  await type('#hours-0-until', '00:00')
  await press('儲存並繼續')
  expect(text('#last-day-error')).toContain('不能早於')
  expect(document.activeElement?.id).toBe('last-day')
  await type('#last-day', '2026-12-31')
  await press('儲存並繼續')
  await appears('[data-form-step=reason]')
  await write('#reason', '骨科門診支援')
  await press('儲存並繼續')
  await appears('[data-form-step=send]')
  expect(calls(fake, 'PUT /api/support-reports').at(-1)).toMatchObject({
    id,
    version: 4,
    content: {
      institution: hospital.code,
      kind: 'scheduled',
      weekly: [{ weekday: 1, from: '09:00', until: '24:00' }],
      reason: '骨科門診支援',
    },
  })
})

it('half a time is not kept, and it is said why', async () => {
  const fake = await open({
    'GET /api/support-reports/report': { ...complete, faults: { lastDay: 'order' } },
  })
  await appears('[data-form-step=time]')
  await type('#hours-0-from', '')
  await press('儲存草稿')
  expect(text('#hours-error')).toContain('每個時段的結束須晚於開始')
  expect(calls(fake, 'PUT /api/support-reports')).toEqual([])
})

it('before it is sent the law is shown, and a warning is ticked', async () => {
  const fake = await open({
    'GET /api/support-reports/report': complete,
    'POST /api/support-reports/move': sent,
  })
  await appears('[data-form-step=send]')
  expect(text('[data-rules=warns]')).toContain('與案號 1157R0000009 重疊：星期三 16:00–17:00')
  expect(text('[data-rules=tells]')).toContain('醫師法第 8 條之 2')
  await click('input[name=knows-warnings]')
  await press('送件')
  await vi.waitFor(() => expect(text()).toContain('已送件，案號 1157R0001234'))
  expect(calls(fake, 'POST /api/support-reports/move')).toEqual([
    { id, version: 1, move: 'send', reason: null, knowsWarnings: true },
  ])
  expect(has('form')).toBe(false)
  expect(text('.support-progress')).toContain('71%')
})

it('why it could not be sent is said', async () => {
  const details = { articles: '醫療機構設置標準第 20 條' }
  await open({
    'GET /api/support-reports/report': complete,
    'POST /api/support-reports/move': new CodedError('ERR_REQUEST_SUPPORT_RULE', 'x', { details }),
  })
  await appears('[data-form-step=send]')
  await press('送件')
  await vi.waitFor(() => expect(text('.error-panel')).toContain('醫療機構設置標準第 20 條'))
})

it('what was sent is printed, taken back, and cancelled with a reason; what it cannot do is not offered', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  const fake = await open({
    'GET /api/support-reports/report': sent,
    'POST /api/support-reports/print': { address: '/files/x' },
    'POST /api/support-reports/move': { ...sent, state: 'cancelled', reason: '支援機構停診' },
  })
  const labels = [...document.querySelectorAll('main button')].map((button) => button.textContent)
  expect(labels).toEqual(['列印（PDF）', '撤回修改', '註銷', '以此為範本登錄新的一件'])
  await press('列印（PDF）')
  await vi.waitFor(() => expect(clicked).toHaveBeenCalledOnce())
  await press('註銷')
  await appears('dialog[open]')
  await click('dialog button[type=submit]')
  expect(text('dialog')).toContain('請填寫原因')
  await write('#cancel-why', '支援機構停診')
  await click('dialog button[type=submit]')
  await vi.waitFor(() => expect(text('.support-state')).toBe('註銷'))
  expect(calls(fake, 'POST /api/support-reports/move')).toEqual([
    { id, version: 3, move: 'cancel', reason: '支援機構停診', knowsWarnings: false },
  ])
  clicked.mockRestore()
})

it('a returned one says why, above its form', async () => {
  await open({
    'GET /api/support-reports/report': { ...complete, state: 'returned', number: '1', reason: '請補附邀請函' },
  })
  expect(text()).toContain('衛生局退回補正：請補附邀請函')
})
