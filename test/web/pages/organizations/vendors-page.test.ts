import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { appears, clearScreen, click, find, has, text, type } from '../../support/screen.ts'
import { confirm, id, openPage, send, vendorUser } from './samples.ts'

afterEach(clearScreen)

const path = '/organizations/vendors'
const vendor = {
  id: id(101),
  name: '示範資訊股份有限公司',
  businessNumber: '99990000',
  lineApprovedAt: '2026-10-01',
}
const permission = { vendor, from: '2026-11-01', until: '2026-12-31' }
const list = {
  line: null,
  vendors: [{ ...vendor, mayConnect: true }],
  permissions: [
    { ...permission, id: id(201), state: 'in-force' },
    { ...permission, id: id(202), state: 'over' },
    { ...permission, id: id(203), state: 'withdrawn' },
  ],
  cutOver: null,
}

async function open(answers: Record<string, unknown> = {}) {
  const page = await openPage(path, vendorUser, { 'GET /api/organizations/vendors': list, ...answers })
  await appears('#permissions')
  return page
}

it('permissions show ROC days with the ISO day underneath, and only one in force or to come can be withdrawn', async () => {
  await open()
  const times = [...document.querySelectorAll('tbody tr:first-child time')]
  expect(times.map((time) => [time.textContent, time.getAttribute('datetime')])).toEqual([
    ['115.11.01', '2026-11-01'],
    ['115.12.31', '2026-12-31'],
  ])
  expect([...document.querySelectorAll('.permission-state')].map(({ textContent }) => textContent)).toEqual([
    '有效',
    '已到期',
    '已取消',
  ])
  expect(document.querySelectorAll('tbody button')).toHaveLength(1)
})

it('the cut-over is said once it is set', async () => {
  await open()
  expect(text()).not.toContain('起，沒有有效允入的廠商')
  await clearScreen()
  await open({ 'GET /api/organizations/vendors': { ...list, cutOver: '2027-01-01' } })
  expect(text()).toContain('自 116.01.01 起')
})

it('the line is saved, and an empty field is said beside it', async () => {
  const line = { circuit: 'HN-1', provider: '示範電信' }
  const page = await open({ 'PUT /api/organizations/line': { ...list, line } })
  await type('#line-circuit', 'HN-1')
  await send('#line-circuit')
  expect(text('#line-provider-error')).toContain('請輸入電信業者')
  expect(page.bodies('PUT /api/organizations/line')).toEqual([])
  await type('#line-provider', '示範電信')
  await send('#line-circuit')
  expect(page.bodies('PUT /api/organizations/line')).toEqual([line])
  expect(text('.done-notice')).toContain('已儲存固接線路')
})

it('a vendor is let in from one day to another; the control holds the ISO day, the ROC day stands beside it', async () => {
  const page = await open({ 'POST /api/organizations/vendors': list })
  expect(find('#permission-from', HTMLInputElement).value).toBe('2026-11-18')
  expect(text('#permission-from-hint')).toBe('民國 115.11.18')
  await type('#permission-until', '2026-11-17')
  await send('#permission-until')
  expect(text('#permission-until-error')).toContain('迄日不可早於起日')
  expect(page.bodies('POST /api/organizations/vendors')).toEqual([])
  await type('#permission-until', '2027-01-31')
  await send('#permission-until')
  expect(page.bodies('POST /api/organizations/vendors')).toEqual([
    { vendorId: vendor.id, from: '2026-11-18', until: '2027-01-31' },
  ])
  expect(text('.done-notice')).toContain('已允入「示範資訊股份有限公司」，自 115.11.18 至 116.01.31')
})

it('a refused permission is shown where it was asked for', async () => {
  await open({ 'POST /api/organizations/vendors': new CodedError('ERR_REQUEST_VENDOR_PERMITTED', 'x') })
  await type('#permission-until', '2027-01-31')
  await send('#permission-until')
  expect(text('[aria-labelledby=new-permission] .error-panel')).toContain('已獲允入')
})

it('without a vendor to choose there is no form', async () => {
  await open({ 'GET /api/organizations/vendors': { ...list, vendors: [] } })
  expect(text()).toContain('目前沒有可選擇的廠商')
  expect(has('#permission-from')).toBe(false)
})

it('withdrawing says what is lost, and is confirmed', async () => {
  const page = await open({ 'DELETE /api/organizations/vendors': { ...list, permissions: [] } })
  await click('[aria-label^="取消允入"]')
  expect(text('dialog')).toContain('切換日之後即無法連線')
  await confirm()
  expect(page.bodies('DELETE /api/organizations/vendors')).toEqual([{ permissionId: id(201) }])
  expect(text()).toContain('尚未允入任何廠商')
})
