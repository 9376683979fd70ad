import { afterEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { clearScreen, click, find, has, press, text, type } from '../../support/screen.ts'
import { confirm, openPage, send } from '../organizations/samples.ts'
import { administrator, choose, id, rowKeys } from './samples.ts'

afterEach(clearScreen)

describe('後台人員維護', () => {
  const post = {
    personId: id(10),
    name: '署示範',
    maskedIdNumber: 'A2****0108',
    role: 'administrator',
    area: 'everywhere',
    givenAt: '2026-11-30T01:00:00.000Z',
    hasCard: true,
  }
  const other = { ...post, personId: id(6), name: '閒示範', role: 'division', area: 'taipei', hasCard: false }
  const open = (answers: Record<string, unknown> = {}) =>
    openPage('/staff/posts', administrator, { 'GET /api/staff/posts': { posts: [post, other] }, ...answers })

  it('lists who holds what where, masked, and who has no card yet', async () => {
    await open()
    const shown = text(`tr[data-row="${other.personId} division taipei"]`)
    for (const words of ['閒示範', '尚未登記憑證卡', '分區業務組', '臺北業務組', 'A2****0108', '115.11.30'])
      expect(shown).toContain(words)
    expect(text(`tr[data-row="${post.personId} administrator everywhere"]`)).toContain('全國')
  })

  it('gives a post to who is named by the whole number, in an area of the role', async () => {
    const page = await open({ 'POST /api/staff/posts': { posts: [post] } })
    await press('新增後台人員')
    await type('#post-idNumber', ' a199090017 ')
    await type('#post-name', '林示範')
    await choose('#post-role', 'administrator')
    expect(has('#post-area')).toBe(false)
    await choose('#post-role', 'health-bureau')
    expect(find('#post-area', HTMLSelectElement).options).toHaveLength(22)
    await choose('#post-area', 'KHH')
    await send('#post-name')
    expect(page.bodies('POST /api/staff/posts')).toEqual([
      { idNumber: 'A199090017', name: '林示範', role: 'health-bureau', area: 'KHH' },
    ])
    expect(text('.done-notice')).toContain('已給予「林示範」職務')
    expect(has('dialog')).toBe(false)
  })

  it('what is wrong is said beside its field, and nothing is sent; a refusal stays in the form', async () => {
    const page = await open({ 'POST /api/staff/posts': new CodedError('ERR_REQUEST_POST_HELD', 'x') })
    await press('新增後台人員')
    await type('#post-idNumber', 'A199090018')
    await send('#post-name')
    expect(text('#post-idNumber-error')).toContain('檢查碼')
    expect(text('#post-name-error')).toContain('請輸入姓名')
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('post-idNumber'))
    expect(page.bodies('POST /api/staff/posts')).toEqual([])
    await type('#post-idNumber', 'A199090017')
    await type('#post-name', '林示範')
    await send('#post-name')
    expect(text('dialog .error-panel')).toContain('已具此後台職務')
  })

  it('takes a post away once that was confirmed, and says why the last administrator’s stays', async () => {
    const page = await open({ 'DELETE /api/staff/posts': { posts: [post] } })
    await click('[aria-label="收回「閒示範」的分區業務組職務"]')
    expect(text('dialog')).toContain('將立即不能再以「分區業務組（臺北業務組）」')
    expect(page.bodies('DELETE /api/staff/posts')).toEqual([])
    await confirm()
    expect(page.bodies('DELETE /api/staff/posts')).toEqual([{ personId: id(6), role: 'division', area: 'taipei' }])
    expect(rowKeys()).toHaveLength(1)
    expect(text('.done-notice')).toContain('已收回「閒示範」的職務')
    await clearScreen()
    await open({ 'DELETE /api/staff/posts': new CodedError('ERR_REQUEST_LAST_ADMINISTRATOR', 'x') })
    await click('[aria-label="收回「署示範」的系統管理者職務"]')
    await confirm()
    expect(text('dialog .error-panel')).toContain('最後一位系統管理者')
  })
})
