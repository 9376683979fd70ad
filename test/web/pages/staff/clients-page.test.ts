import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { sampleChallenge } from '../../support/samples.ts'
import { clearScreen, click, find, press, text, type } from '../../support/screen.ts'
import { openPage, send, settle } from '../organizations/samples.ts'
import { id, rowKeys, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/clients-page.tsx')

afterEach(clearScreen)

const typeLines = (selector: string, value: string) =>
  act(async () => {
    const field = find(selector, HTMLTextAreaElement)
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })

const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), kid: 'k1' }
const facts = {
  clientId: 'claims-summary',
  name: '申報總表系統',
  entries: ['A.07'],
  loginAddress: 'https://summary.example/login',
  redirectAddresses: ['https://summary.example/callback'],
  postLogoutAddresses: ['https://summary.example/bye'],
  logoutAddress: 'https://summary.example/logout',
  keys: [key],
  inUse: true,
}
const state = { id: id(1), version: 3 }
const client = { ...facts, ...state, changedBy: '資示範', changedAt: '2026-11-01T02:00:00.000Z' }
const put = 'PUT /api/staff/clients'
const open = (answers: Record<string, unknown> = {}) =>
  openPage('/staff/clients', staffSession('information'), {
    'GET /api/staff/clients': { clients: [client] },
    ...answers,
  })

describe('單一登入系統作業', () => {
  it('adds a system, once all that is typed is right', async () => {
    const added = { ...client, id: id(2), clientId: 'new-system', name: '新系統' }
    const page = await open({ 'POST /api/staff/clients': { clients: [client, added] } })
    await press('新增系統')
    await type('#client-clientId', 'New System')
    await type('#client-entries', 'A.07 Z.99')
    await type('#client-loginAddress', 'http://new.example/login')
    await typeLines('#client-keys', JSON.stringify({ ...key, d: 'd'.repeat(43) }))
    await send('#client-name')
    expect(text('#client-clientId-error')).toContain('格式不正確')
    expect(text('#client-name-error')).toContain('請填寫')
    expect(text('#client-entries-error')).toContain('不存在的代碼')
    expect(text('#client-loginAddress-error')).toContain('必須是 https')
    expect(text('#client-redirectAddresses-error')).toContain('至少一個')
    expect(text('#client-keys-error')).toContain('私密金鑰')
    await type('#client-clientId', 'new-system')
    await type('#client-name', '新系統')
    await type('#client-entries', 'A.07 B.01.02')
    await type('#client-loginAddress', 'https://new.example/login')
    await typeLines('#client-redirectAddresses', 'https://new.example/a\nhttps://other.example/b')
    await typeLines('#client-keys', JSON.stringify({ keys: [key] }))
    await send('#client-name')
    expect(text('#client-redirectAddresses-error')).toContain('同一主機')
    await typeLines('#client-redirectAddresses', 'https://new.example/a\nhttps://new.example/b')
    await send('#client-name')
    expect(page.bodies('POST /api/staff/clients')).toEqual([
      {
        clientId: 'new-system',
        name: '新系統',
        entries: ['A.07', 'B.01.02'],
        loginAddress: 'https://new.example/login',
        redirectAddresses: ['https://new.example/a', 'https://new.example/b'],
        postLogoutAddresses: [],
        logoutAddress: '',
        keys: [key],
        inUse: true,
      },
    ])
    expect(rowKeys()).toHaveLength(2)
  })

  it('changes what it showed once the card has signed for it', async () => {
    const answers = [new CodedError('ERR_REQUEST_CONFIRMATION_NEEDED', 'sign first'), { clients: [client] }]
    const page = await open({
      [put]: () => answers.shift(),
      'POST /api/auth/confirmation': { ...sampleChallenge, purpose: 'confirm', cardTypes: ['moica'] },
      'POST /api/auth/confirmation/assertion': { until: '2026-11-30T01:02:00.000Z' },
    })
    await click('[aria-label="修改「申報總表系統」"]')
    await type('#client-logoutAddress', '')
    await send('#client-name')
    expect(page.bodies('POST /api/auth/confirmation')).toEqual([{ action: 'change-client', subject: 'claims-summary' }])
    expect(page.bodies(put).at(-1)).toEqual({ ...facts, ...state, logoutAddress: '' })
  })

  it('withdraws one after a question, and puts it back', async () => {
    const withdrawn = { ...client, inUse: false, version: 4 }
    const page = await open({ [put]: { clients: [withdrawn] } })
    await click('[aria-label="停用「申報總表系統」"]')
    expect(find('dialog').textContent).toContain('權杖也立即失效')
    await click('dialog .button-danger')
    await settle()
    expect(page.bodies(put)).toEqual([{ ...facts, ...state, inUse: false }])
    expect(text('tbody')).toContain('已停用')
    await click('[aria-label="恢復使用「申報總表系統」"]')
    await click('dialog .button-danger')
    await settle()
    expect(page.bodies(put).at(-1)).toMatchObject({ version: 4, inUse: true })
  })

  it('shows who changed what', async () => {
    const changes = [{ field: 'logoutAddress', value: '' }]
    await open({
      'GET /api/staff/clients/history': { versions: [{ version: 3, at: client.changedAt, by: '資示範', changes }] },
    })
    await click('[aria-label="「申報總表系統」的異動歷程"]')
    await settle()
    expect(find('dialog').textContent).toContain('（空白）')
  })
})
