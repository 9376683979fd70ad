import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RouteName, routes } from '../../../core/protocol/routes.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { savePerson } from '../../../server/db/tables/people.ts'
import type { Page } from '../page.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import { claimOf, giveAccount, givePassword, internetPage, ownPassword, somebody, stateOf } from './password-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  await saveInstitution(portal.database.query, clinic)
  await saveInstitution(portal.database.query, pharmacy)
})
afterAll(() => portal.close())

const lin = somebody(1, '林示範')
const at = { [clinic.code]: ['manager', 'user'], [pharmacy.code]: ['user'] } as const
const preset = 'preset by the agency'
const next = (number: number) => `seven white egrets and ${number} buffaloes`

async function signedIn(account = 'lin.demo', password = ownPassword): Promise<Page> {
  const page = internetPage(portal)
  await page.ask('POST /api/passwords/sign-in', claimOf(page, account, password))
  return page
}
const change = (page: Page, current: string, password: string) =>
  page.refusal('POST /api/passwords/change', { current, password })
const refused = (reason: string) => ({ status: 400, code: 'ERR_REQUEST_PASSWORD_REFUSED', details: { reason } })

describe('a password that its holder never changed', () => {
  it('is asked for at each sign-in until it is changed in fact', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at, password: preset, state: 'preset' })
    for (let time = 1; time <= 2; time++) {
      const page = await signedIn('lin.demo', preset)
      expect((await page.ask('GET /api/auth/session')).passwordChange).toBe('required')
    }
    const page = await signedIn('lin.demo', preset)
    const after = await page.ask('POST /api/passwords/change', { current: preset, password: next(1) })
    expect(after).toMatchObject({ passwordChange: 'none', institution: null })
    await page.ask('POST /api/auth/institution', { institution: clinic.code })
    expect((await (await signedIn('lin.demo', next(1))).ask('GET /api/auth/session')).passwordChange).toBe('none')
  })

  it('reaches the change, the session, the card’s signs and signing out, and no other route', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at, password: preset, state: 'preset' })
    const page = await signedIn('lin.demo', preset)
    const reached: RouteName[] = []
    for (const route of Object.keys(routes) as RouteName[]) {
      if (typeof routes[route].rule === 'string' && routes[route].rule !== 'session') continue
      const isGet = route.startsWith('GET')
      const body = isGet ? undefined : { 'not a request': true }
      const { status, code } = await page.refusal(route, body, { query: isGet ? '?not=a-request' : '' })
      if (code === 'ERR_REQUEST_MALFORMED') reached.push(route)
      else expect([route, status, code]).toEqual([route, 403, 'ERR_LOGIN_PASSWORD_UNCHANGED'])
    }
    expect(reached).toEqual([
      'GET /api/auth/session',
      'POST /api/auth/card-watch',
      'POST /api/auth/sign-out',
      'POST /api/passwords/change',
    ])
    await page.ask('POST /api/auth/sign-out')
  })

  it('holds nobody up who signed in with a card', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at, password: preset, state: 'preset' })
    await givePassword(portal, lin.id, { kind: 'nhi-card', password: preset, state: 'reset' })
    const byCard = await portal.signedIn({ kind: 'person', personId: lin.id }, { cardType: 'hca-personnel' })
    await byCard.ask('POST /api/auth/institution', { institution: clinic.code })
    const byNhiCard = await portal.signedIn({ kind: 'person', personId: lin.id }, { cardType: 'nhi' })
    const refusal = await byNhiCard.refusal('POST /api/auth/institution', { institution: clinic.code })
    expect(refusal).toEqual({ status: 403, code: 'ERR_LOGIN_PASSWORD_UNCHANGED' })
  })

  it('that is gone from the table opens nothing either', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    const page = await signedIn()
    await portal.database.query.deleteFrom('passwords').execute()
    expect(await page.refusal('POST /api/auth/institution', { institution: clinic.code })).toMatchObject({
      code: 'ERR_LOGIN_PASSWORD_UNCHANGED',
    })
  })
})

