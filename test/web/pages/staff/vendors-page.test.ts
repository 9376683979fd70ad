import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, click, press, text, type } from '../../support/screen.ts'
import { openPage, send } from '../organizations/samples.ts'
import { administrator, id, rowKeys } from './samples.ts'

afterEach(clearScreen)

describe('HIS廠商維護', () => {
  const vendor = { id: id(1), name: '示範資訊', businessNumber: '12345675', lineApprovedAt: '2026-03-01' }
  const open = (answers: Record<string, unknown> = {}) =>
    openPage('/staff/vendors', administrator, { 'GET /api/staff/vendors': { vendors: [vendor] }, ...answers })

  it('adds one', async () => {
    const page = await open({
      'POST /api/staff/vendors': { vendors: [vendor, { ...vendor, id: id(2), name: '新資訊' }] },
    })
    await press('新增HIS廠商')
    await send('#vendor-name')
    expect(text('#vendor-businessNumber-error')).toContain('八位數字')
    await type('#vendor-name', '新資訊')
    await type('#vendor-businessNumber', '87654321')
    await send('#vendor-name')
    expect(page.bodies('POST /api/staff/vendors')).toEqual([
      { name: '新資訊', businessNumber: '87654321', lineApprovedAt: null },
    ])
    expect(rowKeys()).toHaveLength(2)
  })

  it('says what comes of taking the approval of a line back', async () => {
    const page = await open({ 'PUT /api/staff/vendors': { vendors: [{ ...vendor, lineApprovedAt: null }] } })
    expect(text('tbody')).toContain('115.03.01')
    await click('[aria-label="修改「示範資訊」"]')
    await type('#vendor-line', '')
    expect(text('dialog')).toContain('不能再選用此廠商')
    await send('#vendor-line')
    expect(page.bodies('PUT /api/staff/vendors')).toEqual([{ ...vendor, lineApprovedAt: null }])
    expect(text('tbody')).toContain('尚未核准')
  })
})
