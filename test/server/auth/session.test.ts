import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import { removeAssignment } from '../../../server/db/tables/assignments.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import type { Holder } from '../../../server/db/tables/sessions.ts'
import { clinic, internet, openTestPortal, person, pharmacy, seedPeople, type TestPortal } from '../test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(() => portal.database.clear())
afterAll(() => portal.close())

const holder: Holder = { kind: 'person', personId: person.id }
const sessions = () => portal.database.query.selectFrom('sessions').selectAll().execute()
const unauthenticated = { status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' }

describe('a session', () => {
  it('shows who is signed in, with the roles as they are now', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder, { institutionCode: clinic.code })
    expect(await page.ask('GET /api/auth/session')).toMatchObject({
      platform: 'vpn',
      cardType: 'hca-personnel',
      personName: person.name,
      institution: { code: clinic.code, name: clinic.name, roles: ['manager', 'user'] },
    })
    const gone = { personId: person.id, institutionCode: clinic.code, role: 'manager' } as const
    await removeAssignment(portal.database.query, gone)
    expect((await page.ask('GET /api/auth/session')).institution?.roles).toEqual(['user'])
  })

  it('is nothing without the cookie, or with one that was never given', async () => {
    expect(await portal.page().refusal('GET /api/auth/session')).toEqual(unauthenticated)
    const page = portal.page()
    for (const value of ['A'.repeat(43), 'short', '']) {
      page.cookies.set('__Host-session', value)
      expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    }
  })

  it('on the other platform is none', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    const elsewhere = portal.page({ origin: internet })
    for (const [name, value] of page.cookies) elsewhere.cookies.set(name, value)
    expect(await elsewhere.refusal('GET /api/auth/session')).toEqual(unauthenticated)
  })
})

describe('a stolen cookie', () => {
  it('opens nothing without the key of its page, and the audit tells', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    const thief = page.stolen()
    const refusal = await thief.refusal('GET /api/auth/session')
    expect(refusal).toEqual({ status: 401, code: 'ERR_REQUEST_PROOF', details: { field: 'key' } })
    expect(await thief.refusal('GET /api/auth/session', undefined, { proof: null })).toMatchObject({
      code: 'ERR_REQUEST_PROOF',
      details: { field: 'missing' },
    })
    expect(await thief.refusal('POST /api/auth/sign-out')).toMatchObject({ code: 'ERR_REQUEST_PROOF' })
    expect(await portal.auditRows()).toEqual([
      { event: 'read', step: 'proof', code: 'ERR_REQUEST_PROOF' },
      { event: 'read', step: 'proof', code: 'ERR_REQUEST_PROOF' },
      { event: 'sign-out', step: 'proof', code: 'ERR_REQUEST_PROOF' },
    ])
    await page.ask('GET /api/auth/session')
  })
})

describe('a proof', () => {
  it('of an unsafe call works once; reading may use one again within its minute', async () => {
    await seedPeople(portal, { several: true })
    const page = await portal.signedIn(holder)
    const proof = page.proof('POST', `${page.origin}/api/auth/institution`)
    await page.ask('POST /api/auth/institution', { institution: clinic.code }, { proof })
    expect(await page.refusal('POST /api/auth/institution', { institution: pharmacy.code }, { proof })).toEqual({
      status: 401,
      code: 'ERR_REQUEST_PROOF',
      details: { field: 'jti' },
    })
    const reading = page.proof('GET', `${page.origin}/api/auth/session`)
    await page.ask('GET /api/auth/session', undefined, { proof: reading })
    await page.ask('GET /api/auth/session', undefined, { proof: reading })
    portal.clock.advance(61)
    expect(await page.refusal('GET /api/auth/session', undefined, { proof: reading })).toMatchObject({
      details: { field: 'iat' },
    })
  })

  it('sent by fifty calls at once lets one through', async () => {
    await seedPeople(portal, { several: true })
    const page = await portal.signedIn(holder)
    const proof = page.proof('POST', `${page.origin}/api/auth/institution`)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        page.call('POST /api/auth/institution', { institution: clinic.code }, { proof }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is still refused after the clean-up, as long as its time lasts', async () => {
    await seedPeople(portal, { several: true })
    const page = await portal.signedIn(holder)
    const iat = Math.floor(portal.clock.now().getTime() / 1000) + 60
    const proof = page.proof('POST', `${page.origin}/api/auth/institution`, { iat })
    await page.ask('POST /api/auth/institution', { institution: clinic.code }, { proof })
    portal.clock.advance(120)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await page.refusal('POST /api/auth/institution', { institution: clinic.code }, { proof })).toMatchObject({
      details: { field: 'jti' },
    })
    portal.clock.advance(1)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await page.refusal('POST /api/auth/institution', { institution: clinic.code }, { proof })).toMatchObject({
      details: { field: 'iat' },
    })
    expect(await portal.database.query.selectFrom('proofs').selectAll().execute()).toEqual([])
  })
})

