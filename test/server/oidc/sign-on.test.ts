import {
  createLocalJWKSet,
  decodeProtectedHeader,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanUp } from '../../../server/auth/clean-up.ts'
import { readConfig } from '../../../server/config.ts'
import { newId } from '../../../server/db/new-id.ts'
import { saveOidcRecord, signInKind } from '../../../server/db/tables/oidc-records.ts'
import { reviewSignIns } from '../../../server/oidc/review-sign-ins.ts'
import { removeAssignment } from '../../../server/db/tables/assignments.ts'
import { addGrant, removeGrant } from '../../../server/db/tables/grants.ts'
import { createJobRunner } from '../../../server/jobs/create-job-runner.ts'
import { notifyLogout } from '../../../server/oidc/notify-logout.ts'
import { addInstitutionService } from '../../../server/db/tables/institution-services.ts'
import type { Page } from '../page.ts'
import { clinic, internet, person, pharmacy, seedPeople, support, vpn } from '../test-portal.ts'
import {
  type Ask,
  callback,
  makeJwk,
  navigate,
  openOidcPortal,
  type OidcPortal,
  RelyingParty,
  summary,
} from './oidc-portal.ts'

const key = makeJwk()
const holder = { kind: 'person', personId: person.id } as const
const service = { personId: person.id, institutionCode: clinic.code, platform: 'vpn', service: 'A.07' } as const

let portal: OidcPortal
let party: RelyingParty
beforeAll(async () => {
  portal = await openOidcPortal()
})
beforeEach(async () => {
  await portal.database.clear()
  portal.told.length = 0
  portal.answer = () => new Response(null, { status: 200 })
  await seedPeople(portal, { several: true })
  const at = portal.clock.now()
  await addInstitutionService(portal.database.query, { ...service, at })
  await addGrant(portal.database.query, { ...service, at })
  await portal.addClient(summary(key))
  party = await RelyingParty.discover(portal.first, key)
})
afterAll(() => portal.close())

const signedIn = (institutionCode: string | null = clinic.code) => portal.signedIn(holder, { institutionCode })

/** The system sends the browser here. Answers the ask as it stands in the page's address. */
async function begin(page: Page, { address }: Ask): Promise<string> {
  const { status, location } = await navigate(page, portal.first, address, 'elsewhere')
  expect(status).toBe(303)
  expect(location).toMatch(/^\/oidc\/continue\/[\w-]{43}$/)
  return location.split('/').at(-1) ?? ''
}

const answer = (page: Page, ask: string) => page.ask('POST /api/oidc/authorize', { ask })

/** From the system to the address at which it is told. */
async function authorize(page: Page, ask: Ask): Promise<string> {
  const outcome = await answer(page, await begin(page, ask))
  if (outcome.outcome !== 'granted') throw new Error(`it was ${JSON.stringify(outcome)}`)
  const { status, location } = await navigate(page, portal.first, outcome.goTo)
  expect(status).toBe(303)
  return location
}

async function signOn(page: Page) {
  const ask = await party.ask()
  return await party.finish(await authorize(page, ask), ask.checks)
}

const audited = (event: string) =>
  portal.database.query.selectFrom('audit').selectAll().where('event', '=', event).orderBy('id').execute()

