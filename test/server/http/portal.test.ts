import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer, Page } from '../page.ts'
import { sql } from 'kysely'
import { routes } from '../../../core/protocol/routes.ts'
import { readConfig } from '../../../server/config.ts'
import { addAssignment } from '../../../server/db/tables/assignments.ts'
import { clinic, internet, openTestPortal, person, pharmacy, seedPeople, type TestPortal, vpn } from '../test-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal()
})
beforeEach(() => portal.database.clear())
afterAll(() => portal.close())

const holder = { kind: 'person', personId: person.id } as const
const codeOf = ({ body }: Answer) => (body as { error: { code: string } }).error.code
const challengeBody = (jkt: string) => ({ jkt, cardType: 'hca-personnel' })

describe('the platform', () => {
  it.each([
    [vpn, 'vpn'],
    [internet, 'internet'],
  ])('of %s is %s, by the Host header', async (origin, platform) => {
    const answer = await portal.page({ origin }).ask('GET /api/portal')
    expect(answer).toEqual({
      platform,
      environment: 'test',
      time: portal.clock.now().toISOString(),
      extension: { chrome: null, edge: null },
      cardService: null,
      generalSignIn: platform === 'vpn' ? null : { open: true, lastDay: null, announced: false },
      cloudModule: platform === 'vpn',
      support: null,
      helpdesk: readConfig({}).helpdesk,
    })
  })

  it.each(['http://evil.example:8080', 'http://127.0.0.1:8080', 'http://vpn.localhost', 'http://vpn.localhost:8081'])(
    'is refused to the host %s, for pages too',
    async (origin) => {
      const page = portal.page({ origin })
      expect(codeOf(await page.call('GET /api/portal'))).toBe('ERR_REQUEST_NOT_FOUND')
      expect((await page.fetch('GET', '/')).status).toBe(404)
    },
  )
})

