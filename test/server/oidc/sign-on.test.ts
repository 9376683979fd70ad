import { describe, expect, it } from 'vitest'
import { removeAssignment } from '../../../server/db/tables/assignments.ts'
import { addGrant, removeGrant } from '../../../server/db/tables/grants.ts'
import type { Page } from '../page.ts'
import { clinic, internet, person, pharmacy, support, vpn } from '../test-portal.ts'
import { type Ask, callback, makeJwk, navigate, RelyingParty, summary } from './oidc-portal.ts'

import { service, useSignOnStage } from './sign-on-stage.ts'

const stage = useSignOnStage()

describe('somebody who is signed in to the portal', () => {
  it('is signed in to a system, which learns the claims and no ID number', async () => {
    const page = await stage.signedIn()
    const { claims, tokens, userinfo } = await stage.signOn(page)
    expect(claims).toMatchObject({
      iss: vpn,
      aud: 'claims-summary',
      acr: 'urn:nhi-portal:acr:hca-personnel',
      amr: ['sc', 'pin'],
      auth_time: Math.floor(stage.portal.clock.now().getTime() / 1000),
      sid: expect.any(String),
      sub: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await userinfo()).toEqual({
      sub: claims.sub,
      acr: claims.acr,
      amr: claims.amr,
      auth_time: claims.auth_time,
      name: person.name,
      institution_code: clinic.code,
      institution_name: clinic.name,
      institution_type: 'clinic',
      roles: ['manager', 'user'],
      services: ['A.07'],
    })
    expect(JSON.stringify(claims)).not.toContain(person.name)
    expect(tokens.refresh_token).toBeUndefined()
    expect(await stage.audited('oidc-authorize')).toMatchObject([
      { code: null, person_id: person.id, institution_code: clinic.code, detail: { client: 'claims-summary' } },
    ])
    expect(await stage.audited('oidc-token')).toMatchObject([
      { code: null, person_id: person.id, institution_code: clinic.code, detail: { client: 'claims-summary' } },
    ])
  })

  it('is the same to a system each time, and another to each system', async () => {
    const first = await stage.signOn(await stage.signedIn())
    expect((await stage.signOn(await stage.signedIn())).claims.sub).toBe(first.claims.sub)
    const other = makeJwk()
    await stage.portal.addClient(summary(other, { clientId: 'other-system' }))
    stage.party = await RelyingParty.discover(stage.portal.first, other, vpn, 'other-system')
    expect((await stage.signOn(await stage.signedIn())).claims.sub).not.toBe(first.claims.sub)
  })

  it('is told no more than the scopes that were asked for', async () => {
    const page = await stage.signedIn()
    const ask = await stage.party.ask({ scope: 'openid' })
    const { userinfo } = await stage.party.finish(await stage.authorize(page, ask), ask.checks)
    expect(Object.keys(await userinfo()).toSorted()).toEqual(['acr', 'amr', 'auth_time', 'sub'])
  })

  it('leaves nothing in the database that a thief could use', async () => {
    const ask = await stage.party.ask()
    const address = await stage.authorize(await stage.signedIn(), ask)
    const code = new URL(address).searchParams.get('code') ?? ''
    const { tokens } = await stage.party.finish(address, ask.checks)
    const rows = JSON.stringify(await stage.portal.database.query.selectFrom('oidc_records').selectAll().execute())
    expect(rows).not.toContain(code)
    expect(rows).not.toContain(tokens.access_token)
  })
})

describe('a code', () => {
  it('is good once; a second try voids what the first has brought', async () => {
    const ask = await stage.party.ask()
    const address = await stage.authorize(await stage.signedIn(), ask)
    const { userinfo } = await stage.party.finish(address, ask.checks)
    await userinfo()
    await expect(stage.party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
    expect((await stage.audited('oidc-token')).map(({ code }) => code)).toEqual([null, 'ERR_REQUEST_NOT_ALLOWED'])
  })

  it('is good once, too, when two servers are given it at the same moment', async () => {
    const other = await RelyingParty.discover(stage.portal.second, stage.key)
    for (let round = 0; round < 5; round++) {
      const ask = await stage.party.ask()
      const address = await stage.authorize(await stage.signedIn(), ask)
      const tries = await Promise.allSettled([
        stage.party.finish(address, ask.checks),
        other.finish(address, ask.checks),
      ])
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })

  it.each([
    ['with another verifier', { pkceCodeVerifier: 'x'.repeat(43) }],
    ['without one', { pkceCodeVerifier: undefined }],
  ])('%s brings nothing', async (_what, change) => {
    const ask = await stage.party.ask()
    const address = await stage.authorize(await stage.signedIn(), ask)
    const checks = { ...ask.checks, ...change } as Ask['checks']
    await expect(stage.party.finish(address, checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('brings nothing after a minute', async () => {
    const ask = await stage.party.ask()
    const address = await stage.authorize(await stage.signedIn(), ask)
    stage.portal.clock.advance(61)
    await expect(stage.party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('brings nothing to another system, nor to one with another key, nor at the other portal', async () => {
    const ask = await stage.party.ask()
    const address = await stage.authorize(await stage.signedIn(), ask)
    const other = makeJwk()
    await stage.portal.addClient(summary(other, { clientId: 'other-system' }))
    const thief = await RelyingParty.discover(stage.portal.first, other, vpn, 'other-system')
    await expect(thief.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    const forged = await RelyingParty.discover(stage.portal.first, other)
    await expect(forged.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_client' })
    const elsewhere = await RelyingParty.discover(stage.portal.first, stage.key, internet)
    const moved = address.replace(/iss=[^&]*/, `iss=${encodeURIComponent(internet)}`)
    await expect(elsewhere.finish(moved, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    await stage.party.finish(address, ask.checks)
  })

  it('brings nothing once the session it was given in is over, the role or the service is gone', async () => {
    const ends: ((page: Page) => Promise<unknown>)[] = [
      (page) => page.ask('POST /api/auth/sign-out', {}),
      () => removeGrant(stage.portal.database.query, service),
      // Its grants go with it.
      () => removeAssignment(stage.portal.database.query, { ...service, role: 'user' }),
    ]
    for (const end of ends) {
      const page = await stage.signedIn()
      const ask = await stage.party.ask()
      const address = await stage.authorize(page, ask)
      await end(page)
      await expect(stage.party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
      if (end !== ends.at(-1)) await addGrant(stage.portal.database.query, { ...service, at: stage.portal.clock.now() })
    }
  })
})

describe('an ask', () => {
  it.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['with a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a token at once', { response_type: 'token' }, 'invalid_request'],
    ['without openid', { scope: 'profile' }, 'invalid_request'],
    ['that must not be seen', { prompt: 'none' }, 'login_required'],
  ])('%s is refused to the system', async (_what, changes, error) => {
    const { address } = await stage.party.ask(changes)
    const { status, location } = await navigate(await stage.signedIn(), stage.portal.first, address, 'elsewhere')
    const url = new URL(location)
    expect([status, url.origin + url.pathname]).toEqual([303, callback])
    const told = new URLSearchParams(url.search || url.hash.slice(1))
    expect(told.get('error')).toBe(error)
  })

  it.each([
    ['to another address', { redirect_uri: 'https://evil.example/callback' }, 'address'],
    ['to an address that only begins the same', { redirect_uri: `${callback}/more` }, 'address'],
    ['to an address with another query', { redirect_uri: `${callback}?more=1` }, 'address'],
    ['of an unknown system', { client_id: 'nobody' }, 'system'],
    ['of no system', { client_id: '' }, 'request'],
    ['that is to be answered by a form', { response_mode: 'form_post' }, 'request'],
  ])('%s ends at a page of ours', async (_what, changes, reason) => {
    const { address } = await stage.party.ask(changes)
    const { location } = await navigate(await stage.signedIn(), stage.portal.first, address, 'elsewhere')
    expect(location).toBe(`/oidc/refused/${reason}`)
    expect(await stage.portal.refusalCounts()).toEqual(
      expect.arrayContaining([expect.objectContaining({ event: 'oidc-ask', code: 'ERR_REQUEST_NOT_ALLOWED' })]),
    )
  })

  it('of a system that was withdrawn ends at a page of ours; also one that it had made before', async () => {
    const page = await stage.signedIn()
    const ask = await stage.begin(page, await stage.party.ask())
    await stage.portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    expect(await page.refusal('POST /api/oidc/authorize', { ask })).toMatchObject({ code: 'ERR_REQUEST_ASK_OVER' })
    const { location } = await navigate(page, stage.portal.first, (await stage.party.ask()).address, 'elsewhere')
    expect(location).toBe('/oidc/refused/system')
  })

  it('that another browser has made is worth nothing: its link signs nobody in', async () => {
    const attacker = await stage.signedIn()
    const ask = await stage.begin(attacker, await stage.party.ask())
    const victim = await stage.signedIn()
    const over = { status: 409, code: 'ERR_REQUEST_ASK_OVER' }
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
    victim.cookies.set('__Host-oidc-ask', ask)
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
    await stage.begin(victim, await stage.party.ask())
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
  })

  it('goes on in the browser that has made it, and in no other', async () => {
    const page = await stage.signedIn()
    const outcome = await stage.answer(page, await stage.begin(page, await stage.party.ask()))
    if (outcome.outcome !== 'granted') throw new Error('it was refused')
    const other = await stage.signedIn()
    expect((await navigate(other, stage.portal.first, outcome.goTo)).location).toBe('/oidc/refused/over')
    expect((await navigate(page, stage.portal.first, outcome.goTo)).location).toMatch(/^https:\/\/summary\.example/)
  })

  it('is over after a quarter of an hour, and once it was answered', async () => {
    const page = await stage.signedIn()
    const first = await stage.begin(page, await stage.party.ask())
    stage.portal.clock.advance(15 * 60)
    expect(await page.refusal('POST /api/oidc/authorize', { ask: first })).toMatchObject({
      code: 'ERR_REQUEST_ASK_OVER',
    })
    const again = await stage.signedIn()
    const ask = await stage.begin(again, await stage.party.ask())
    const outcome = await stage.answer(again, ask)
    if (outcome.outcome !== 'granted') throw new Error('it was refused')
    await navigate(again, stage.portal.first, outcome.goTo)
    expect(await again.refusal('POST /api/oidc/authorize', { ask })).toMatchObject({ code: 'ERR_REQUEST_ASK_OVER' })
  })

  it('needs the page’s proof: a cookie alone answers none', async () => {
    const page = await stage.signedIn()
    const ask = await stage.begin(page, await stage.party.ask())
    expect(await page.stolen().refusal('POST /api/oidc/authorize', { ask })).toMatchObject({
      code: 'ERR_REQUEST_PROOF',
    })
  })

  it.each([
    ['who has no institution chosen', null, 'no-institution'],
    ['who lacks the service there', pharmacy.code, 'no-service'],
  ] as const)('of somebody %s is refused to the system, and the person is told why', async (_who, code, reason) => {
    const page = await stage.signedIn(code)
    const request = await stage.party.ask()
    const outcome = await stage.answer(page, await stage.begin(page, request))
    expect(outcome).toMatchObject({ outcome: 'refused', system: '申報總表系統', reason })
    if (outcome.outcome !== 'refused') throw new Error('it was granted')
    const { location } = await navigate(page, stage.portal.first, outcome.goTo)
    expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: reason,
      state: request.checks.expectedState,
    })
    expect(await stage.audited('oidc-authorize')).toMatchObject([
      { code: 'ERR_REQUEST_NOT_ALLOWED', step: 'role', detail: { client: 'claims-summary', reason } },
    ])
  })

  it.each([{ prompt: 'login' }, { max_age: '60' }])('with %o wants a sign-in that is newer', async (changes) => {
    const page = await stage.signedIn()
    stage.portal.clock.advance(120)
    const ask = await stage.begin(page, await stage.party.ask(changes))
    expect(await stage.answer(page, ask)).toEqual({ outcome: 'sign-in-again', system: '申報總表系統' })
  })
})

describe('an ask that names whom the system expects', () => {
  it('is granted to that person', async () => {
    const page = await stage.signedIn()
    const { tokens, claims } = await stage.signOn(page)
    const ask = await stage.party.ask({ id_token_hint: tokens.id_token ?? '' })
    expect((await stage.party.finish(await stage.authorize(page, ask), ask.checks)).claims.sub).toBe(claims.sub)
  })

  it('is refused once to the system while somebody else is signed in', async () => {
    const { tokens } = await stage.signOn(await stage.signedIn())
    const other = await stage.portal.signedIn(
      { kind: 'institution', institutionCode: clinic.code },
      { institutionCode: clinic.code },
    )
    const request = await stage.party.ask({ id_token_hint: tokens.id_token ?? '' })
    const outcome = await stage.answer(other, await stage.begin(other, request))
    expect(outcome).toMatchObject({ outcome: 'refused', reason: 'other-person' })
    if (outcome.outcome !== 'refused') throw new Error('it was granted')
    const { location } = await navigate(other, stage.portal.first, outcome.goTo)
    expect(location).toMatch(/^https:\/\/summary\.example\/callback/)
    expect(new URL(location).searchParams.get('error')).toBe('login_required')
    expect((await stage.audited('oidc-authorize')).at(-1)).toMatchObject({ detail: { reason: 'other-person' } })
  })
})

describe('an entry of the service menu', () => {
  it('leads to its system, for who may use it', async () => {
    const page = await stage.signedIn()
    const find = async (entry: string, who = page) =>
      (await who.ask('GET /api/oidc/system', undefined, { query: `?entry=${entry}` })).system
    const address = `https://summary.example/login?iss=${encodeURIComponent(vpn)}`
    expect(await find('A.07.01')).toEqual({ name: '申報總表系統', address })
    expect(await find('A.01.04')).toBeNull()
    expect(await find('A.07.01', await stage.signedIn(pharmacy.code))).toBeNull()
    await stage.portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    expect(await find('A.07.01')).toBeNull()
  })
})

it('the support-reporting system signs nobody in elsewhere', async () => {
  const page = stage.portal.page({ origin: support })
  expect((await page.fetch('GET', '/.well-known/openid-configuration')).status).toBe(404)
})