describe('somebody who is signed in to the portal', () => {
  it('is signed in to a system, which learns the claims and no ID number', async () => {
    const page = await signedIn()
    const { claims, tokens, userinfo } = await signOn(page)
    expect(claims).toMatchObject({
      iss: vpn,
      aud: 'claims-summary',
      acr: 'urn:nhi-portal:acr:hca-personnel',
      amr: ['sc', 'pin'],
      auth_time: Math.floor(portal.clock.now().getTime() / 1000),
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
    expect(await audited('oidc-authorize')).toMatchObject([
      { code: null, person_id: person.id, institution_code: clinic.code, detail: { client: 'claims-summary' } },
    ])
    expect(await audited('oidc-token')).toMatchObject([
      { code: null, person_id: person.id, institution_code: clinic.code, detail: { client: 'claims-summary' } },
    ])
  })

  it('is the same to a system each time, and another to each system', async () => {
    const first = await signOn(await signedIn())
    expect((await signOn(await signedIn())).claims.sub).toBe(first.claims.sub)
    const other = makeJwk()
    await portal.addClient(summary(other, { clientId: 'other-system' }))
    party = await RelyingParty.discover(portal.first, other, vpn, 'other-system')
    expect((await signOn(await signedIn())).claims.sub).not.toBe(first.claims.sub)
  })

  it('is told no more than the scopes that were asked for', async () => {
    const page = await signedIn()
    const ask = await party.ask({ scope: 'openid' })
    const { userinfo } = await party.finish(await authorize(page, ask), ask.checks)
    expect(Object.keys(await userinfo()).toSorted()).toEqual(['acr', 'amr', 'auth_time', 'sub'])
  })

  it('leaves nothing in the database that a thief could use', async () => {
    const ask = await party.ask()
    const address = await authorize(await signedIn(), ask)
    const code = new URL(address).searchParams.get('code') ?? ''
    const { tokens } = await party.finish(address, ask.checks)
    const rows = JSON.stringify(await portal.database.query.selectFrom('oidc_records').selectAll().execute())
    expect(rows).not.toContain(code)
    expect(rows).not.toContain(tokens.access_token)
  })
})

describe('a code', () => {
  it('is good once; a second try voids what the first has brought', async () => {
    const ask = await party.ask()
    const address = await authorize(await signedIn(), ask)
    const { userinfo } = await party.finish(address, ask.checks)
    await userinfo()
    await expect(party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
    expect((await audited('oidc-token')).map(({ code }) => code)).toEqual([null, 'ERR_REQUEST_NOT_ALLOWED'])
  })

  it('is good once, too, when two servers are given it at the same moment', async () => {
    const other = await RelyingParty.discover(portal.second, key)
    for (let round = 0; round < 5; round++) {
      const ask = await party.ask()
      const address = await authorize(await signedIn(), ask)
      const tries = await Promise.allSettled([party.finish(address, ask.checks), other.finish(address, ask.checks)])
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })

  it.each([
    ['with another verifier', { pkceCodeVerifier: 'x'.repeat(43) }],
    ['without one', { pkceCodeVerifier: undefined }],
  ])('%s brings nothing', async (_what, change) => {
    const ask = await party.ask()
    const address = await authorize(await signedIn(), ask)
    const checks = { ...ask.checks, ...change } as Ask['checks']
    await expect(party.finish(address, checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('brings nothing after a minute', async () => {
    const ask = await party.ask()
    const address = await authorize(await signedIn(), ask)
    portal.clock.advance(61)
    await expect(party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('brings nothing to another system, nor to one with another key, nor at the other portal', async () => {
    const ask = await party.ask()
    const address = await authorize(await signedIn(), ask)
    const other = makeJwk()
    await portal.addClient(summary(other, { clientId: 'other-system' }))
    const thief = await RelyingParty.discover(portal.first, other, vpn, 'other-system')
    await expect(thief.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    const forged = await RelyingParty.discover(portal.first, other)
    await expect(forged.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_client' })
    const elsewhere = await RelyingParty.discover(portal.first, key, internet)
    const moved = address.replace(/iss=[^&]*/, `iss=${encodeURIComponent(internet)}`)
    await expect(elsewhere.finish(moved, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    await party.finish(address, ask.checks)
  })

  it('brings nothing once the session it was given in is over, the role or the service is gone', async () => {
    const ends: ((page: Page) => Promise<unknown>)[] = [
      (page) => page.ask('POST /api/auth/sign-out', {}),
      () => removeGrant(portal.database.query, service),
      // Its grants go with it.
      () => removeAssignment(portal.database.query, { ...service, role: 'user' }),
    ]
    for (const end of ends) {
      const page = await signedIn()
      const ask = await party.ask()
      const address = await authorize(page, ask)
      await end(page)
      await expect(party.finish(address, ask.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
      if (end !== ends.at(-1)) await addGrant(portal.database.query, { ...service, at: portal.clock.now() })
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
    const { address } = await party.ask(changes)
    const { status, location } = await navigate(await signedIn(), portal.first, address, 'elsewhere')
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
    const { address } = await party.ask(changes)
    const { location } = await navigate(await signedIn(), portal.first, address, 'elsewhere')
    expect(location).toBe(`/oidc/refused/${reason}`)
    expect(await portal.refusalCounts()).toEqual(
      expect.arrayContaining([expect.objectContaining({ event: 'oidc-ask', code: 'ERR_REQUEST_NOT_ALLOWED' })]),
    )
  })

  it('of a system that was withdrawn ends at a page of ours; also one that it had made before', async () => {
    const page = await signedIn()
    const ask = await begin(page, await party.ask())
    await portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    expect(await page.refusal('POST /api/oidc/authorize', { ask })).toMatchObject({ code: 'ERR_REQUEST_ASK_OVER' })
    const { location } = await navigate(page, portal.first, (await party.ask()).address, 'elsewhere')
    expect(location).toBe('/oidc/refused/system')
  })

  it('that another browser has made is worth nothing: its link signs nobody in', async () => {
    const attacker = await signedIn()
    const ask = await begin(attacker, await party.ask())
    const victim = await signedIn()
    const over = { status: 409, code: 'ERR_REQUEST_ASK_OVER' }
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
    victim.cookies.set('__Host-oidc-ask', ask)
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
    await begin(victim, await party.ask())
    expect(await victim.refusal('POST /api/oidc/authorize', { ask })).toEqual(over)
  })

  it('goes on in the browser that has made it, and in no other', async () => {
    const page = await signedIn()
    const outcome = await answer(page, await begin(page, await party.ask()))
    if (outcome.outcome !== 'granted') throw new Error('it was refused')
    const other = await signedIn()
    expect((await navigate(other, portal.first, outcome.goTo)).location).toBe('/oidc/refused/over')
    expect((await navigate(page, portal.first, outcome.goTo)).location).toMatch(/^https:\/\/summary\.example/)
  })

  it('is over after a quarter of an hour, and once it was answered', async () => {
    const page = await signedIn()
    const first = await begin(page, await party.ask())
    portal.clock.advance(15 * 60)
    expect(await page.refusal('POST /api/oidc/authorize', { ask: first })).toMatchObject({
      code: 'ERR_REQUEST_ASK_OVER',
    })
    const again = await signedIn()
    const ask = await begin(again, await party.ask())
    const outcome = await answer(again, ask)
    if (outcome.outcome !== 'granted') throw new Error('it was refused')
    await navigate(again, portal.first, outcome.goTo)
    expect(await again.refusal('POST /api/oidc/authorize', { ask })).toMatchObject({ code: 'ERR_REQUEST_ASK_OVER' })
  })

  it('needs the page’s proof: a cookie alone answers none', async () => {
    const page = await signedIn()
    const ask = await begin(page, await party.ask())
    expect(await page.stolen().refusal('POST /api/oidc/authorize', { ask })).toMatchObject({
      code: 'ERR_REQUEST_PROOF',
    })
  })

  it.each([
    ['who has no institution chosen', null, 'no-institution'],
    ['who lacks the service there', pharmacy.code, 'no-service'],
  ] as const)('of somebody %s is refused to the system, and the person is told why', async (_who, code, reason) => {
    const page = await signedIn(code)
    const request = await party.ask()
    const outcome = await answer(page, await begin(page, request))
    expect(outcome).toMatchObject({ outcome: 'refused', system: '申報總表系統', reason })
    if (outcome.outcome !== 'refused') throw new Error('it was granted')
    const { location } = await navigate(page, portal.first, outcome.goTo)
    expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: reason,
      state: request.checks.expectedState,
    })
    expect(await audited('oidc-authorize')).toMatchObject([
      { code: 'ERR_REQUEST_NOT_ALLOWED', step: 'role', detail: { client: 'claims-summary', reason } },
    ])
  })

  it.each([{ prompt: 'login' }, { max_age: '60' }])('with %o wants a sign-in that is newer', async (changes) => {
    const page = await signedIn()
    portal.clock.advance(120)
    const ask = await begin(page, await party.ask(changes))
    expect(await answer(page, ask)).toEqual({ outcome: 'sign-in-again', system: '申報總表系統' })
  })
})

describe('an ask that names whom the system expects', () => {
  it('is granted to that person', async () => {
    const page = await signedIn()
    const { tokens, claims } = await signOn(page)
    const ask = await party.ask({ id_token_hint: tokens.id_token ?? '' })
    expect((await party.finish(await authorize(page, ask), ask.checks)).claims.sub).toBe(claims.sub)
  })

  it('is refused once to the system while somebody else is signed in', async () => {
    const { tokens } = await signOn(await signedIn())
    const other = await portal.signedIn(
      { kind: 'institution', institutionCode: clinic.code },
      { institutionCode: clinic.code },
    )
    const request = await party.ask({ id_token_hint: tokens.id_token ?? '' })
    const outcome = await answer(other, await begin(other, request))
    expect(outcome).toMatchObject({ outcome: 'refused', reason: 'other-person' })
    if (outcome.outcome !== 'refused') throw new Error('it was granted')
    const { location } = await navigate(other, portal.first, outcome.goTo)
    expect(location).toMatch(/^https:\/\/summary\.example\/callback/)
    expect(new URL(location).searchParams.get('error')).toBe('login_required')
    expect((await audited('oidc-authorize')).at(-1)).toMatchObject({ detail: { reason: 'other-person' } })
  })
})

describe('the endpoints', () => {
  it('tell what there is, and nothing else is served', async () => {
    const found = (await (await portal.first(`${vpn}/.well-known/openid-configuration`)).json()) as object
    expect(found).toMatchObject({
      issuer: vpn,
      authorization_endpoint: `${vpn}/oidc/authorize`,
      token_endpoint: `${vpn}/oidc/token`,
      userinfo_endpoint: `${vpn}/oidc/userinfo`,
      jwks_uri: `${vpn}/oidc/jwks`,
      end_session_endpoint: `${vpn}/oidc/end-session`,
      grant_types_supported: ['authorization_code'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_session_supported: true,
    })
    expect(
      Object.keys(found).filter((name) => /registration|revocation|introspection|device|pushed/.test(name)),
    ).toEqual([])
    for (const path of ['/reg', '/oidc/session/end/confirm', '/session/end/confirm', '/token', '/interaction/x'])
      expect((await portal.first(vpn + path, { method: 'POST' })).status).toBe(404)
  })

  it('publish public keys only, and the next one beside the one that signs', async () => {
    const { keys } = (await (await portal.first(`${vpn}/oidc/jwks`)).json()) as JSONWebKeySet
    expect(keys).toHaveLength(2)
    for (const one of keys) expect(Object.keys(one)).not.toContain('d')
    const { tokens } = await signOn(await signedIn())
    expect(decodeProtectedHeader(tokens.id_token ?? '')).toMatchObject({ alg: 'ES256', kid: keys[0]?.kid })
  })

  it('have the portal’s headers, and let no other site’s script in', async () => {
    const { address } = await party.ask()
    const { headers } = await portal.first(address, { headers: { origin: 'https://evil.example' } })
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    const token = await portal.first(`${vpn}/oidc/token`, { method: 'OPTIONS' })
    expect([token.status, token.headers.get('access-control-allow-origin')]).toEqual([404, null])
  })

  it('answer with the portal’s headers, too, what they cannot write down', async () => {
    const before = portal.logged.length
    await sql`alter table audit_counts rename to audit_counts_away`.execute(portal.database.query)
    try {
      const answer = await portal.first(`${vpn}/oidc/userinfo`)
      expect([answer.status, await answer.json()]).toEqual([500, { error: 'server_error' }])
      expect(answer.headers.get('x-frame-options')).toBe('DENY')
    } finally {
      await sql`alter table audit_counts_away rename to audit_counts`.execute(portal.database.query)
    }
    expect(portal.logged.slice(before)).toContainEqual({ err: expect.anything() })
  })

  it('take a system’s own word for who it is once, whichever server it is given to', async () => {
    const assertion = await new SignJWT({ jti: 'j1' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer('claims-summary')
      .setSubject('claims-summary')
      .setAudience(vpn)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(key as JWK, 'ES256'))
    const send = async (fetch: typeof globalThis.fetch) => {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'none',
        redirect_uri: callback,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      })
      const answer = await fetch(`${vpn}/oidc/token`, { method: 'POST', body })
      return ((await answer.json()) as { error: string }).error
    }
    const errors = await Promise.all([portal.first, portal.second, portal.first, portal.second].map(send))
    expect(errors.toSorted()).toEqual(['invalid_client', 'invalid_client', 'invalid_client', 'invalid_grant'])
  })

  it('write no row in the name of a system that has not proved who it is', async () => {
    const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'claims-summary', code: 'none' })
    const headers = { 'OAuth-Client-Attestation-PoP': 'x' }
    const { status } = await portal.first(`${vpn}/oidc/token`, { method: 'POST', headers, body })
    expect(status).toBe(400)
    expect(await audited('oidc-token')).toEqual([])
    expect(await portal.refusalCounts()).toMatchObject([{ event: 'oidc-token', code: 'ERR_REQUEST_NOT_ALLOWED' }])
  })

  it('are rate-limited, and take no long body', async () => {
    const body = `grant_type=authorization_code&code=${'x'.repeat(60_000)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await portal.first(`${vpn}/oidc/token`, { method: 'POST', headers, body })).status).toBe(400)
    await portal.database.query.deleteFrom('rate_limits').execute()
    for (let call = 0; call < 601; call++) {
      const { status } = await portal.first(`${vpn}/oidc/jwks`)
      expect(status).toBe(call < 600 ? 200 : 429)
    }
  })

  it('sets cookies that no other host can plant, and that no other site’s request brings', async () => {
    const { headers } = await portal.first((await party.ask()).address)
    const cookies = headers.getSetCookie()
    expect(cookies.map((line) => line.split('=')[0])).toEqual([
      '__Host-oidc-ask',
      '__Host-oidc-ask.sig',
      '__Secure-oidc-resume',
      '__Secure-oidc-resume.sig',
    ])
    for (const line of cookies) expect(line).toMatch(/samesite=strict; secure; httponly$/i)
  })
})

describe('the end of a session', () => {
  const tokens = async () => {
    const jwks = (await (await portal.first(`${vpn}/oidc/jwks`)).json()) as JSONWebKeySet
    return await Promise.all(
      portal.told.map(async ({ form }) => {
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
    const page = await signedIn()
    const { claims, userinfo } = await signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    expect(portal.told).toEqual([])
    await portal.jobs.runDue()
    expect(portal.told).toMatchObject([{ url: 'https://summary.example/logout', redirect: 'error' }])
    expect(await tokens()).toMatchObject([
      {
        sid: claims['sid'],
        sub: claims.sub,
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
    ])
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
    expect(await audited('oidc-logout')).toMatchObject([{ detail: { client: 'claims-summary' } }])
    await portal.jobs.runDue()
    expect(portal.told).toHaveLength(1)
  })

  it('is told again until the system has heard it', async () => {
    const page = await signedIn()
    await signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    portal.answer = () => new Response('busy', { status: 503 })
    await portal.jobs.runDue()
    portal.answer = () => {
      throw new TypeError('fetch failed')
    }
    portal.clock.advance(5)
    await portal.jobs.runDue()
    expect([portal.told.length, (await audited('oidc-logout')).length]).toEqual([2, 0])
    portal.answer = () => new Response(null, { status: 204 })
    portal.clock.advance(10)
    await portal.jobs.runDue()
    expect([portal.told.length, (await audited('oidc-logout')).length]).toEqual([3, 1])
    portal.clock.advance(3600)
    await portal.jobs.runDue()
    expect(portal.told).toHaveLength(3)
  })

  it.each<[string, (page: Page) => Promise<unknown>]>([
    [
      'ended from another session',
      async () => (await signedIn()).ask('POST /api/auth/sessions/end', { others: 'all' }),
    ],
    [
      'idle for too long',
      async () => {
        portal.clock.advance(31 * 60)
        await cleanUp(portal).run({}, AbortSignal.timeout(5000))
      },
    ],
    [
      'gone on with at another institution',
      (page) => page.ask('POST /api/auth/institution', { institution: pharmacy.code }),
    ],
    [
      'left without the service',
      async () => {
        await removeGrant(portal.database.query, service)
        portal.clock.advance(120)
      },
    ],
    [
      'left without any role',
      async () => {
        await portal.database.query.deleteFrom('grants').execute()
        await portal.database.query.deleteFrom('assignments').execute()
        portal.clock.advance(120)
      },
    ],
  ])('%s is told, too', async (_how, end) => {
    const page = await signedIn()
    await portal.jobs.start()
    const { claims } = await signOn(page)
    await portal.jobs.runDue()
    expect(portal.told).toEqual([])
    await end(page)
    await portal.jobs.runDue()
    expect((await tokens()).map(({ sid }) => sid)).toEqual([claims['sid']])
  })

  it('is not told where the same institution is chosen once more', async () => {
    const page = await signedIn()
    const { userinfo } = await signOn(page)
    await page.ask('POST /api/auth/institution', { institution: clinic.code })
    await portal.jobs.runDue()
    expect(portal.told).toEqual([])
    expect(await userinfo()).toMatchObject({ institution_code: clinic.code })
    await page.ask('POST /api/auth/institution', { institution: pharmacy.code })
    await expect(userinfo()).rejects.toMatchObject({ status: 401 })
  })

  it('is told to others at once while a system does not answer, which is tried by one notice alone', async () => {
    const other = makeJwk()
    const changes = { clientId: 'other-system', logoutAddress: 'https://other.example/logout' }
    await portal.addClient(summary(other, changes))
    for (let turn = 0; turn < 2; turn++) {
      const page = await signedIn()
      await signOn(page)
      await page.ask('POST /api/auth/sign-out', {})
    }
    party = await RelyingParty.discover(portal.first, other, vpn, 'other-system')
    const page = await signedIn()
    await signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    portal.answer = () => new Response(null, { status: portal.told.at(-1)?.url.includes('other') ? 200 : 503 })
    const told = () => portal.told.splice(0).map(({ url }) => new URL(url).hostname)
    await portal.jobs.runDue()
    expect(told()).toEqual(['summary.example', 'other.example'])
    portal.clock.advance(5)
    await portal.jobs.runDue()
    expect(told()).toEqual(['summary.example'])
    portal.answer = () => new Response(null, { status: 200 })
    portal.clock.advance(10)
    await portal.jobs.runDue()
    expect(told()).toEqual(['summary.example', 'summary.example'])
  })

  it('is told no more, and written down, once the system has not heard it for two hours', async () => {
    const page = await signedIn()
    await signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    portal.answer = () => new Response(null, { status: 503 })
    for (let turn = 0; turn < 13; turn++) {
      await portal.jobs.runDue()
      portal.clock.advance(3600)
    }
    expect(portal.told).toHaveLength(12)
    expect(await portal.database.query.selectFrom('jobs').selectAll().execute()).toEqual([])
    expect(await audited('oidc-logout')).toMatchObject([{ detail: { client: 'claims-summary', reason: 'unheard' } }])
  })

  it('is found by pages: a review that is cut off goes on where it was', async () => {
    const { query } = portal.database
    const now = portal.clock.now()
    const sessions = Array.from({ length: 101 }, () => newId(now)).toSorted()
    const add = async (sessionId: string) => {
      const key = { platform: 'vpn', kind: signInKind, idHash: sessionId } as const
      const record = { payload: {}, clientId: 'claims-summary', grantHash: null, uid: null }
      await saveOidcRecord(query, key, { ...record, sessionId, expiresAt: new Date(now.getTime() + 60_000) })
    }
    for (const sessionId of sessions) await add(sessionId)
    const config = readConfig({ ORIGIN_VPN: vpn, ENVIRONMENT: 'test' })
    const review = reviewSignIns({ ...portal, config })
    const left = async () =>
      (await query.selectFrom('oidc_records').select('session_id').execute()).map((row) => row.session_id)
    const next = await review.run({}, AbortSignal.abort())
    expect([await left(), next]).toEqual([sessions.slice(100), { after: sessions[99] }])
    await add(sessions[0] ?? '')
    expect(await review.run(next, AbortSignal.abort())).toEqual({})
    expect(await left()).toEqual(sessions.slice(0, 1))
  })

  it('is left to a server of that portal: one that has the other alone takes no part', async () => {
    const page = await signedIn()
    await signOn(page)
    await page.ask('POST /api/auth/sign-out', {})
    const only = new Map([...portal.providers].filter(([platform]) => platform === 'internet'))
    const { database, clock } = portal
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    await createJobRunner({ database, clock, log, kinds: notifyLogout(portal, only) }).runDue()
    expect(portal.told).toEqual([])
    await portal.jobs.runDue()
    expect(portal.told).toHaveLength(1)
  })

  it('is not told to a system that was withdrawn', async () => {
    const page = await signedIn()
    await signOn(page)
    await portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    await page.ask('POST /api/auth/sign-out', {})
    await portal.jobs.runDue()
    expect(portal.told).toEqual([])
  })
})

describe('who signs out of a system', () => {
  it('may go back to an address of that system, and to no other', async () => {
    const page = await signedIn()
    const { tokens } = await signOn(page)
    const idTokenHint = tokens.id_token ?? ''
    const bye = 'https://summary.example/bye'
    const end = (body: object) => portal.page().ask('POST /api/oidc/end-session', body)
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

describe('an entry of the service menu', () => {
  it('leads to its system, for who may use it', async () => {
    const page = await signedIn()
    const find = async (entry: string, who = page) =>
      (await who.ask('GET /api/oidc/system', undefined, { query: `?entry=${entry}` })).system
    const address = `https://summary.example/login?iss=${encodeURIComponent(vpn)}`
    expect(await find('A.07.01')).toEqual({ name: '申報總表系統', address })
    expect(await find('A.01.04')).toBeNull()
    expect(await find('A.07.01', await signedIn(pharmacy.code))).toBeNull()
    await portal.database.query.updateTable('oidc_clients').set({ in_use: false }).execute()
    expect(await find('A.07.01')).toBeNull()
  })
})

it('the support-reporting system signs nobody in elsewhere', async () => {
  const page = portal.page({ origin: support })
  expect((await page.fetch('GET', '/.well-known/openid-configuration')).status).toBe(404)
})
