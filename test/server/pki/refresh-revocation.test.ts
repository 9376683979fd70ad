import { createServer, type RequestListener } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { fetchLimited } from '../../../server/pki/fetch-limited.ts'
import { refreshRevocation, takeUpStored } from '../../../server/pki/refresh-revocation.ts'
import type { RevocationStore } from '../../../server/pki/revocation-store.ts'
import { createTrustStore } from '../../../server/pki/trust-store.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { crlDer, makeAuthority, makeKeys } from '../../core/pki/make-certificate.ts'

const clock = () => new Date('2026-01-15T00:00:00Z')
const urls = ['http://pki.localhost/1.crl', 'http://pki.localhost/2.crl'] as const
const hca = makeAuthority('HCA')

const newTrustStore = (crlUrls: readonly string[] = urls) =>
  createTrustStore({
    rows: [
      {
        cardType: 'hca-personnel',
        environment: 'test',
        sha256: fingerprint(hca.certificate.der),
        certificate: hca.certificate.der,
        crlUrls,
        ocspUrl: null,
      },
    ],
    verifySignature,
  })

function memoryStore(): RevocationStore & { readonly saved: string[] } {
  const lists = new Map<string, { der: Uint8Array; thisUpdate: Date }>()
  const saved: string[] = []
  return {
    saved,
    heads: () => Promise.resolve([...lists].map(([url, { thisUpdate }]) => ({ url, thisUpdate }))),
    load: (url) => Promise.resolve(lists.get(url)?.der),
    save: ({ url, der, thisUpdate }) => {
      saved.push(url)
      lists.set(url, { der, thisUpdate })
      return Promise.resolve()
    },
  }
}

type Answers = Readonly<Record<string, () => Response>>
const fetchFrom =
  (answers: Answers): typeof globalThis.fetch =>
  (input) => {
    const answer = answers[input instanceof Request ? input.url : input.toString()]
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('fetch failed'))
  }
const list = (thisUpdate = '2026-01-10T00:00:00Z') => new Response(crlDer({ by: hca, thisUpdate }))

