import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import { readConfig } from '../../../server/config.ts'
import { newId } from '../../../server/db/new-id.ts'
import { saveOidcRecord, signInKind } from '../../../server/db/tables/oidc-records.ts'
import { reviewSignIns } from '../../../server/oidc/review-sign-ins.ts'
import { removeGrant } from '../../../server/db/tables/grants.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import { notifyLogout } from '../../../server/oidc/notify-logout.ts'
import type { Page } from '../page.ts'
import { clinic, pharmacy, vpn } from '../test-portal.ts'
import { callback, makeJwk, RelyingParty, summary } from './oidc-portal.ts'

import { service, useSignOnStage } from './sign-on-stage.ts'

const stage = useSignOnStage()

describe('the end of a session', () => {
  const tokens = async () => {
    const jwks = (await (await stage.portal.first(`${vpn}/oidc/jwks`)).json()) as JSONWebKeySet
    return await Promise.all(
      stage.portal.told.map(async ({ form }) => {
        const checked = await jwtVerify(form.get('logout_token') ?? '', createLocalJWKSet(jwks), {
          issuer: vpn,
          audience: 'claims-summary',
          typ: 'logout+jwt',
        })
        return checked.payload
      }),
    )
  }

  it('is told to the system by a job, with a token that it can check', async () => {
    const page = await stage.signedIn()
    const { claims, userinfo } = await stage.signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    expect(stage.portal.told).toEqual([])
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toMatchObject([{ url: 'https://summary.example/logout', redirect: 'error' }])
    expect(await tokens()).toMatchObject([
      {
        sid: claims['sid'],
        sub: claims.sub,
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
    ])
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
    expect(await stage.audited('oidc-logout')).toMatchObject([{ detail: { client: 'claims-summary' } }])
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toHaveLength(1)
  })

  it('is told again until the system has heard it', async () => {
    const page = await stage.signedIn()
    await stage.signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    stage.portal.answer = () => new Response('busy', { status: 503 })
    await stage.portal.jobs.runDue()
    stage.portal.answer = () => {
      throw new TypeError('fetch failed')
    }
    stage.portal.clock.advance(5)
    await stage.portal.jobs.runDue()
    expect([stage.portal.told.length, (await stage.audited('oidc-logout')).length]).toEqual([2, 0])
    stage.portal.answer = () => new Response(null, { status: 204 })
    stage.portal.clock.advance(10)
    await stage.portal.jobs.runDue()
    expect([stage.portal.told.length, (await stage.audited('oidc-logout')).length]).toEqual([3, 1])
    stage.portal.clock.advance(3600)
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toHaveLength(3)
  })

  it.each<[string, (page: Page) => Promise<unknown>]>([
    [
      'ended from another session',
      async () => (await stage.signedIn()).ask('POST /api/auth/sessions/end', { others: 'all' }),
    ],
    [
      'idle for too long',
      async () => {
        stage.portal.clock.advance(31 * 60)
        await cleanUp(stage.portal).run({}, AbortSignal.timeout(5000))
      },
    ],
    [
      'gone on with at another institution',
      (page) => page.ask('POST /api/auth/institution', { institution: pharmacy.code }),
    ],
    [
      'left without the service',
      async () => {
        await removeGrant(stage.portal.database.query, service)
        stage.portal.clock.advance(120)
      },
    ],
    [
      'left without any role',
      async () => {
        await stage.portal.database.query.deleteFrom('grants').execute()
        await stage.portal.database.query.deleteFrom('assignments').execute()
        stage.portal.clock.advance(120)
      },
    ],
  ])('%s is told, too', async (_how, end) => {
    const page = await stage.signedIn()
    await stage.portal.beginPeriodicWork()
    const { claims } = await stage.signOn(page)
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toEqual([])
    await end(page)
    await stage.portal.jobs.runDue()
    expect((await tokens()).map(({ sid }) => sid)).toEqual([claims['sid']])
  })

  it('is not told where the same institution is chosen once more', async () => {
    const page = await stage.signedIn()
    const { userinfo } = await stage.signOn(page)
    await page.ask('POST /api/auth/institution', { institution: clinic.code })
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toEqual([])
    expect(await userinfo()).toMatchObject({ institution_code: clinic.code })
    await page.ask('POST /api/auth/institution', { institution: pharmacy.code })
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
  })

  it('is told to others at once while a system does not answer, which is tried by one notice alone', async () => {
    const other = makeJwk()
    const changes = { clientId: 'other-system', logoutAddress: 'https://other.example/logout' }
    await stage.portal.addClient(summary(other, changes))
    for (let turn = 0; turn < 2; turn++) {
      const page = await stage.signedIn()
      await stage.signOn(page)
      await page.ask('POST /api/auth/sign-out', {})
    }
    stage.party = await RelyingParty.discover(stage.portal.first, other, vpn, 'other-system')
    const page = await stage.signedIn()
    await stage.signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    stage.portal.answer = () =>
      new Response(null, { status: stage.portal.told.at(-1)?.url.includes('other') ? 200 : 503 })
    const told = () => stage.portal.told.splice(0).map(({ url }) => new URL(url).hostname)
    await stage.portal.jobs.runDue()
    expect(told()).toEqual(['summary.example', 'other.example'])
    stage.portal.clock.advance(5)
    await stage.portal.jobs.runDue()
    expect(told()).toEqual(['summary.example'])
    stage.portal.answer = () => new Response(null, { status: 200 })
    stage.portal.clock.advance(10)
    await stage.portal.jobs.runDue()
    expect(told()).toEqual(['summary.example', 'summary.example'])
  })

  it('is told no more, and written down, once the system has not heard it for two hours', async () => {
    const page = await stage.signedIn()
    await stage.signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    stage.portal.answer = () => new Response(null, { status: 503 })
    for (let turn = 0; turn < 13; turn++) {
      await stage.portal.jobs.runDue()
      stage.portal.clock.advance(3600)
    }
    expect(stage.portal.told).toHaveLength(12)
    expect(await stage.portal.database.query.selectFrom('jobs').selectAll().execute()).toEqual([])
    expect(await stage.audited('oidc-logout')).toMatchObject([
      { detail: { client: 'claims-summary', reason: 'unheard' } },
    ])
  })

  it('is found by pages: a review that is cut off goes on where it was', async () => {
    const { query } = stage.portal.database
    const now = stage.portal.clock.now()
    const sessions = Array.from({ length: 101 }, () => newId(now)).toSorted()
    const add = async (sessionId: string) => {
      const key = { platform: 'vpn', kind: signInKind, idHash: sessionId } as const
      const record = { payload: {}, clientId: 'claims-summary', grantHash: null, uid: null }
      await saveOidcRecord(query, key, { ...record, sessionId, expiresAt: new Date(now.getTime() + 60_000) })
    }
    for (const sessionId of sessions) await add(sessionId)
    const config = readConfig({ ORIGIN_VPN: vpn, ENVIRONMENT: 'test' })
    const review = reviewSignIns({ ...stage.portal, config })
    const left = async () =>
      (await query.selectFrom('oidc_records').select('session_id').execute()).map((row) => row.session_id)
    const next = await review.run({}, AbortSignal.abort())
    expect([await left(), next]).toEqual([sessions.slice(100), { after: sessions[99] }])
    await add(sessions[0] ?? '')
    expect(await review.run(next, AbortSignal.abort())).toEqual({})
    expect(await left()).toEqual(sessions.slice(0, 1))
  })

  it('is left to a server of that portal: one that has the other alone takes no part', async () => {
    const page = await stage.signedIn()
    await stage.signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    const only = new Map([...stage.portal.providers].filter(([platform]) => platform === 'internet'))
    const { database, clock } = stage.portal
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    await createJobRunner({ database, clock, log, kinds: notifyLogout(stage.portal, only) }).runDue()
    expect(stage.portal.told).toEqual([])
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toHaveLength(1)
  })

  it('is not told to a system that was withdrawn', async () => {
    const page = await stage.signedIn()
    await stage.signOn(page)
    await stage.portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    await page.ask('POST /api/auth/sign-out', {})
    await stage.portal.jobs.runDue()
    expect(stage.portal.told).toEqual([])
  })
})

describe('who signs out of a system', () => {
  it('may go back to an address of that system, and to no other', async () => {
    const page = await stage.signedIn()
    const { tokens } = await stage.signOn(page)
    const idTokenHint = tokens.id_token ?? ''
    const bye = 'https://summary.example/bye'
    const end = (body: object) => stage.portal.page().ask('POST /api/oidc/end-session', body)
    const known = { system: '申報總表系統', goTo: `${bye}?state=s1` }
    expect(await end({ idTokenHint, postLogoutRedirectUri: bye, state: 's1' })).toEqual(known)
    expect(await end({ clientId: 'claims-summary', postLogoutRedirectUri: bye, state: 's1' })).toEqual(known)
    for (const other of ['https://evil.example/', `${bye}/`, callback])
      expect(await end({ idTokenHint, postLogoutRedirectUri: other })).toMatchObject({ goTo: null })
    const nobody = { system: null, goTo: null }
    expect(await end({ idTokenHint: `${idTokenHint.slice(0, -6)}AAAAAA`, postLogoutRedirectUri: bye })).toEqual(nobody)
    expect(await end({ idTokenHint, clientId: 'other', postLogoutRedirectUri: bye })).toEqual(nobody)
    expect(await end({ postLogoutRedirectUri: bye })).toEqual(nobody)
    await page.ask('GET /api/auth/session')
  })
})
