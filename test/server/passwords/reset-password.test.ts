import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import { addStaffPost } from '../../../server/db/tables/staff-posts.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import { claimOf, giveAccount, givePassword, internetPage, ownPassword, somebody, stateOf } from './password-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
afterAll(() => portal.close())

const manager = somebody(1, '管示範')
const user = somebody(2, '使示範')
const both = somebody(3, '雙示範')
const managerElsewhere = somebody(4, '外示範')
const elsewhere = somebody(5, '鄰示範')
const staff = somebody(6, '署示範')
const oneTime = /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/

beforeEach(async () => {
  const { query } = portal.database
  await portal.database.clear()
  await saveInstitution(query, clinic)
  await saveInstitution(query, pharmacy)
  await giveAccount(portal, manager, 'manager', { at: { [clinic.code]: ['manager'] } })
  await giveAccount(portal, user, 'user', { at: { [clinic.code]: ['user'] } })
  await giveAccount(portal, both, 'both', { at: { [clinic.code]: ['manager', 'user'] } })
  await giveAccount(portal, managerElsewhere, 'out', { at: { [clinic.code]: ['user'], [pharmacy.code]: ['manager'] } })
  await giveAccount(portal, elsewhere, 'elsewhere', { at: { [pharmacy.code]: ['user'] } })
  await giveAccount(portal, staff, 'staff', { at: { [clinic.code]: ['user'] } })
  await addStaffPost(query, {
    personId: staff.id,
    role: 'information',
    area: 'everywhere',
    at: portal.clock.now(),
  })
})

type Platform = 'vpn' | 'internet'
const asManager = (platform: Platform = 'internet') =>
  portal.signedIn({ kind: 'person', personId: manager.id }, { platform, institutionCode: clinic.code })
const asRepresentative = (platform: Platform = 'internet') =>
  portal.signedIn(
    { kind: 'institution', institutionCode: clinic.code },
    { platform, cardType: 'hca-institution', institutionCode: clinic.code },
  )
const resetUser = (page: Page, { id }: { id: string }) => page.call('POST /api/passwords/users', { personId: id })
const resetManager = (page: Page, { id }: { id: string }) => page.call('POST /api/passwords/managers', { personId: id })
const codeOf = async (answer: ReturnType<typeof resetUser>) => {
  const { body } = await answer
  return (body as { error?: { code: string } }).error?.code
}
const notYours = 'ERR_REQUEST_PASSWORD_RESET'

describe('who resets whose', () => {
  it('a manager a user’s, and nobody’s who is a manager here or elsewhere, or works at the agency', async () => {
    const page = await asManager()
    expect(await codeOf(resetUser(page, user))).toBeUndefined()
    expect(await codeOf(resetUser(page, both))).toBe(notYours)
    expect(await codeOf(resetUser(page, manager))).toBe(notYours)
    expect(await codeOf(resetUser(page, managerElsewhere))).toBe(notYours)
    expect(await codeOf(resetUser(page, staff))).toBe(notYours)
    expect(await codeOf(resetManager(page, both))).toBe('ERR_REQUEST_NOT_ALLOWED')
  })

  it('the representative a manager’s, and no mere user’s', async () => {
    const page = await asRepresentative()
    expect(await codeOf(resetManager(page, manager))).toBeUndefined()
    expect(await codeOf(resetManager(page, both))).toBeUndefined()
    expect(await codeOf(resetManager(page, user))).toBe(notYours)
    expect(await codeOf(resetManager(page, managerElsewhere))).toBe(notYours)
    expect(await codeOf(resetUser(page, user))).toBe('ERR_REQUEST_NOT_ALLOWED')
  })

  it('nobody that of another institution’s people', async () => {
    expect(await codeOf(resetUser(await asManager(), elsewhere))).toBe('ERR_REQUEST_NOT_FOUND')
    expect(await codeOf(resetManager(await asRepresentative(), elsewhere))).toBe('ERR_REQUEST_NOT_FOUND')
    expect(await stateOf(portal, elsewhere.id)).toBe('own')
  })

  it('a mere user nobody’s', async () => {
    const page = await portal.signedIn(
      { kind: 'person', personId: user.id },
      { platform: 'internet', institutionCode: clinic.code },
    )
    expect(await codeOf(resetUser(page, user))).toBe('ERR_REQUEST_NOT_ALLOWED')
  })
})

