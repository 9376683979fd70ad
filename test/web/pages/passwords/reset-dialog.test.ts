import { act } from 'preact/test-utils'
import { afterEach, expect, it } from 'vitest'
import { CodedError } from '../../../../core/errors/coded-error.ts'
import type { SessionView } from '../../../../core/protocol/session.ts'
import { appears, clearScreen, click, find, has, press, text } from '../../support/screen.ts'
import { confirm, idle, lin, manager, openPage, representative } from '../organizations/samples.ts'

afterEach(clearScreen)

const oneTime = { password: '7K2M-9QXD-4TFH', until: '2026-12-07T01:00:00.000Z' }
const user = { ...idle, roles: ['user' as const] }

interface Case {
  readonly path: string
  readonly session: SessionView
  readonly list: Record<string, unknown>
  readonly route: string
}
const managers: Case = {
  path: '/organizations/managers',
  session: representative,
  list: { 'GET /api/organizations/managers': { managers: [idle], seats: 3 } },
  route: 'POST /api/passwords/managers',
}
const users: Case = {
  path: '/organizations/users',
  session: manager,
  list: { 'GET /api/organizations/users': { users: [user, lin] } },
  route: 'POST /api/passwords/users',
}

async function openDialog({ path, session, list, route }: Case, answer: unknown = oneTime) {
  const page = await openPage(path, session, { ...list, [route]: answer })
  await appears('tbody tr')
  await click('[aria-label="重設密碼：閒示範"]')
  return page
}

it.each([
  ['the representative a manager’s', managers],
  ['a manager a user’s', users],
])('%s: after a question, the one-time password is shown once', async (_who, at) => {
  const page = await openDialog(at)
  expect(text('dialog')).toContain('原密碼會立即失效')
  expect(page.bodies(at.route)).toEqual([])
  await confirm()
  expect(page.bodies(at.route)).toEqual([{ personId: idle.personId }])
  expect(text('#one-time-password')).toBe(oneTime.password)
  expect(text('dialog')).toContain('115.12.07 09:00')
  // Esc is easily pressed, and the password cannot be seen again.
  await act(async () => void find('dialog').dispatchEvent(new Event('cancel', { cancelable: true })))
  expect(text('#one-time-password')).toBe(oneTime.password)
  await press('已記下，關閉')
  expect(has('dialog')).toBe(false)
  expect(document.body.textContent).not.toContain(oneTime.password)
  expect(text('.done-notice')).toContain('已重設「閒示範」的密碼')
})

it('can be left before anything is done', async () => {
  const page = await openDialog(users)
  await press('取消')
  expect(has('dialog')).toBe(false)
  expect(page.bodies(users.route)).toEqual([])
})

it('a refusal says why, in the dialog', async () => {
  await openDialog(users, new CodedError('ERR_REQUEST_PASSWORD_JUST_RESET', 'a moment ago'))
  await confirm()
  expect(text('dialog #error-heading')).toBe('此密碼剛剛已重設')
  expect(has('#one-time-password')).toBe(false)
})

it('a user who is a manager too is for the representative: no button', async () => {
  await openPage(users.path, users.session, users.list)
  await appears('tbody tr')
  expect(has('[aria-label="重設密碼：閒示範"]')).toBe(true)
  expect(has('[aria-label="重設密碼：林示範"]')).toBe(false)
})
