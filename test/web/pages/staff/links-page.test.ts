import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, click, find, has, press, text, type } from '../../support/screen.ts'
import { openPage, send, settle } from '../organizations/samples.ts'
import { choose, id, rowKeys, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/links-page.tsx')

afterEach(clearScreen)

describe('首頁連結作業', () => {
  const link = {
    id: id(1),
    section: 'systems',
    name: '衛生福利部',
    address: 'https://www.mohw.gov.tw/',
    contact: '',
    phone: '',
    position: 10,
    fromDay: '2026-11-01',
    untilDay: null,
    version: 3,
    changedBy: '資示範',
    changedAt: '2026-11-01T02:00:00.000Z',
  }
  const open = (answers: Record<string, unknown> = {}) =>
    openPage('/staff/links', staffSession('information'), { 'GET /api/staff/links': { links: [link] }, ...answers })

  it('adds whom to ask, once all is told', async () => {
    const page = await open({ 'POST /api/staff/links': { links: [link, { ...link, id: id(2), name: '新系統' }] } })
    await press('新增連結')
    await choose('#link-section', 'system-contacts')
    expect(has('#link-address')).toBe(false)
    await type('#link-name', '新系統')
    await send('#link-name')
    expect(text('#link-contact-error')).toContain('請填寫')
    await type('#link-contact', '王示範')
    await type('#link-phone', '(02)0000-0000')
    await type('#link-from', '2026-12-01')
    await type('#link-until', '2026-11-30')
    await send('#link-name')
    expect(text('#link-until-error')).toContain('不可早於')
    await type('#link-until', '2026-12-31')
    await send('#link-name')
    expect(page.bodies('POST /api/staff/links')).toEqual([
      {
        section: 'system-contacts',
        name: '新系統',
        address: '',
        contact: '王示範',
        phone: '(02)0000-0000',
        position: 10,
        fromDay: '2026-12-01',
        untilDay: '2026-12-31',
      },
    ])
    expect(rowKeys()).toHaveLength(2)
  })

  it('changes the version that it showed, and takes no script for an address', async () => {
    const page = await open({ 'PUT /api/staff/links': { links: [{ ...link, name: '衛福部' }] } })
    expect(text('tbody')).toContain('資示範 115.11.01 10:00')
    await click('[aria-label="修改「衛生福利部」"]')
    await type('#link-address', 'javascript:alert(1)')
    await send('#link-name')
    expect(text('#link-address-error')).toContain('這不是網址')
    await type('#link-address', 'https://www.mohw.gov.tw/new')
    await send('#link-name')
    expect(page.bodies('PUT /api/staff/links')).toMatchObject([
      { id: id(1), version: 3, address: 'https://www.mohw.gov.tw/new', untilDay: null },
    ])
  })

  it('shows who changed what', async () => {
    const changes = [{ field: 'untilDay', value: '' }]
    await open({
      'GET /api/staff/links/history': { versions: [{ version: 3, at: link.changedAt, by: '資示範', changes }] },
    })
    await click('[aria-label="「衛生福利部」的異動歷程"]')
    await settle()
    expect(find('dialog').textContent).toContain('迄日：（空白）')
  })
})
