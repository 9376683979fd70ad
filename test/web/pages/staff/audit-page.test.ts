import { afterEach, describe, expect, it, vi } from 'vitest'
import { appears, clearScreen, press, text, type } from '../../support/screen.ts'
import { openPage, pressAndSettle, send } from '../organizations/samples.ts'
import { administrator, id } from './samples.ts'

afterEach(clearScreen)

describe('稽核紀錄查詢', () => {
  const row = {
    id: id(1),
    at: '2026-11-30T01:00:00.000Z',
    event: 'give-post',
    step: null,
    code: null,
    platform: 'vpn',
    cardType: 'moica',
    person: { id: id(10), name: '署示範', maskedIdNumber: 'A2****0108' },
    institution: null,
    session: null,
    request: null,
    address: '192.0.2.1',
    detail: { role: 'division', area: 'taipei' },
    block: 7,
  }
  const refused = { ...row, id: id(2), code: 'ERR_REQUEST_NOT_ALLOWED', step: 'role', person: null, block: null }
  const open = (answers: Record<string, unknown> = {}) =>
    openPage('/staff/audit', administrator, {
      'POST /api/audit/search': { rows: [row, refused], more: true },
      'GET /api/audit/counts': { counts: [], more: false },
      ...answers,
    })

  it('asks by whole days in Taiwan and by what was typed, and shows the rows', async () => {
    const page = await open()
    await type('#audit-from', '2026-11-01')
    await type('#audit-until', '2026-11-30')
    await type('#audit-idNumber', ' a199090017')
    await send('#audit-from')
    expect(page.bodies('POST /api/audit/search')).toEqual([
      { from: '2026-10-31T16:00:00.000Z', until: '2026-11-30T16:00:00.000Z', idNumber: 'a199090017' },
    ])
    const shown = text(`tr[data-row="${row.id}"]`)
    for (const words of ['give-post', '115.11.30 09:00', '署示範 A2****0108', '完成', 'role=division area=taipei', '7'])
      expect(shown).toContain(words)
    expect(text(`tr[data-row="${refused.id}"]`)).toContain('ERR_REQUEST_NOT_ALLOWED / role')
    await pressAndSettle('載入更多')
    expect(page.bodies('POST /api/audit/search')[1]).toMatchObject({ after: refused.id })
  })

  it('what is wrong is said beside its field, and nothing is asked', async () => {
    const page = await open()
    await type('#audit-idNumber', 'A199090018')
    await type('#audit-session', 'x')
    await send('#audit-from')
    expect(text('#audit-idNumber-error')).toContain('格式不正確')
    expect(text('#audit-session-error')).toContain('格式不正確')
    expect(page.bodies('POST /api/audit/search')).toEqual([])
  })

  it('an export is saved as a file, and says how many rows it has', async () => {
    const saved: { name: string; text: string }[] = []
    const blobs: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`)
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, text: this.href })
    })
    const page = await open({ 'POST /api/audit/export': { csv: '"id"\r\n', rows: 50_000, more: true } })
    await type('#audit-event', 'sign-in')
    await pressAndSettle('匯出 CSV')
    vi.restoreAllMocks()
    expect(page.bodies('POST /api/audit/export')).toEqual([{ event: 'sign-in' }])
    expect(saved.map(({ name }) => name)).toEqual([expect.stringMatching(/^audit-\d{4}-\d\d-\d\d\.csv$/)])
    expect(await blobs[0]?.text()).toBe('"id"\r\n')
    expect(text('.done-notice')).toContain('已匯出最新的 50000 筆')
  })

  it('the counts have a part of their own', async () => {
    const count = {
      minute: '2026-11-30T01:00:00.000Z',
      network: '192.0.2.9',
      platform: 'vpn',
      event: 'sign-out',
      step: 'session',
      code: 'ERR_REQUEST_UNAUTHENTICATED',
      count: 21,
    }
    await open({ 'GET /api/audit/counts': { counts: [count], more: false } })
    await press('未登入之拒絕次數')
    await appears('tbody')
    for (const words of ['192.0.2.9', 'sign-out', '21']) expect(text('tbody')).toContain(words)
  })
})
