import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../../core/protocol/routes.ts'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import { writePortalSetting } from '../../../server/db/tables/portal-settings.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { clinic, openTestPortal, pharmacy, type TestPortal } from '../test-portal.ts'
import { claimOf, giveAccount, internetPage, ownPassword, somebody, stateOf } from './password-portal.ts'

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
const atBoth = { [clinic.code]: ['manager', 'user'], [pharmacy.code]: ['user'] } as const
const wrong = { status: 403, code: 'ERR_LOGIN_PASSWORD_WRONG' }
const signIn = (account: string, password?: string, address?: string) => {
  const page = internetPage(portal, address)
  return page.refusal('POST /api/passwords/sign-in', claimOf(page, account, password))
}

describe('account and password', () => {
  it('open a session bound to the page’s key, without a card, with the choice of institution as for any person', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    const page = internetPage(portal)
    const view = await page.ask('POST /api/passwords/sign-in', claimOf(page, ' Lin.Demo '))
    expect(view).toMatchObject({
      platform: 'internet',
      cardType: null,
      personName: '林示範',
      institution: null,
      choices: [{ code: clinic.code }, { code: pharmacy.code }],
      passwordChange: 'none',
      cardWatch: 'off',
    })
    await page.ask('POST /api/auth/institution', { institution: pharmacy.code })
    expect(await page.stolen().refusal('GET /api/auth/session')).toMatchObject({ code: 'ERR_REQUEST_PROOF' })
    expect((await portal.auditRows()).slice(0, 1)).toEqual([{ event: 'sign-in', step: null, code: null }])
  })

  it('go straight in with one institution, and nowhere with none', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: { [clinic.code]: ['user'] } })
    await giveAccount(portal, somebody(2), 'nowhere', { at: {} })
    const page = internetPage(portal)
    expect((await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))).institution?.code).toBe(
      clinic.code,
    )
    expect(await signIn('nowhere')).toMatchObject({ code: 'ERR_LOGIN_NOT_ASSIGNED_INTERNET' })
  })

  it('sign in so often in ten minutes, and from wherever; who had the right password is told to wait', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: { [clinic.code]: ['user'] } })
    const limit = routes['POST /api/passwords/sign-in'].also?.find(({ per }) => per === 'holder')
    if (!limit) throw new Error('holders are not counted')
    const ask = async (address: string) => {
      const page = internetPage(portal, address)
      return await page.call('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))
    }
    const addresses = Array.from({ length: limit.count }, (_, at) => `198.51.100.${at}`)
    for (const address of addresses) expect((await ask(address)).status).toBe(200)
    expect(await ask('203.0.113.1')).toMatchObject({ status: 429, body: { error: { code: 'ERR_REQUEST_TOO_MANY' } } })
    expect((await portal.auditRows()).at(-1)).toEqual({ event: 'sign-in', step: 'rate', code: 'ERR_REQUEST_TOO_MANY' })
    portal.clock.advance(limit.seconds)
    expect((await ask('203.0.113.1')).status).toBe(200)
  })

  it('are nothing on the VPN platform', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    const page = portal.page()
    const refusal = await page.refusal('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))
    expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    expect((await page.ask('GET /api/portal')).generalSignIn).toBeNull()
  })

  it('a wrong password and an account that there is not are told the same, and written down without the name', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    expect(await signIn('lin.demo', 'kumquat & torf at nine')).toEqual(wrong)
    expect(await signIn('nobody')).toEqual(wrong)
    const wrongOne = { event: 'sign-in', step: 'password', code: 'ERR_LOGIN_PASSWORD_WRONG' }
    expect(await portal.auditRows()).toEqual([wrongOne])
    expect(await portal.refusalCounts()).toEqual([{ ...wrongOne, count: 1 }])
    const written = JSON.stringify([
      await portal.database.query.selectFrom('audit').selectAll().execute(),
      await portal.database.query.selectFrom('password_tries').selectAll().execute(),
      portal.logged,
    ])
    expect(written).not.toMatch(/nobody|lin\.demo|kumquat/)
  })
})