describe('a refresh', () => {
  it('puts good lists into use and stores them; another address that fails does not hinder it', async () => {
    const trustStore = newTrustStore()
    const store = memoryStore()
    const outcomes = await refreshRevocation({
      trustStore,
      store,
      clock,
      fetch: fetchFrom({ [urls[1]]: () => list() }),
    })
    expect(outcomes).toMatchObject([
      { url: urls[0], outcome: 'failed', reason: 'fetch failed' },
      { url: urls[1], outcome: 'updated', thisUpdate: new Date('2026-01-10T00:00:00Z'), entries: 0 },
    ])
    expect(store.saved).toEqual([urls[1]])
  })

  it('leaves the held list in use when the next one is bad, and stores nothing', async () => {
    const trustStore = newTrustStore()
    const store = memoryStore()
    const answers = (answer: () => Response) => fetchFrom({ [urls[0]]: answer, [urls[1]]: answer })
    await refreshRevocation({ trustStore, store, clock, fetch: answers(() => list()) })
    const held = trustStore.listAt(urls[0])
    for (const [answer, reason] of [
      [() => new Response(crlDer({ by: hca, signer: makeKeys() })), 'crl-bad-signature'],
      [() => list('2026-01-09T00:00:00Z'), 'crl-rollback'],
      [() => new Response('<html>'), 'certificateList'],
    ] as const) {
      const [outcome] = await refreshRevocation({ trustStore, store, clock, fetch: answers(answer) })
      expect(outcome).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) })
    }
    const [outcome] = await refreshRevocation({
      trustStore,
      store,
      clock,
      fetch: answers(() => new Response('', { status: 503 })),
    })
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'HTTP 503' })
    expect(trustStore.listAt(urls[0])).toBe(held)
    expect(store.saved).toEqual([...urls])
  })

  it('stores what an earlier refresh could not: the other processes wait for it', async () => {
    const trustStore = newTrustStore()
    const store = memoryStore()
    const fetch = fetchFrom({ [urls[0]]: () => list(), [urls[1]]: () => list() })
    const failing = { ...store, save: () => Promise.reject(new Error('the database is away')) }
    await expect(refreshRevocation({ trustStore, store: failing, clock, fetch })).rejects.toThrow('away')
    await refreshRevocation({ trustStore, store, clock, fetch })
    expect(store.saved).toEqual([...urls])
    await refreshRevocation({ trustStore, store, clock, fetch })
    expect(store.saved).toEqual([...urls])
  })

  it('does not let a host that hangs keep the lists of another one waiting', async () => {
    const hanging = 'http://hanging.localhost/1.crl'
    const trustStore = newTrustStore([hanging, ...urls])
    const stop = new AbortController()
    const refresh = refreshRevocation({
      trustStore,
      store: memoryStore(),
      clock,
      signal: stop.signal,
      fetch: (input, init) =>
        input === hanging
          ? new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new TypeError('aborted'))))
          : Promise.resolve(list()),
    })
    await expect.poll(() => urls.map((url) => trustStore.listAt(url) !== undefined)).toEqual([true, true])
    stop.abort()
    await expect(refresh).rejects.toThrow('aborted')
  })

  it('stops when it is told to', async () => {
    const options = { trustStore: newTrustStore(), store: memoryStore(), clock, fetch: fetchFrom({}) }
    await expect(refreshRevocation({ ...options, signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})

describe('stored lists', () => {
  it('serve the next start, and the other processes of the portal', async () => {
    const store = memoryStore()
    const [first, second] = [newTrustStore(), newTrustStore()]
    const refresh = (at: string) =>
      refreshRevocation({ trustStore: first, store, clock, fetch: fetchFrom({ [urls[0]]: () => list(at) }) })
    await refresh('2026-01-10T00:00:00Z')
    expect(await takeUpStored({ trustStore: second, store, clock })).toMatchObject([
      { url: urls[0], outcome: 'updated' },
    ])
    expect(await takeUpStored({ trustStore: second, store, clock })).toEqual([])
    await refresh('2026-01-11T00:00:00Z')
    expect(await takeUpStored({ trustStore: second, store, clock })).toMatchObject([
      { outcome: 'updated', thisUpdate: new Date('2026-01-11T00:00:00Z') },
    ])
  })

  it('are checked like fetched ones', async () => {
    const store = memoryStore()
    await store.save({
      url: urls[0],
      der: crlDer({ by: hca, signer: makeKeys() }),
      thisUpdate: clock(),
      fetchedAt: clock(),
    })
    expect(await takeUpStored({ trustStore: newTrustStore(), store, clock })).toMatchObject([{ outcome: 'refused' }])
  })
})

describe('fetching', () => {
  const serve = async (listener: RequestListener) => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    if (typeof address !== 'object' || !address) throw new Error('no port')
    return `http://127.0.0.1:${address.port}/`
  }
  const limits = { bytes: 1000, milliseconds: 10_000 }

  it('answers what was sent', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(1000, 1)))
    expect(await fetchLimited(fetch, url, limits)).toEqual({ bytes: new Uint8Array(1000).fill(1) })
  })

  it('ends a body that is too long, however it is sent', async () => {
    const url = await serve((_, response) => {
      response.write(Buffer.alloc(600))
      response.write(Buffer.alloc(600))
    })
    expect(await fetchLimited(fetch, url, limits)).toEqual({ reason: 'longer than 1000 octets' })
  })

  it('follows no redirect', async () => {
    let followed = false
    const url = await serve((request, response) => {
      followed ||= request.url !== '/'
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(await fetchLimited(fetch, url, limits)).toEqual({ reason: expect.stringContaining('redirect') })
    expect(followed).toBe(false)
  })

  it('gives up a host that never ends its answer', async () => {
    const url = await serve((_, response) => response.write('x'))
    expect(await fetchLimited(fetch, url, { ...limits, milliseconds: 200 })).toEqual({
      reason: 'no answer within 0.2 s',
    })
  })
})
