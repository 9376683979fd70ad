import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, press, text, type } from '../../support/screen.ts'
import { confirm, openPage, send } from '../organizations/samples.ts'
import { staffSession } from './samples.ts'

afterEach(clearScreen)

describe('系統參數維護', () => {
  const settings = { 'general-sign-in-closes': '2027-06-30', 'cloud-module-off': null, 'vendor-cut-over': null }
  const open = (answers: Record<string, unknown> = {}) =>
    openPage('/staff/settings', staffSession('information'), { 'GET /api/staff/settings': { settings }, ...answers })

  it('shows what is set, in the years of the Republic', async () => {
    await open()
    expect(text('[data-setting="general-sign-in-closes"]')).toContain('目前設定：116.06.30')
    expect(text('[data-setting="vendor-cut-over"]')).toContain('目前未設定')
  })

  it('sets a day once it was confirmed with what comes of it', async () => {
    const after = { settings: { ...settings, 'vendor-cut-over': '2027-01-01' } }
    const page = await open({ 'PUT /api/staff/settings': after })
    await send('#setting-vendor-cut-over-day')
    expect(text('#setting-vendor-cut-over-day-error')).toContain('請選擇日期')
    await type('#setting-vendor-cut-over-day', '2027-01-01')
    await send('#setting-vendor-cut-over-day')
    expect(text('dialog')).toContain('116.01.01')
    expect(text('dialog')).toContain('不得連線')
    await confirm()
    expect(page.bodies('PUT /api/staff/settings')).toEqual([{ key: 'vendor-cut-over', value: '2027-01-01' }])
    expect(text('[data-setting="vendor-cut-over"]')).toContain('目前設定：116.01.01')
    expect(text('.done-notice')).toContain('已設為 116.01.01')
  })

  it('takes one back', async () => {
    const page = await open({
      'PUT /api/staff/settings': { settings: { ...settings, 'general-sign-in-closes': null } },
    })
    await press('取消設定')
    await confirm()
    expect(page.bodies('PUT /api/staff/settings')).toEqual([{ key: 'general-sign-in-closes', value: null }])
    expect(text('[data-setting="general-sign-in-closes"]')).toContain('目前未設定')
  })
})
