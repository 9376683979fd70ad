import { afterEach, expect, it } from 'vitest'
import { organizationEvents } from '../../../../core/portal/organization-events.ts'
import { clearScreen, find, has, text, type } from '../../support/screen.ts'
import { manager, openPage, pressAndSettle, send } from './samples.ts'

afterEach(clearScreen)

const path = '/organizations/history'
const nothing = { actor: null, person: null, service: null, vendor: null }
const entries = organizationEvents.map((event) => ({ ...nothing, at: '2026-11-30T01:00:00.000Z', event }))

const answer = ({ page = '1' }: { page?: string }) => ({ entries, page: Number(page), pages: 7 })

const open = (given: unknown = answer) => openPage(path, manager, { 'GET /api/organizations/history': given })

const cells = (row: number) =>
  [...document.querySelectorAll(`tbody tr:nth-child(${row}) :is(th, td)`)].map(({ textContent }) => textContent)

it('says what, to whom and to which service, by whom, and when', async () => {
  const granted = {
    at: entries[0]?.at,
    event: 'grant-service',
    actor: '林示範',
    person: '閒示範',
    service: 'E',
    vendor: null,
  }
  const appointed = { ...nothing, at: entries[0]?.at, event: 'appoint-manager', person: '閒示範' }
  await open({ entries: [granted, appointed], page: 1, pages: 1 })
  expect(cells(1)).toEqual(['授權服務', '閒示範、費用支付資料下載', '林示範', '115.11.30 09:00'])
  expect(cells(2)).toEqual(['指派機構管理者', '閒示範', '機構卡或系統', '115.11.30 09:00'])
  expect(has('.paging')).toBe(false)
})

it('every event has words of its own', async () => {
  await open()
  const words = [...document.querySelectorAll('tbody th')].map(({ textContent }) => textContent)
  expect(new Set(words).size).toBe(organizationEvents.length)
})

it('is paged: first, previous, next, last, and to a page', async () => {
  const page = await open()
  const asked = () => page.bodies('GET /api/organizations/history').at(-1)
  const disabled = () => [...document.querySelectorAll<HTMLButtonElement>('.paging > button:disabled')]
  expect(disabled().map(({ textContent }) => textContent)).toEqual(['首頁', '上一頁'])
  await pressAndSettle('下一頁')
  expect(asked()).toEqual({ page: '2' })
  expect(text('.paging [aria-current]')).toBe('第 2 頁，共 7 頁')
  await pressAndSettle('末頁')
  expect(asked()).toEqual({ page: '7' })
  expect(disabled().map(({ textContent }) => textContent)).toEqual(['下一頁', '末頁'])
  await pressAndSettle('上一頁')
  expect(asked()).toEqual({ page: '6' })
  await pressAndSettle('首頁')
  expect(asked()).toEqual({ page: '1' })
  await type('.paging-to input', '99')
  await send('.paging-to input')
  expect(asked()).toEqual({ page: '7' })
  expect(find('.paging-to input', HTMLInputElement).value).toBe('7')
})

it('an institution where nothing was done yet is told so', async () => {
  await open({ entries: [], page: 1, pages: 1 })
  expect(text()).toContain('尚無異動紀錄')
})