describe('the limits', () => {
  it('half an hour without a call ends it; a call in between moves that moment', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    portal.clock.advance(1799)
    const view = await page.ask('GET /api/auth/session')
    expect(Date.parse(view.idleUntil) - portal.clock.now().getTime()).toBe(1_800_000)
    portal.clock.advance(1799)
    await page.ask('GET /api/auth/session')
    portal.clock.advance(1800)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(page.cookies.has('__Host-session')).toBe(false)
    expect(await sessions()).toMatchObject([{ end_reason: 'idle', ended_at: portal.clock.now() }])
    expect(await portal.auditRows()).toEqual([{ event: 'session-end', step: null, code: null }])
  })

  it('twelve hours end it, however busy it was', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    for (let call = 0; call < 28; call++) {
      portal.clock.advance(1500)
      await page.ask('GET /api/auth/session')
    }
    portal.clock.advance(1200)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await sessions()).toMatchObject([{ end_reason: 'limit' }])
  })

  it('are kept by the clean-up when nobody comes back', async () => {
    await seedPeople(portal)
    await portal.signedIn(holder)
    portal.clock.advance(1800)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await sessions()).toMatchObject([{ end_reason: 'idle' }])
    portal.clock.advance(86_401)
    await cleanUp(portal).run({}, AbortSignal.timeout(5000))
    expect(await sessions()).toEqual([])
    expect(await portal.auditRows()).toEqual([{ event: 'session-end', step: null, code: null }])
  })
})

it('whose card the server does not watch takes no word of it', async () => {
  await seedPeople(portal)
  const page = await portal.signedIn(holder)
  expect(await page.ask('GET /api/auth/session')).toMatchObject({ cardWatch: 'off' })
  const refusal = await page.refusal('POST /api/auth/card-watch', { card: 'removed' })
  expect(refusal).toEqual({ status: 409, code: 'ERR_REQUEST_CONFLICT' })
  await page.ask('GET /api/auth/session')
})

describe('signing out', () => {
  it('ends the session for every holder of the cookie', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    const cookies = new Map(page.cookies)
    expect(await page.ask('POST /api/auth/sign-out')).toEqual({})
    expect(page.cookies.has('__Host-session')).toBe(false)
    for (const [name, value] of cookies) page.cookies.set(name, value)
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await portal.auditRows()).toEqual([{ event: 'sign-out', step: null, code: null }])
  })
})

describe('choosing the institution', () => {
  it('takes one of the choices, and another one later', async () => {
    await seedPeople(portal, { several: true })
    const page = await portal.signedIn(holder)
    expect((await page.ask('GET /api/auth/session')).institution).toBeNull()
    const chosen = await page.ask('POST /api/auth/institution', { institution: pharmacy.code })
    expect(chosen.institution).toEqual({ code: pharmacy.code, name: pharmacy.name, roles: ['user'] })
    await page.ask('POST /api/auth/institution', { institution: clinic.code })
    expect((await page.ask('GET /api/auth/session')).institution?.code).toBe(clinic.code)
  })

  it('refuses one that is not among them', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(holder)
    const refusal = await page.refusal('POST /api/auth/institution', { institution: pharmacy.code })
    expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_NOT_ALLOWED' })
    expect((await page.ask('GET /api/auth/session')).institution).toBeNull()
    expect(await portal.auditRows()).toEqual([
      { event: 'choose-institution', step: 'handler', code: 'ERR_REQUEST_NOT_ALLOWED' },
    ])
  })

  it('whoever lost the chosen one is back at the choice; whoever lost all of them is signed out', async () => {
    await seedPeople(portal, { several: true })
    const page = await portal.signedIn(holder, { institutionCode: pharmacy.code })
    const user = { personId: person.id, institutionCode: pharmacy.code, role: 'user' } as const
    await removeAssignment(portal.database.query, user)
    expect((await page.ask('GET /api/auth/session')).institution).toBeNull()
    await saveInstitution(portal.database.query, { ...clinic, contracted: false })
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
    expect(await sessions()).toMatchObject([{ end_reason: 'no-institution' }])
  })

  it("an institution's own card ends with its contract", async () => {
    await seedPeople(portal)
    const page = await portal.signedIn(
      { kind: 'institution', institutionCode: clinic.code },
      { cardType: 'hca-institution', institutionCode: clinic.code },
    )
    expect(await page.ask('GET /api/auth/session')).toMatchObject({
      personName: null,
      institution: { code: clinic.code, roles: ['representative'] },
    })
    await saveInstitution(portal.database.query, { ...clinic, contracted: false })
    expect(await page.refusal('GET /api/auth/session')).toEqual(unauthenticated)
  })
})