describe('an unsafe call', () => {
  it.each([
    ['without Origin', { Origin: null }],
    ['from another origin', { Origin: 'https://evil.example' }],
    ['from the other platform', { Origin: internet }],
    ['from an opaque origin', { Origin: 'null' }],
    ['that the browser calls same-site only', { 'Sec-Fetch-Site': 'same-site' }],
    ['that the browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('%s is refused, and counted in the audit', async (_what, headers) => {
    const page = portal.page()
    const refusal = await page.refusal('POST /api/auth/challenge', challengeBody(page.jkt), { headers })
    expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_ORIGIN' })
    expect(page.cookies.size).toBe(0)
    const counted = { event: 'challenge', step: 'origin', code: 'ERR_REQUEST_ORIGIN', count: 1 }
    expect(await portal.refusalCounts()).toEqual([counted])
    expect(await portal.auditRows()).toEqual([])
  })

  it('from a browser that does not send Sec-Fetch-Site goes by its Origin', async () => {
    const page = portal.page()
    await page.ask('POST /api/auth/challenge', challengeBody(page.jkt), { headers: { 'Sec-Fetch-Site': null } })
  })
})

describe('a malformed request', () => {
  it.each<[string, unknown, object]>([
    ['jkt', { cardType: 'moica' }, {}],
    ['jkt', { jkt: 'short', cardType: 'moica' }, {}],
    ['cardType', { jkt: 'A'.repeat(43), cardType: 'passport' }, {}],
    ['extra', { jkt: 'A'.repeat(43), cardType: 'moica', extra: 1 }, {}],
    ['body', 'text', {}],
    ['body', undefined, { rawBody: '{"jkt":' }],
    ['body', undefined, { rawBody: '' }],
    ['body', undefined, { rawBody: '['.repeat(60_000) }],
    ['body', undefined, { rawBody: `${'['.repeat(30_000)}${']'.repeat(30_000)}` }],
    ['__proto__', undefined, { rawBody: `{"jkt":"${'A'.repeat(43)}","cardType":"moica","__proto__":{"polluted":1}}` }],
    ['content-type', {}, { headers: { 'Content-Type': 'text/plain' } }],
    ['content-type', {}, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ['body', undefined, { rawBody: gzipSync('{}'), headers: { 'Content-Encoding': 'gzip' } }],
  ])('is refused with the field %s named', async (field, body, options) => {
    const refusal = await portal.page().refusal('POST /api/auth/challenge', body, options)
    expect(refusal).toEqual({ status: 400, code: 'ERR_REQUEST_MALFORMED', details: { field } })
    expect(await portal.refusalCounts()).toMatchObject([{ step: 'request', code: 'ERR_REQUEST_MALFORMED', count: 1 }])
  })

  it('has no parameter twice, and none that every object has', async () => {
    const fieldOf = async (query: string) =>
      ((await portal.page().call('GET /api/contacts', undefined, { query })).body as { error: { details?: object } })
        .error.details
    expect(await fieldOf('?page=1&page=2')).toEqual({ field: 'page' })
    expect(await fieldOf('?__proto__=1')).toEqual({ field: '__proto__' })
    expect('polluted' in {}).toBe(false)
  })

  it('has its query checked too', async () => {
    const answer = await portal.page().call('GET /api/portal', undefined, { query: '?debug=1' })
    expect(answer.body).toMatchObject({ error: { code: 'ERR_REQUEST_MALFORMED', details: { field: 'debug' } } })
  })

  it('with a body over 64 KiB is not read to its end', async () => {
    const page = portal.page()
    const rawBody = JSON.stringify({ jkt: 'A'.repeat(70_000) })
    expect(await page.refusal('POST /api/auth/challenge', undefined, { rawBody })).toEqual({
      status: 413,
      code: 'ERR_REQUEST_TOO_LARGE',
    })
  })
})

/** Counts of the route table. */
const challengesPerMinute = routes['POST /api/auth/challenge'].limit.count
const choicesPerMinute = routes['POST /api/auth/institution'].limit.count
const signOutsPerMinute = routes['POST /api/auth/sign-out'].limit.count

describe('the rate limit', () => {
  it('of an address is refused with the seconds to wait, counted once, and ends with its window', async () => {
    const page = portal.page()
    for (let turn = 0; turn < challengesPerMinute; turn++)
      await page.ask('POST /api/auth/challenge', challengeBody(page.jkt))
    portal.clock.advance(20)
    const answer = await page.call('POST /api/auth/challenge', challengeBody(page.jkt))
    expect(answer).toMatchObject({
      status: 429,
      body: { error: { code: 'ERR_REQUEST_TOO_MANY', details: { seconds: 40 } } },
    })
    expect(answer.headers.get('Retry-After')).toBe('40')
    await page.refusal('POST /api/auth/challenge', challengeBody(page.jkt))
    expect(await portal.refusalCounts()).toEqual([
      { event: 'challenge', step: 'rate', code: 'ERR_REQUEST_TOO_MANY', count: 1 },
    ])

    const neighbour = portal.page({ address: '192.0.2.2' })
    await neighbour.ask('POST /api/auth/challenge', challengeBody(neighbour.jkt))
    portal.clock.advance(40)
    await page.ask('POST /api/auth/challenge', challengeBody(page.jkt))
  })

  it('of a session counts the session, wherever it calls from', async () => {
    await seedPeople(portal)
    const page = await portal.signedIn({ kind: 'person', personId: '018f0000-0000-7000-8000-000000000001' })
    const limit = { institution: '3501999018' }
    for (let turn = 0; turn < choicesPerMinute; turn++) await page.ask('POST /api/auth/institution', limit)
    expect(await page.refusal('POST /api/auth/institution', limit)).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
  })

  it('holds for calls from elsewhere too, apart from the count of the portal’s own pages', async () => {
    const page = portal.page()
    const body = challengeBody(page.jkt)
    const elsewhere = () =>
      page.refusal('POST /api/auth/challenge', body, { headers: { Origin: 'https://evil.example' } })
    for (let turn = 0; turn < challengesPerMinute; turn++)
      expect(await elsewhere()).toMatchObject({ code: 'ERR_REQUEST_ORIGIN' })
    for (let turn = 0; turn < 5; turn++) expect(await elsewhere()).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
    expect(await portal.refusalCounts()).toEqual([
      { event: 'challenge', step: 'origin', code: 'ERR_REQUEST_ORIGIN', count: challengesPerMinute },
      { event: 'challenge', step: 'rate', code: 'ERR_REQUEST_TOO_MANY', count: 1 },
    ])
    expect(await portal.auditRows()).toEqual([])
    await page.ask('POST /api/auth/challenge', body)
  })

  it('of an address counts an IPv6 network as one', async () => {
    for (let turn = 0; turn < challengesPerMinute; turn++) {
      const page = portal.page({ address: `2001:db8:1:2::${turn.toString(16)}` })
      await page.ask('POST /api/auth/challenge', challengeBody(page.jkt))
    }
    const page = portal.page({ address: '2001:db8:1:2:ffff::1' })
    const refusal = await page.refusal('POST /api/auth/challenge', challengeBody(page.jkt))
    expect(refusal).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
  })

  it('of a holder counts all sessions of one person together', async () => {
    await seedPeople(portal)
    const { count, seconds } = routes['POST /api/passwords/change'].limit
    const sessions = [await portal.signedIn(holder), await portal.signedIn(holder), await portal.signedIn(holder)]
    const ask = async (page: Page | undefined) => (await page?.refusal('POST /api/passwords/change', {}))?.code
    for (const page of sessions.slice(0, 2)) {
      for (let turn = 0; turn < count; turn++) expect(await ask(page)).toBe('ERR_REQUEST_MALFORMED')
    }
    expect(await ask(sessions[2])).toBe('ERR_REQUEST_TOO_MANY')
    portal.clock.advance(seconds) // the holder's window is longer than the session's
    expect(await ask(sessions[2])).toBe('ERR_REQUEST_TOO_MANY')
  })

  it('of an institution counts all who work for it, and nobody of another one', async () => {
    await seedPeople(portal)
    const route = 'POST /api/announcements/own/file'
    const worksAt = async (institutionCode: string) => await portal.signedIn(holder, { institutionCode })
    const at = await worksAt(clinic.code)
    const window_ends_at = new Date(portal.clock.now().getTime() + 30_000)
    const row = { route, subject: `institution ${clinic.code}`, count: 1200, window_ends_at }
    await portal.database.query.insertInto('rate_limits').values(row).execute()
    expect(await at.refusal(route, {})).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
    await addAssignment(portal.database.query, {
      personId: person.id,
      institutionCode: pharmacy.code,
      role: 'user',
      at: portal.clock.now(),
    })
    expect(await (await worksAt(pharmacy.code)).refusal(route, {})).toMatchObject({ code: 'ERR_REQUEST_MALFORMED' })
  })

  it('of a session counts those who have none by their address', async () => {
    const page = portal.page()
    for (let turn = 0; turn < signOutsPerMinute; turn++) {
      expect(await page.refusal('POST /api/auth/sign-out')).toMatchObject({ code: 'ERR_REQUEST_UNAUTHENTICATED' })
    }
    expect(await page.refusal('POST /api/auth/sign-out')).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
  })
})

describe('every response', () => {
  it('of the API is never stored', async () => {
    expect((await portal.page().fetch('GET', '/api/portal')).headers.get('Cache-Control')).toBe('no-store')
    expect((await portal.page().fetch('GET', '/api/nowhere')).headers.get('Cache-Control')).toBe('no-store')
  })

  it('is logged by route, never by address or content', async () => {
    portal.logged.length = 0
    await portal.page().fetch('GET', '/api/auth/session', undefined, { query: '?name=林示範' })
    await portal.page().fetch('GET', '/someone/林示範')
    expect(portal.logged).toMatchObject([
      { route: 'GET /api/auth/session', status: 401, code: 'ERR_REQUEST_UNAUTHENTICATED' },
      { route: 'other', status: 404 },
    ])
    expect(JSON.stringify(portal.logged)).not.toMatch(/林示範|%E6|192\.0\.2/)
  })
})

describe('an error that nobody expected', () => {
  it('is told by its request id alone, and logged under it', async () => {
    await sql`alter table sessions rename to sessions_away`.execute(portal.database.query)
    portal.logged.length = 0
    const page = portal.page()
    page.cookies.set('__Host-session', 'A'.repeat(43))
    const answer = await page.call('POST /api/auth/sign-out')
    await sql`alter table sessions_away rename to sessions`.execute(portal.database.query)
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'ERR_REQUEST_INTERNAL' } } })
    expect(JSON.stringify(answer.body)).not.toContain('sessions')
    const { requestId } = answer.body as { requestId: string }
    expect(portal.logged).toContainEqual(expect.objectContaining({ requestId, err: expect.any(Error) }))
    expect(await portal.refusalCounts()).toEqual([
      { event: 'sign-out', step: 'session', code: 'ERR_REQUEST_INTERNAL', count: 1 },
    ])
  })
})