describe('wrong passwords in a row', () => {
  const wrongPassword = 'kumquat & torf at nine'
  const wait = (minutes: number) => ({ status: 429, code: 'ERR_LOGIN_PASSWORD_WAIT', details: { minutes } })
  const address = (number: number) => `192.0.2.${number}`

  it.each(['lin.demo', 'nobody'])(
    'the fifth makes the next wait, each one longer, whether there is the account: %s',
    async (account) => {
      await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
      for (let failure = 1; failure <= 5; failure++) expect(await signIn(account, wrongPassword)).toEqual(wrong)
      const waits = [60, 120, 300, 900, 1800, 3600, 3600]
      for (const seconds of waits) {
        expect(await signIn(account, ownPassword)).toEqual(wait(Math.ceil(seconds / 60)))
        portal.clock.advance(seconds - 1)
        expect(await signIn(account, ownPassword)).toEqual(wait(1))
        portal.clock.advance(1)
        expect(await signIn(account, wrongPassword)).toEqual(wrong)
      }
    },
  )

  it('the right one after the wait takes the count back', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    for (let failure = 1; failure <= 5; failure++) await signIn('lin.demo', wrongPassword)
    portal.clock.advance(60)
    const page = internetPage(portal)
    await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo'))
    for (let failure = 1; failure <= 5; failure++) expect(await signIn('lin.demo', wrongPassword)).toEqual(wrong)
  })

  it('the hundredth locks it, for the right one too, and for one account alone', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    await giveAccount(portal, somebody(2), 'other', { at: atBoth })
    for (let failure = 1; failure <= 3; failure++) await signIn('lin.demo', wrongPassword)
    await portal.database.query.updateTable('password_tries').set({ failures: 99 }).execute()
    expect(await signIn('lin.demo', wrongPassword)).toEqual(wrong)
    const locked = { status: 403, code: 'ERR_LOGIN_PASSWORD_LOCKED' }
    expect(await signIn('lin.demo')).toEqual(locked)
    portal.clock.advance(400 * 86_400)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await signIn('lin.demo')).toEqual(locked)
    const page = internetPage(portal)
    await page.ask('POST /api/passwords/sign-in', claimOf(page, 'other'))
  })

  it('a hundred guesses at once are no more than guesses one after another', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    const refusals = await Promise.all(
      Array.from({ length: 100 }, (_, at) => signIn('lin.demo', `kumquat & torf at ${at}`, address(at % 5))),
    )
    const looked = refusals.filter(({ code }) => code === 'ERR_LOGIN_PASSWORD_WRONG')
    expect(looked).toHaveLength(5)
    expect(refusals.filter(({ code }) => code === 'ERR_LOGIN_PASSWORD_WAIT')).toHaveLength(95)
  })

  it('for an account that there is not are forgotten after a month, so that the table does not grow', async () => {
    await signIn('nobody')
    portal.clock.advance(30 * 86_400 + 1)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await portal.database.query.selectFrom('password_tries').selectAll().execute()).toEqual([])
  })

  it('come from one address in a certain number a minute, whatever the accounts', async () => {
    const refusals = await Promise.all(Array.from({ length: 62 }, (_, at) => signIn(`nobody-${at}`, wrongPassword)))
    expect(refusals.filter(({ code }) => code === 'ERR_REQUEST_TOO_MANY')).toHaveLength(2)
  })
})

