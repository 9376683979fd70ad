import { afterEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { Platform } from '../../../../core/portal/platforms.ts'
import { appears, clearScreen, click, find, has, text } from '../../support/screen.ts'
import { confirm, manager, openPage, pressAndSettle, send } from './samples.ts'

afterEach(clearScreen)

const path = '/organizations/services'
const list = {
  institutionType: 'clinic',
  offered: [
    { service: 'E', appliedAt: null, users: 0 },
    { service: 'A.07', appliedAt: '2026-11-29T17:00:00.000Z', users: 2 },
    { service: 'A.01', appliedAt: null, users: 0 },
    { service: 'B.01', appliedAt: null, users: 0 },
  ],
  internetData: null,
}

async function open(answers: Record<string, unknown> = {}, platform: Platform = 'vpn') {
  const page = await openPage(path, { ...manager, platform }, { 'GET /api/organizations/services': list, ...answers })
  await appears('.service-groups')
  return page
}

it('stands in the order of the menu, by category; a category that is a service stands with the others', async () => {
  await open()
  const groups = [...document.querySelectorAll('fieldset')].map((group) => [
    group.querySelector('legend')?.textContent,
    [...group.querySelectorAll('label, strong')].map(({ textContent }) => textContent),
  ])
  expect(groups).toEqual([
    ['費用申報及資料登錄', ['醫療費用申報', '醫療費用申報總表線上確認']],
    ['審查作業(含事前審查)', ['事前審查']],
    ['其他類別', ['費用支付資料下載']],
  ])
  expect(text()).toContain('下列為西醫診所可申請')
})

it('預檢醫療費用申報 is said to come with 醫療費用申報, and is never listed', async () => {
  await open()
  expect(find('input[name="A.01"]').closest('.check-box')?.textContent).toContain('包含「預檢醫療費用申報」')
  expect(has('[name="A.02"]')).toBe(false)
})

it('what was applied for shows its day and how many have it, and no box to tick', async () => {
  await open()
  expect(text('[data-applied="A.07"]')).toContain('已申請 115.11.30')
  expect(text('[data-applied="A.07"]')).toContain('已授權 2 位使用者')
  expect(has('input[name="A.07"]')).toBe(false)
})

it('what is ticked is applied for together, and named when it is done', async () => {
  const after = { ...list, offered: list.offered.map((one) => ({ ...one, appliedAt: '2026-11-30T01:00:00.000Z' })) }
  const page = await open({ 'POST /api/organizations/services': after })
  const button = () => find('form button[type=submit]', HTMLButtonElement)
  expect(button().disabled).toBe(true)
  await click('input[name="A.01"]')
  await click('input[name=E]')
  await click('input[name="B.01"]')
  await click('input[name="B.01"]')
  expect(text('.save-bar [role=status]')).toBe('已勾選 2 項服務')
  await send('input[name="A.01"]')
  expect(page.bodies('POST /api/organizations/services')).toEqual([{ services: ['A.01', 'E'] }])
  expect(text('.done-notice')).toContain('已申請：醫療費用申報、費用支付資料下載')
  expect(button().disabled).toBe(true)
})

it('withdrawing says first how many users lose it', async () => {
  const page = await open({ 'DELETE /api/organizations/services': { ...list, offered: list.offered.slice(0, 1) } })
  await click('[aria-label^="取消申請"]')
  expect(text('dialog')).toContain('已獲授權的 2 位使用者將立即不能使用')
  expect(page.bodies('DELETE /api/organizations/services')).toEqual([])
  await confirm()
  expect(page.bodies('DELETE /api/organizations/services')).toEqual([{ service: 'A.07' }])
  expect(has('[data-applied]')).toBe(false)
  expect(text('.done-notice')).toContain('已取消申請「醫療費用申報總表線上確認」')
})

it('a refused application is shown, and the ticks stay', async () => {
  await open({
    'POST /api/organizations/services': new CodedError('ERR_REQUEST_SERVICE_NOT_OFFERED', 'x', {
      details: { service: 'E' },
    }),
  })
  await click('input[name=E]')
  await send('input[name=E]')
  expect(text('.error-panel')).toContain('不適用')
  expect(find('input[name=E]', HTMLInputElement).checked).toBe(true)
})

describe('申請讀取Internet資料', () => {
  const requestedAt = '2026-11-30T01:00:00.000Z'

  it('is asked for once, and then said to come on the next day', async () => {
    await open({ 'POST /api/organizations/internet-data': { requestedAt, fulfilledAt: null } })
    expect(find('[data-request]').dataset['request']).toBe('none')
    await pressAndSettle('申請讀取Internet資料')
    expect(find('[data-request]').dataset['request']).toBe('pending')
    expect(text('[data-request]')).toContain('處理中，次日提供')
    expect(has('[data-request] button')).toBe(false)
    expect(text('.done-notice')).toContain('已送出申請')
  })

  it('once fulfilled it can be asked for again', async () => {
    const internetData = { requestedAt, fulfilledAt: '2026-12-01T01:00:00.000Z' }
    await open({ 'GET /api/organizations/services': { ...list, internetData } })
    expect(text('[data-request]')).toContain('115.12.01 09:00')
    expect(text('[data-request] button')).toBe('再次申請')
  })

  it('is not there on the Internet platform itself', async () => {
    await open({}, 'internet')
    expect(has('[data-request]')).toBe(false)
  })
})