describe('the change', () => {
  it('takes the present password, counts wrong ones like a sign-in, and leaves the session as it is', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    const page = await signedIn()
    const wrong = { status: 403, code: 'ERR_LOGIN_PASSWORD_WRONG' }
    for (let failure = 1; failure <= 5; failure++) expect(await change(page, 'not it at all', next(1))).toEqual(wrong)
    const wait = { status: 429, code: 'ERR_LOGIN_PASSWORD_WAIT', details: { minutes: 1 } }
    expect(await change(page, ownPassword, next(1))).toEqual(wait)
    expect(await internetPage(portal).refusal('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))).toEqual(wait)
    portal.clock.advance(60)
    await page.ask('POST /api/passwords/change', { current: ownPassword, password: next(1) })
    await page.ask('GET /api/auth/session')
  })

  it.each([
    ['short', 'white egrets'],
    ['common', 'password-nhi-2026'],
    ['name', '林示範的拿手菜是番茄炒蛋加蔥花'],
    ['account', 'seven lin.demo egrets'],
    ['institution', `egrets of ${pharmacy.code}`],
    ['id-number', 'egrets of A199090017'],
  ])('refuses a new one, with the reason: %s', async (reason, password) => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    await savePerson(portal.database.query, { ...lin, idNumber: 'A199090017' })
    expect(await change(await signedIn(), ownPassword, password)).toEqual(refused(reason))
    expect(await portal.database.query.selectFrom('password_tries').selectAll().execute()).toEqual([])
  })

  it('refuses the present one, a preset one, and the last five of the holder’s own', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at, password: preset, state: 'preset' })
    const page = await signedIn('lin.demo', preset)
    expect(await change(page, preset, preset)).toEqual(refused('used-before'))
    let current = preset
    for (let time = 1; time <= 6; time++) {
      await page.ask('POST /api/passwords/change', { current, password: next(time) })
      current = next(time)
    }
    for (let time = 2; time <= 6; time++)
      expect(await change(page, current, next(time))).toEqual(refused('used-before'))
    await page.ask('POST /api/passwords/change', { current, password: next(1) })
    expect(await portal.database.query.selectFrom('password_history').select('id').execute()).toHaveLength(5)
  })

  it('ends the other sessions that the password opened, and none that a card did', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    const [page, other] = [await signedIn(), await signedIn()]
    const byCard = await portal.signedIn({ kind: 'person', personId: lin.id })
    await page.ask('POST /api/passwords/change', { current: ownPassword, password: next(1) })
    expect(await other.refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
    await page.ask('GET /api/auth/session')
    await byCard.ask('GET /api/auth/session')
    const rows = await portal.database.query
      .selectFrom('audit')
      .select(['event', 'detail', 'person_id'])
      .where('code', 'is', null)
      .orderBy('id')
      .execute()
    expect(rows.slice(-2)).toEqual([
      { event: 'session-end', detail: { reason: 'password-changed' }, person_id: lin.id },
      { event: 'change-password', detail: { kind: 'account' }, person_id: lin.id },
    ])
  })

  it('tried in ten sessions at once, is made by one', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    const pages = await Promise.all(Array.from({ length: 10 }, () => signedIn()))
    const body = (_: unknown, at: number) => ({ current: ownPassword, password: next(at) })
    const answers = await Promise.all(pages.map((page, at) => page.call('POST /api/passwords/change', body(page, at))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await stateOf(portal, lin.id)).toBe('own')
    // Those who came after the winner had the wrong one by then.
    portal.clock.advance(60)
    const winner = answers.findIndex(({ status }) => status === 200)
    await signedIn('lin.demo', next(winner))
  })

  it('is not for a session that no password opened', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at })
    const byCard = await portal.signedIn({ kind: 'person', personId: lin.id })
    expect(await change(byCard, ownPassword, next(1))).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    const institution = await portal.signedIn(
      { kind: 'institution', institutionCode: clinic.code },
      { cardType: 'hca-institution' },
    )
    expect(await change(institution, ownPassword, next(1))).toMatchObject({ code: 'ERR_REQUEST_NOT_ALLOWED' })
  })
})