describe('a one-time password', () => {
  const oneTime = '7K2M-9QXD-4TFH'
  const reset = { at: atBoth, password: oneTime, state: 'reset' } as const

  it('signs in once, however it is written, and then asks to be changed', async () => {
    await giveAccount(portal, lin, 'lin.demo', reset)
    const page = internetPage(portal)
    const view = await page.ask('POST /api/passwords/sign-in', claimOf(page, 'lin.demo', '7k2m 9qxd4tfh'))
    expect(view.passwordChange).toBe('required')
    expect(await stateOf(portal, lin.id)).toBe('used')
    expect(await signIn('lin.demo', oneTime)).toEqual({ status: 403, code: 'ERR_LOGIN_PASSWORD_USED' })
    expect((await page.ask('GET /api/auth/session')).passwordChange).toBe('required')
  })

  it('used a hundred times at once, opens one session', async () => {
    await giveAccount(portal, lin, 'lin.demo', reset)
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const page = internetPage(portal, `192.0.2.${at % 5}`)
        return await page.call('POST /api/passwords/sign-in', claimOf(page, 'lin.demo', oneTime))
      }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await portal.database.query.selectFrom('sessions').select('id').execute()).toHaveLength(1)
  })

  it('is still good when the sign-in failed for another reason', async () => {
    await giveAccount(portal, lin, 'lin.demo', { ...reset, at: {} })
    expect(await signIn('lin.demo', oneTime)).toMatchObject({ code: 'ERR_LOGIN_NOT_ASSIGNED_INTERNET' })
    expect(await stateOf(portal, lin.id)).toBe('reset')
  })

  it('is too old after a week', async () => {
    await giveAccount(portal, lin, 'lin.demo', reset)
    portal.clock.advance(7 * 86_400)
    expect(await signIn('lin.demo', oneTime)).toMatchObject({ code: 'ERR_LOGIN_PASSWORD_USED' })
  })
})

describe('the last day', () => {
  const closes = (day: string) => writePortalSetting(portal.database.query, 'general-sign-in-closes', day)

  it('is told by the portal, and the day after, the sign-in is refused with the day', async () => {
    await giveAccount(portal, lin, 'lin.demo', { at: atBoth })
    const told = async () => (await internetPage(portal).ask('GET /api/portal')).generalSignIn
    expect(await told()).toEqual({ open: true, lastDay: null, announced: false })
    await closes('2027-12-31')
    expect(await told()).toEqual({ open: true, lastDay: '2027-12-31', announced: false })
    const today = portal.clock.now().toISOString().slice(0, 10)
    await closes(today)
    expect(await told()).toEqual({ open: true, lastDay: today, announced: true })
    portal.clock.advance(86_400)
    expect(await told()).toEqual({ open: false, lastDay: today, announced: true })
    expect(await signIn('lin.demo')).toEqual({
      status: 403,
      code: 'ERR_LOGIN_GENERAL_CLOSED',
      details: { day: today },
    })
    expect(await portal.refusalCounts()).toMatchObject([{ step: 'closing', code: 'ERR_LOGIN_GENERAL_CLOSED' }])
  })

  it('of a hundred at once around its end, those who came before it by the server’s clock are in, and no other', async () => {
    const people = Array.from({ length: 50 }, (_, at) => somebody(at))
    for (const [at, one] of people.entries()) await giveAccount(portal, one, `demo-${at}`, { at: atBoth })
    const day = portal.clock.now().toISOString().slice(0, 10)
    await closes(day)
    // Midnight in Taiwan is 16:00 UTC.
    const left = (Date.parse(`${day}T16:00:00Z`) - portal.clock.now().getTime()) / 1000
    portal.clock.advance(left < 0 ? left + 86_400 - 0.001 : left - 0.001)
    const ask = (_: unknown, at: number) => {
      const page = internetPage(portal, `192.0.2.${at % 5}`)
      return page.call('POST /api/passwords/sign-in', claimOf(page, `demo-${at}`))
    }
    const before = people.map(ask)
    portal.clock.advance(0.001)
    const after = people.map(ask)
    const codes = async (answers: typeof before) => (await Promise.all(answers)).map(({ status }) => status)
    expect(await codes(before)).toEqual(people.map(() => 200))
    expect(await codes(after)).toEqual(people.map(() => 403))
  })
})