describe('a call that takes too long', () => {
  it('is told so and written down with its step, and does not hold its caller', async () => {
    let began: () => void = () => undefined
    const hanging = new Promise<void>((resolve) => (began = resolve))
    const inLine = () => {
      began()
      return new Promise<never>(() => undefined)
    }
    const slow = await openTestPortal(() => ({ passwords: { inLine, isCurrent: () => true } }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const page = slow.page({ origin: internet })
      const body = { account: 'nobody.demo', password: 'a-password-of-nobody', jkt: page.jkt }
      const refusal = page.refusal('POST /api/passwords/sign-in', body)
      await hanging
      await vi.advanceTimersByTimeAsync(30_000)
      expect(await refusal).toEqual({ status: 503, code: 'ERR_REQUEST_TIMEOUT' })
      expect(await slow.refusalCounts()).toEqual([
        { event: 'sign-in', step: 'password', code: 'ERR_REQUEST_TIMEOUT', count: 1 },
      ])
    } finally {
      vi.useRealTimers()
      await slow.close()
    }
  })
})

describe('what is not in the table', () => {
  it('is not mounted: the API is the table, no more and no less', () => {
    const api = portal.mounted.filter((route) => route.includes(' /api/') && !route.startsWith('ALL '))
    expect(api).toEqual(Object.keys(routes))
  })

  it.each([
    ['GET', '/api/nowhere'],
    ['PUT', '/api/portal'],
    ['POST', '/api/portal'],
    ['POST', '/'],
    ['DELETE', '/api/auth/session'],
  ])('%s %s is not found', async (method, path) => {
    const answer = await portal.page().fetch(method, path)
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ error: { code: 'ERR_REQUEST_NOT_FOUND' }, requestId: expect.any(String) })
  })
})

