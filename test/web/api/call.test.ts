// @vitest-environment node
import { compactVerify, importJWK } from 'jose'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { proofHeaderName, type ProofClaims, type ProofHeader } from '../../../core/protocol/proof.ts'
import { createCall } from '../../../web/api/call.ts'
import { memoryPageKeyStore } from '../../../web/api/memory-page-key-store.ts'
import { PageKeys } from '../../../web/api/page-key.ts'
import { RequestError } from '../../../web/api/request-error.ts'
import { ServerClock } from '../../../web/api/server-clock.ts'
import { sampleSession, start } from '../support/samples.ts'

const origin = 'https://medvpn.nhi.gov.tw'
const requestId = '0f4c1d2e-7a51-4c7b-9a65-1d0f7b1f2a11'
let fetched: ReturnType<typeof vi.fn<typeof fetch>>
let keys: PageKeys
let clock: ServerClock

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })
const refusal = (code: string, status = 403, headers = {}) =>
  json({ error: { code, message: 'no' }, requestId }, status, headers)
const call = (...request: Parameters<ReturnType<typeof createCall>>) =>
  createCall({ fetch: fetched, origin, keys, clock })(...request)

function sent(at = 0): { url: string; init: RequestInit; proof: string | null } {
  const [url, init = {}] = fetched.mock.calls[at] ?? []
  return { url: url instanceof URL ? url.href : '', init, proof: new Headers(init.headers).get(proofHeaderName) }
}

/** The proof's header and claims, once its signature has been checked with the key it carries. */
async function verified(proof: string | null): Promise<{ header: ProofHeader; claims: ProofClaims }> {
  const [headerPart = '', claimsPart = ''] = proof?.split('.') ?? []
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  const header: ProofHeader = read(headerPart)
  await compactVerify(proof ?? '', await importJWK({ ...header.jwk }, 'ES256'))
  return { header, claims: read(claimsPart) }
}

beforeEach(() => {
  fetched = vi.fn<typeof fetch>(async () => json(sampleSession))
  keys = new PageKeys(memoryPageKeyStore())
  clock = new ServerClock(() => start * 1000)
})

describe('what is sent', () => {
  it('posts JSON to the route’s path, with cookies of this origin only', async () => {
    await call('POST /api/auth/institution', { institution: '3501200000' })
    const { url, init } = sent()
    expect(url).toBe(`${origin}/api/auth/institution`)
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"institution":"3501200000"}',
      credentials: 'same-origin',
      cache: 'no-store',
    })
    expect(new Headers(init.headers).get('content-type')).toBe('application/json')
  })

  it('sends no body with GET', async () => {
    await call('GET /api/auth/session', {})
    expect(sent().init).toMatchObject({ method: 'GET', body: null })
  })

  it('sends no proof while there is no key, since then there is no session', async () => {
    await call('GET /api/auth/session', {})
    expect(sent().proof).toBeNull()
  })

  it('does not make the portal’s own description wait for the key', async () => {
    await keys.obtain()
    await call('GET /api/portal', {})
    expect(sent().proof).toBeNull()
  })

  it('proves possession of the page’s key for method and address, at the server’s time', async () => {
    const { thumbprint } = await keys.obtain()
    clock.observe(new Date((start + 3600) * 1000).toISOString())
    await call('GET /api/auth/session', {})
    const { header, claims } = await verified(sent().proof)
    expect(header).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256' } })
    expect(header.jwk).not.toHaveProperty('d')
    expect(claims).toMatchObject({ htm: 'GET', htu: `${origin}/api/auth/session`, iat: start + 3600 })
    expect(claims.jti).toMatch(/^[\w-]{22}$/)
    expect(thumbprint).toMatch(/^[\w-]{43}$/)
  })

  it('never sends the same proof twice', async () => {
    await keys.obtain()
    await call('GET /api/auth/session', {})
    await call('GET /api/auth/session', {})
    expect(sent(0).proof).not.toBe(sent(1).proof)
  })
})

describe('the clock', () => {
  const late = { date: new Date((start + 7200) * 1000).toUTCString() }

  it('is set by the Date of every answer', async () => {
    fetched.mockImplementation(async () => json(sampleSession, 200, late))
    await call('GET /api/auth/session', {})
    expect(clock.seconds()).toBe(start + 7200)
  })

  it('a proof refused because this computer’s clock is wrong is made again, once, with the right time', async () => {
    await keys.obtain()
    fetched.mockImplementationOnce(async () => refusal('ERR_REQUEST_PROOF', 401, late))
    await expect(call('POST /api/auth/sign-out', {})).resolves.toEqual(sampleSession)
    expect((await verified(sent(1).proof)).claims.iat).toBe(start + 7200)
  })

  it('a proof refused for any other reason is not sent again', async () => {
    await keys.obtain()
    fetched.mockImplementation(async () => refusal('ERR_REQUEST_PROOF', 401))
    await expect(call('POST /api/auth/sign-out', {})).rejects.toMatchObject({ code: 'ERR_REQUEST_PROOF' })
    expect(fetched).toHaveBeenCalledOnce()
  })

  it('nothing else is ever sent twice', async () => {
    fetched.mockImplementation(async () => refusal('ERR_LOGIN_CHALLENGE', 401, late))
    await expect(call('POST /api/auth/assertion', { assertion: 'a.b.c' })).rejects.toMatchObject({
      code: 'ERR_LOGIN_CHALLENGE',
    })
    expect(fetched).toHaveBeenCalledOnce()
  })

  it('keeps its time when an answer has none that can be read', () => {
    clock.observe(null)
    clock.observe('soon')
    expect(clock.seconds()).toBe(start)
  })
})

describe('what goes wrong', () => {
  it('a refusal keeps the server’s code and details, and the request’s id for the helpdesk', async () => {
    const error = { code: 'ERR_LOGIN_NOT_ASSIGNED', message: 'nowhere', details: { institution: '3501200000' } }
    fetched.mockImplementation(async () => json({ error, requestId }, 403))
    const refused = await call('POST /api/auth/assertion', { assertion: 'a.b.c' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RequestError)
    expect(refused).toMatchObject({ ...error, requestId })
  })

  it.each([
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a captive portal’s page', async () => new Response('<!doctype html>', { status: 200 })],
    ['a gateway’s error page', async () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a gateway’s error in JSON', async () => json({ message: 'upstream' }, 503)],
  ])('%s means that the service was not reached', async (_what, answer) => {
    fetched.mockImplementation(answer)
    await expect(call('GET /api/portal', {})).rejects.toMatchObject({ code: 'ERR_REQUEST_UNREACHABLE' })
  })

  it('a code that this page does not know is an internal error, still with the request’s id', async () => {
    fetched.mockImplementation(async () => refusal('ERR_FROM_THE_FUTURE', 418))
    await expect(call('GET /api/portal', {})).rejects.toMatchObject({ code: 'ERR_REQUEST_INTERNAL', requestId })
  })

  it('a caller who gave up gets its own reason, not a network error', async () => {
    const reason = new Error('left the page')
    const controller = new AbortController()
    fetched.mockImplementation(() => {
      controller.abort(reason)
      return Promise.reject(reason)
    })
    await expect(call('GET /api/portal', {}, { signal: controller.signal })).rejects.toBe(reason)
  })
})