describe('a reset', () => {
  it('makes a password that is told once, signs in once and must be changed; the old one works no more', async () => {
    const page = await asManager()
    const told = await page.ask('POST /api/passwords/users', { personId: user.id })
    expect(told.password).toMatch(oneTime)
    expect(Date.parse(told.until) - portal.clock.now().getTime()).toBe(7 * 86_400_000)
    const holder = internetPage(portal)
    expect(await holder.refusal('POST /api/passwords/sign-in', claimOf(holder, 'user'))).toMatchObject({
      code: 'ERR_LOGIN_PASSWORD_WRONG',
    })
    const view = await holder.ask('POST /api/passwords/sign-in', claimOf(holder, 'user', told.password))
    expect(view.passwordChange).toBe('required')
    const password = 'seven white egrets and a buffalo'
    expect(
      await holder.ask('POST /api/passwords/change', { current: told.password.toLowerCase(), password }),
    ).toMatchObject({ passwordChange: 'none' })
    const written = JSON.stringify([
      await portal.database.query.selectFrom('audit').selectAll().execute(),
      portal.logged,
    ])
    expect(written).not.toContain(told.password)
    expect(written).not.toContain(password)
  })

  it('ends the sessions that the old password opened, and is in the audit with both people and the institution', async () => {
    const holder = internetPage(portal)
    await holder.ask('POST /api/passwords/sign-in', claimOf(holder, 'user'))
    const page = await asManager()
    await page.ask('POST /api/passwords/users', { personId: user.id })
    expect(await holder.refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
    const rows = await portal.database.query.selectFrom('audit').selectAll().orderBy('id').execute()
    expect(rows.slice(-2)).toMatchObject([
      { event: 'session-end', person_id: user.id, detail: { reason: 'password-reset' } },
      {
        event: 'reset-user-password',
        person_id: manager.id,
        institution_code: clinic.code,
        detail: { person: user.id, kind: 'account' },
      },
    ])
  })

  it('opens an account that was locked', async () => {
    const holder = internetPage(portal)
    for (let failure = 1; failure <= 5; failure++) {
      await holder.refusal('POST /api/passwords/sign-in', claimOf(holder, 'user', 'not it at all'))
    }
    expect(await holder.refusal('POST /api/passwords/sign-in', claimOf(holder, 'user'))).toMatchObject({
      code: 'ERR_LOGIN_PASSWORD_WAIT',
    })
    const { password } = await (await asManager()).ask('POST /api/passwords/users', { personId: user.id })
    await holder.ask('POST /api/passwords/sign-in', claimOf(holder, 'user', password))
  })

  it('asked for a hundred times at once, is made once; the one that was told works', async () => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => asManager()))
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => resetUser(pages[at % 10]!, user)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(99)
    const { password } = won[0]!.body as { password: string }
    const holder = internetPage(portal)
    await holder.ask('POST /api/passwords/sign-in', claimOf(holder, 'user', password))
  })

  it('can be made anew a minute later, or once the one-time password was used', async () => {
    const page = await asManager()
    const first = await page.ask('POST /api/passwords/users', { personId: user.id })
    expect(await codeOf(resetUser(page, user))).toBe('ERR_REQUEST_PASSWORD_JUST_RESET')
    portal.clock.advance(60)
    const second = await page.ask('POST /api/passwords/users', { personId: user.id })
    const holder = internetPage(portal)
    expect(await holder.refusal('POST /api/passwords/sign-in', claimOf(holder, 'user', first.password))).toMatchObject({
      code: 'ERR_LOGIN_PASSWORD_WRONG',
    })
    await holder.ask('POST /api/passwords/sign-in', claimOf(holder, 'user', second.password))
    await page.ask('POST /api/passwords/users', { personId: user.id })
  })

  it('on the VPN platform is of the NHI card’s password, also for who had none yet, and leaves the account alone', async () => {
    const page = await asManager('vpn')
    expect((await page.ask('POST /api/passwords/users', { personId: user.id })).password).toMatch(oneTime)
    expect(await stateOf(portal, user.id, 'nhi-card')).toBe('reset')
    expect(await stateOf(portal, user.id)).toBe('own')
    await givePassword(portal, both.id, { kind: 'nhi-card', password: ownPassword })
    await (await asRepresentative('vpn')).ask('POST /api/passwords/managers', { personId: both.id })
    expect(await stateOf(portal, both.id, 'nhi-card')).toBe('reset')
  })

  it('on the Internet platform is nothing for who has no account', async () => {
    const { query } = portal.database
    const without = somebody(7)
    await savePerson(query, { ...without, idNumber: null })
    await addAssignment(query, {
      personId: without.id,
      institutionCode: clinic.code,
      role: 'user',
      at: portal.clock.now(),
    })
    expect(await codeOf(resetUser(await asManager(), without))).toBe('ERR_REQUEST_NO_ACCOUNT')
  })
})
