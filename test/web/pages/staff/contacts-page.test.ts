import { afterEach, describe, expect, it } from 'vitest'
import { clearScreen, click, find, press, text, type } from '../../support/screen.ts'
import { openPage, send, settle } from '../organizations/samples.ts'
import { id, staffSession } from './samples.ts'

await import('../../../../web/pages/staff/contacts-page.tsx')

afterEach(clearScreen)

describe('聯絡窗口維護作業', () => {
  const contact = {
    id: id(1),
    category: 'web',
    item: '網頁諮詢服務',
    organization: '健保署',
    unit: '企劃組',
    name: '王示範',
    phone: '(02)0000-0100',
    department: 'planning',
    position: 10,
    fromDay: '2026-11-01',
    untilDay: null,
    version: 2,
    changedBy: '企示範',
    changedAt: '2026-11-01T02:00:00.000Z',
  }
  const list = { contacts: [contact], page: 1, pages: 1, total: 1 }
  const open = (area: string, answers: Record<string, unknown> = {}) =>
    openPage('/staff/contacts', staffSession('headquarters', area), { 'GET /api/staff/contacts': list, ...answers })
  const offices = () => [...document.querySelectorAll('#contact-department option')].map((one) => one.textContent)

  it('an office adds its own, once all is told', async () => {
    const page = await open('planning', { 'POST /api/staff/contacts': contact })
    await press('新增聯絡窗口')
    expect(offices()).toEqual(['企劃組'])
    await send('#contact-name')
    expect(text('#contact-phone-error')).toContain('請填寫')
    for (const key of ['item', 'organization', 'unit', 'name', 'phone']) await type(`#contact-${key}`, ` ${key} `)
    await type('#contact-from', '2026-12-01')
    await send('#contact-name')
    expect(page.bodies('POST /api/staff/contacts')).toEqual([
      {
        category: 'web',
        item: 'item',
        organization: 'organization',
        unit: 'unit',
        name: 'name',
        phone: 'phone',
        department: 'planning',
        position: 10,
        fromDay: '2026-12-01',
        untilDay: null,
      },
    ])
    expect(page.bodies('GET /api/staff/contacts')).toHaveLength(2)
  })

  it('who keeps all chooses the office, changes the version shown, and sees who changed what', async () => {
    const page = await open('everywhere', {
      'PUT /api/staff/contacts': contact,
      'GET /api/staff/contacts/history': {
        versions: [
          { version: 2, at: contact.changedAt, by: '企示範', changes: [{ field: 'phone', value: '(02)0000-0100' }] },
        ],
      },
    })
    await click('[aria-label="修改「王示範」"]')
    expect(offices()).toHaveLength(7)
    await type('#contact-phone', '(02)0000-0111')
    await send('#contact-name')
    expect(page.bodies('PUT /api/staff/contacts')).toMatchObject([{ id: id(1), version: 2, phone: '(02)0000-0111' }])
    await click('[aria-label="「王示範」的異動歷程"]')
    await settle()
    expect(find('dialog').textContent).toContain('連絡電話：(02)0000-0100')
  })
})
