import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { ModuleApplication } from '../../../../core/protocol/sam.ts'
import { clearScreen, click, find, has, press, text, type } from '../../support/screen.ts'
import { confirm, openPage, pressAndSettle, send } from '../organizations/samples.ts'
import { choose, id, rowKeys, staffSession } from './samples.ts'

afterEach(clearScreen)

const application = (changes: Partial<ModuleApplication> = {}): ModuleApplication => ({
  id: id(1),
  number: '1154V0001234',
  institution: { code: '3501200000', name: '青山診所' },
  state: 'applied',
  contact: { name: '林聯絡', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' },
  filedAt: '2026-11-29T17:00:00.000Z',
  reviewedAt: null,
  reason: null,
  module: null,
  ...changes,
})
const module = { code: '901000000042', ends: '2029-11-29T17:00:00.000Z', secretWaits: false }
const reviewer = staffSession('module-reviewer')
const open = (one: ModuleApplication, answers: Record<string, unknown> = {}) =>
  openPage('/staff/modules', reviewer, {
    'GET /api/staff/modules': { applications: [one], more: false },
    ...answers,
  })
const view = () => click('[aria-label="檢視 1154V0001234"]')

describe('the list', () => {
  it('begins with what waits for review, and finds by state and text', async () => {
    const page = await open(application())
    expect(page.bodies('GET /api/staff/modules')).toEqual([{ state: 'applied' }])
    expect(text('tbody')).toContain('3501200000 青山診所')
    await choose('#module-state', 'revoking')
    await type('#module-text', '1154v0001234')
    await send('#module-text')
    expect(page.bodies('GET /api/staff/modules').at(-1)).toEqual({ state: 'revoking', text: '1154V0001234' })
    await choose('#module-state', '')
    await type('#module-text', '')
    await send('#module-text')
    expect(page.bodies('GET /api/staff/modules').at(-1)).toEqual({})
  })

  it('what is neither a code nor a number is said, and not searched for', async () => {
    const page = await open(application())
    await type('#module-text', '青山')
    await send('#module-text')
    expect(text('#module-text-error')).toContain('申請單號')
    expect(page.bodies('GET /api/staff/modules')).toHaveLength(1)
  })

  it('goes on page by page', async () => {
    const page = await open(application(), {
      'GET /api/staff/modules': (body: { after?: string }) =>
        body.after === undefined
          ? { applications: [application()], more: true }
          : { applications: [application({ id: id(2) })], more: false },
    })
    await pressAndSettle('載入更多')
    expect(page.bodies('GET /api/staff/modules').at(-1)).toEqual({ state: 'applied', after: id(1) })
    expect(rowKeys()).toEqual([id(1), id(2)])
    expect(text()).not.toContain('載入更多')
  })
})

describe('a review', () => {
  it('is taken up at once', async () => {
    const page = await open(application(), { 'POST /api/staff/modules/take-up': application({ state: 'reviewing' }) })
    await view()
    expect(text('.facts')).toContain('林聯絡')
    await pressAndSettle('開始審核')
    expect(page.bodies('POST /api/staff/modules/take-up')).toEqual([{ applicationId: id(1) }])
    expect(text('.facts')).toContain('審核中')
    expect(text('.done-notice')).toContain('已開始審核')
  })

  it('is passed after a question', async () => {
    const page = await open(application({ state: 'reviewing' }), {
      'POST /api/staff/modules/pass': application({ state: 'to-issue' }),
    })
    await view()
    await press('審核通過')
    expect(page.bodies('POST /api/staff/modules/pass')).toEqual([])
    await send('dialog button')
    expect(page.bodies('POST /api/staff/modules/pass')).toEqual([{ applicationId: id(1) }])
    expect(text('.facts')).toContain('待產製')
    expect(has('dialog')).toBe(false)
  })

  it('is not passed only with a reason', async () => {
    const page = await open(application({ state: 'reviewing' }), {
      'POST /api/staff/modules/fail': application({ state: 'failed', reason: '資料不符' }),
    })
    await view()
    await press('未通過')
    await send('#module-reason')
    expect(text('#module-reason-error')).toContain('請輸入')
    expect(page.bodies('POST /api/staff/modules/fail')).toEqual([])
    await type('#module-reason', ' 資料不符 ')
    await send('#module-reason')
    expect(page.bodies('POST /api/staff/modules/fail')).toEqual([{ applicationId: id(1), reason: '資料不符' }])
    expect(text('.facts')).toContain('資料不符')
  })

  it('of a revocation is confirmed after a question that names the module', async () => {
    const page = await open(application({ state: 'revoking', module }), {
      'POST /api/staff/modules/revoke': application({ state: 'revoked', module }),
    })
    await view()
    await press('確認註銷')
    expect(text('dialog')).toContain('901000000042')
    await confirm()
    expect(page.bodies('POST /api/staff/modules/revoke')).toEqual([{ applicationId: id(1) }])
    expect(text('.facts')).toContain('已註銷')
  })

  it('that somebody else was faster with shows the application as it is now, and says so', async () => {
    await open(application({ state: 'reviewing' }), {
      'POST /api/staff/modules/pass': new CodedError('ERR_SAM_STATE', 'x', { details: { state: 'failed' } }),
      'GET /api/staff/module': application({ state: 'failed', reason: '資料不符' }),
    })
    await view()
    await press('審核通過')
    await send('dialog button')
    expect(has('dialog')).toBe(false)
    expect(text('.error-panel')).toContain('未通過')
    expect(text('.facts')).toContain('資料不符')
  })

  it('any other failure keeps the question and says why', async () => {
    await open(application({ state: 'reviewing' }), {
      'POST /api/staff/modules/pass': new CodedError('ERR_REQUEST_UNREACHABLE', 'x'),
    })
    await view()
    await press('審核通過')
    await send('dialog button')
    expect(text('dialog .error-panel')).toContain('無法連線')
  })

  it.each(['to-issue', 'ready', 'failed', 'revoked'] as const)(
    'of one that is %s has nothing to press',
    async (state) => {
      await open(application({ state, module: state === 'ready' ? module : null }))
      await view()
      expect([...document.querySelectorAll('section .row button')].map((one) => one.textContent)).toEqual(['返回'])
    },
  )

  it('leads back to the list, which is asked for anew', async () => {
    const page = await open(application())
    await view()
    await pressAndSettle('返回')
    expect(page.bodies('GET /api/staff/modules')).toHaveLength(2)
    expect(find('#module-state', HTMLSelectElement).value).toBe('applied')
  })
})