describe('HEAD', () => {
  it('asks for a page or a file as GET does, and of the API for nothing', async () => {
    expect(await portal.page().fetch('HEAD', '/')).toMatchObject({ status: 200, body: undefined })
    expect((await portal.page().fetch('HEAD', '/api/portal')).status).toBe(404)
    expect(await portal.auditRows()).toEqual([])
  })
})

describe('pages', () => {
  it.each(['/', '/institution', '/home'])('%s is the shell, the same for everybody', async (path) => {
    const answer = await portal.page().fetch('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('text/html')
    expect(answer.body).toContain('<title>shell</title>')
  })

  it('an unknown path is the shell with 404', async () => {
    const answer = await portal.page().fetch('GET', '/nowhere/../..%2fetc/passwd')
    expect(answer.status).toBe(404)
    expect(answer.body).toContain('shell')
  })

  it('files are kept by the browser for ever, packed where that helps', async () => {
    const page = portal.page()
    const plain = await page.fetch('GET', '/assets/main-1.js')
    expect(plain.headers.get('Cache-Control')).toContain('immutable')
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    const codingOf = async (path: string, accepted: string) => {
      const { headers } = await page.fetch('GET', path, undefined, { headers: { 'Accept-Encoding': accepted } })
      return headers.get('Content-Encoding')
    }
    expect(await codingOf('/assets/main-1.js', 'gzip, deflate, br')).toBe('br')
    expect(await codingOf('/assets/main-1.js', 'gzip, br;q=0')).toBe('gzip')
    expect(await codingOf('/assets/main-1.js', 'identity')).toBeNull()
    expect(await codingOf('/', 'gzip, br')).toBeNull()
    const tag = plain.headers.get('ETag')
    const again = await page.fetch('GET', '/assets/main-1.js', undefined, { headers: { 'If-None-Match': tag } })
    expect(again.status).toBe(304)
  })
})
