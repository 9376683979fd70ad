import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import { appears, clearScreen, click, has, press, text, type } from '../../support/screen.ts'
import { confirm, idle, lin, manager, openPage, pressAndSettle, send } from './samples.ts'

afterEach(clearScreen)

const path = '/organizations/users'
const colleague = { ...idle, roles: ['user' as const] }

async function open(answers: Record<string, unknown> = {}, session = manager) {
  const page = await openPage(path, session, { 'GET /api/organizations/users': { users: [lin] }, ...answers })
  await appears('#users')
  return page
}

it('makes somebody a user, named by the whole number', async () => {
  const page = await open({ 'POST /api/organizations/users': colleague })
  await press('新增機構使用者')
  await type('#member-idNumber', 'A299090064')
  await type('#member-name', '閒示範')
  await send('#member-name')
  expect(page.bodies('POST /api/organizations/users')).toEqual([
    { member: { idNumber: 'A299090064', name: '閒示範', contact: { phone: '', email: '' } } },
  ])
  expect(text(`tr[data-row="${idle.personId}"]`)).toContain('閒示範')
  expect(text('.done-notice')).toContain('已指派「閒示範」為機構使用者')
})

it('the field at fault is named from inside `member` too', async () => {
  const error = new CodedError('ERR_REQUEST_MALFORMED', 'x', { details: { field: 'member.idNumber' } })
  await open({ 'POST /api/organizations/users': error })
  await press('新增機構使用者')
  await type('#member-idNumber', 'A299090064')
  await type('#member-name', '閒示範')
  await send('#member-name')
  expect(text('#member-idNumber-error')).toContain('檢查碼')
})

it('a manager makes themselves a user with one press, and the menu is asked for anew', async () => {
  const page = await open({ 'POST /api/organizations/users': lin, 'GET /api/organizations/users': { users: [] } })
  expect(text()).toContain('尚未指派機構使用者')
  const asked = page.bodies('GET /api/auth/session').length
  await pressAndSettle('將自己設為使用者')
  expect(page.bodies('POST /api/organizations/users')).toEqual([{ member: null }])
  expect(text('.done-notice')).toContain('已指派「林示範」')
  expect(page.bodies('GET /api/auth/session')).toHaveLength(asked + 1)
})

it('who is a user already is not offered to become one', async () => {
  await open({}, { ...manager, institution: { ...manager.institution!, roles: ['manager', 'user'] } })
  expect(text()).not.toContain('將自己設為使用者')
})

it('removing says that all that was granted goes too, and that a manager stays one', async () => {
  const page = await open({ 'DELETE /api/organizations/users': {} })
  await click('[aria-label="移除 林示範"]')
  expect(text('dialog')).toContain('獲授權的健保服務將全部收回')
  expect(text('dialog')).toContain('同時是機構管理者')
  await confirm()
  expect(page.bodies('DELETE /api/organizations/users')).toEqual([{ personId: lin.personId }])
  expect(has('tbody')).toBe(false)
  expect(text('.done-notice')).toContain('已移除機構使用者「林示範」')
})
