import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { clearScreen, click, find, has, press, text, type } from '../../support/screen.ts'
import { confirm, id, manager, openPage, send } from './samples.ts'

afterEach(clearScreen)

const path = '/organizations/grants'
const services = ['A.01', 'A.01.03', 'E']
const lin = { personId: id(1), name: '林示範', maskedIdNumber: 'A1****0017', services: ['E'] }
const idle = { personId: id(6), name: '閒示範', maskedIdNumber: 'A2****0064', services: [] as string[] }
const list = { services, users: [lin, idle] }

const open = (answers: Record<string, unknown> = {}) =>
  openPage(path, manager, { 'GET /api/organizations/grants': list, ...answers })

const choose = (personId: string) => click(`input[value="${personId}"]`)
const ticked = () => [...document.querySelectorAll<HTMLInputElement>('[type=checkbox]:checked')].map(({ name }) => name)

it('a user is chosen, and the services that the user has are ticked', async () => {
  await open()
  expect(text(`[data-person="${lin.personId}"]`)).toContain('已授權 1 / 3 項')
  expect(has('[type=checkbox]')).toBe(false)
  await choose(lin.personId)
  expect(text('#grant-services')).toBe('「林示範」的服務授權')
  expect(ticked()).toEqual(['E'])
  await choose(idle.personId)
  expect(ticked()).toEqual([])
})

it('only the difference is sent, and what was granted is shown', async () => {
  const after = { services, users: [lin, { ...idle, services: ['A.01', 'A.01.03'] }] }
  const page = await open({ 'PUT /api/organizations/grants': after })
  await choose(idle.personId)
  await click('input[name="A.01"]')
  await click('input[name="A.01.03"]')
  await click('input[name=E]')
  await click('input[name=E]')
  expect(text('.save-bar [role=status]')).toBe('新增 2 項，尚未儲存')
  await send('input[name=E]')
  expect(page.bodies('PUT /api/organizations/grants')).toEqual([
    { personId: idle.personId, grant: ['A.01', 'A.01.03'], withdraw: [] },
  ])
  expect(text('.done-notice')).toContain('已儲存「閒示範」的授權')
  expect(text(`[data-person="${idle.personId}"]`)).toContain('已授權 2 / 3 項')
  expect(find('.save-bar [type=submit]', HTMLButtonElement).disabled).toBe(true)
})

it('before anything is withdrawn, it is named and confirmed', async () => {
  const page = await open({ 'PUT /api/organizations/grants': { services, users: [{ ...lin, services: ['A.01'] }] } })
  await choose(lin.personId)
  await click('input[name=E]')
  await click('input[name="A.01"]')
  await send('input[name=E]')
  expect(page.bodies('PUT /api/organizations/grants')).toEqual([])
  expect([...document.querySelectorAll('dialog li')].map(({ textContent }) => textContent)).toEqual([
    '費用支付資料下載',
  ])
  await confirm()
  expect(page.bodies('PUT /api/organizations/grants')).toEqual([
    { personId: lin.personId, grant: ['A.01'], withdraw: ['E'] },
  ])
  expect(ticked()).toEqual(['A.01'])
})

it('all can be ticked and unticked, and the difference undone', async () => {
  await open()
  await choose(lin.personId)
  await press('全部勾選')
  expect(ticked()).toEqual(services)
  await press('全部取消')
  expect(ticked()).toEqual([])
  expect(text('.save-bar [role=status]')).toBe('收回 1 項，尚未儲存')
  await press('還原')
  expect(ticked()).toEqual(['E'])
})

it('a refusal is shown, and the ticks stay', async () => {
  await open({
    'PUT /api/organizations/grants': new CodedError('ERR_REQUEST_SERVICE_NOT_APPLIED', 'x', {
      details: { service: 'A.01' },
    }),
  })
  await choose(idle.personId)
  await click('input[name="A.01"]')
  await send('input[name="A.01"]')
  expect(text('.error-panel')).toContain('未申請此服務')
  expect(ticked()).toEqual(['A.01'])
})

it('users are searched by name and number', async () => {
  await open()
  await type('#grant-search', '0064')
  expect(document.querySelectorAll('.grant-user')).toHaveLength(1)
  expect(has(`[data-person="${idle.personId}"]`)).toBe(true)
})

it('without users or services it says what to do first', async () => {
  await open({ 'GET /api/organizations/grants': { services, users: [] } })
  expect(text()).toContain('請先指派機構使用者')
  await clearScreen()
  await open({ 'GET /api/organizations/grants': { services: [], users: [lin] } })
  expect(text()).toContain('尚未申請健保服務')
})
