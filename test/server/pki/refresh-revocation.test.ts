import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { createListReader } from '../../../server/pki/list-reader.ts'
import { type RefreshOptions, refreshRevocation, takeUpStored } from '../../../server/pki/refresh-revocation.ts'
import type { ListFetch, RevocationStore } from '../../../server/pki/revocation-store.ts'
import { createTrustStore } from '../../../server/pki/trust-store.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { crlDer, crlNumber, makeAuthority, makeKeys } from '../../core/pki/make-certificate.ts'
import { SettableClock } from '../settable-clock.ts'

const start = '2026-01-15T00:00:00Z'
const clock = () => new Date(start)
const urls = ['http://pki.localhost/1.crl', 'http://pki.localhost/2.crl'] as const
const hca = makeAuthority('HCA')
const reader = createListReader(verifySignature)

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

interface MemoryStore extends RevocationStore {
  readonly saved: string[]
  fetchOf(url: string): ListFetch | undefined
}

function memoryStore(): MemoryStore {
  const lists = new Map<string, Pick<Parameters<RevocationStore['save']>[0], 'der' | 'version'>>()
  const fetches = new Map<string, ListFetch>()
  const saved: string[] = []
  return {
    saved,
    fetchOf: (url) => fetches.get(url),
    heads: () => Promise.resolve([...lists].map(([url, { version }]) => ({ url, version }))),
    load: (url) => Promise.resolve(lists.get(url)?.der.slice()),
    save: ({ url, der, version }) => {
      saved.push(url)
      lists.set(url, { der, version })
      return Promise.resolve()
    },
    fetches: () => Promise.resolve([...fetches.values()]),
    saveFetch: (fetch) => {
      fetches.set(fetch.url, fetch)
      return Promise.resolve()
    },
  }
}

type Answers = Readonly<Record<string, (request: Request) => Response>>
const fetchFrom =
  (answers: Answers): typeof globalThis.fetch =>
  (input, init) => {
    const request = new Request(input, init)
    const answer = answers[request.url]
    return answer ? Promise.resolve(answer(request)) : Promise.reject(new TypeError('fetch failed'))
  }
const list = (thisUpdate = '2026-01-10T00:00:00Z', headers: Record<string, string> = {}) =>
  new Response(crlDer({ by: hca, thisUpdate }), { headers })

function portal(answers: Answers, trustStore = newTrustStore()) {
  const store = memoryStore()
  const refresh = (options: Partial<RefreshOptions> = {}) =>
    refreshRevocation({
      trustStore,
      store,
      reader,
      clock,
      fetch: fetchFrom(answers),
      addresses: trustStore.crlUrls,
      random: () => 0,
      ...options,
    })
  return { trustStore, store, refresh }
}

describe('a refresh', () => {
  it('puts good lists into use and stores them; another address that fails does not hinder it', async () => {
    const { store, refresh } = portal({ [urls[1]]: () => list() })
    expect(await refresh()).toMatchObject([
      { url: urls[0], outcome: 'failed', reason: 'fetch failed' },
      { url: urls[1], outcome: 'updated', thisUpdate: new Date('2026-01-10T00:00:00Z'), entries: 0 },
    ])
    expect(store.saved).toEqual([urls[1]])
  })

  it('leaves the held list in use when the next one is bad, and stores nothing', async () => {
    const { trustStore, store, refresh } = portal({})
    const answers = (answer: () => Response) => ({ fetch: fetchFrom({ [urls[0]]: answer, [urls[1]]: answer }) })
    await refresh(answers(() => list()))
    const held = trustStore.listAt(urls[0])
    for (const [answer, outcome, reason] of [
      [() => new Response(crlDer({ by: hca, signer: makeKeys() })), 'refused', 'crl-bad-signature'],
      [() => list('2026-01-09T00:00:00Z'), 'refused', 'crl-rollback'],
      [() => new Response('<html>'), 'refused', 'certificateList'],
      [() => new Response('', { status: 503 }), 'failed', 'HTTP 503'],
    ] as const) {
      const [first] = await refresh(answers(answer))
      expect(first).toMatchObject({ outcome, reason: expect.stringContaining(reason) })
    }
    expect(trustStore.listAt(urls[0])).toBe(held)
    expect(store.saved).toEqual([...urls])
  })

  it('stores what an earlier refresh could not: the other processes wait for it', async () => {
    const { store, refresh } = portal({ [urls[0]]: () => list(), [urls[1]]: () => list() })
    const failing = { ...store, save: () => Promise.reject(new Error('the database is away')) }
    await expect(refresh({ store: failing })).rejects.toThrow('away')
    await refresh()
    expect(store.saved).toEqual([...urls])
    await refresh()
    expect(store.saved).toEqual([...urls])
  })

  it('does not let a host that hangs keep the lists of another one waiting', async () => {
    const hanging = 'http://hanging.localhost/1.crl'
    const { trustStore, refresh } = portal({}, newTrustStore([hanging, ...urls]))
    const stop = new AbortController()
    const refreshing = refresh({
      signal: stop.signal,
      fetch: (input, init) =>
        input === hanging
          ? new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new TypeError('aborted'))))
          : Promise.resolve(list()),
    })
    await expect.poll(() => urls.map((url) => trustStore.listAt(url) !== undefined)).toEqual([true, true])
    stop.abort()
    await expect(refreshing).rejects.toThrow('aborted')
  })

  it('stops when it is told to', async () => {
    await expect(portal({}).refresh({ signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})

describe('a list that did not change', () => {
  const names = { ETag: '"v1"', 'Last-Modified': 'Sat, 10 Jan 2026 00:00:00 GMT' }
  const conditional = (asked: Headers[], headers: Record<string, string> = names): Answers => ({
    [urls[0]]: (request) => {
      asked.push(request.headers)
      return request.headers.has('if-none-match') || request.headers.has('if-modified-since')
        ? new Response(null, { status: 304 })
        : list(undefined, headers)
    },
  })

  it('is not sent again: the server is told which one is held', async () => {
    const asked: Headers[] = []
    const { refresh } = portal(conditional(asked), newTrustStore([urls[0]]))
    expect(await refresh()).toMatchObject([{ outcome: 'updated' }])
    expect(await refresh()).toMatchObject([{ outcome: 'unchanged', thisUpdate: new Date('2026-01-10T00:00:00Z') }])
    expect(await refresh()).toMatchObject([{ outcome: 'unchanged' }])
    expect(asked.map((headers) => [headers.get('if-none-match'), headers.get('if-modified-since')])).toEqual([
      [null, null],
      [names.ETag, names['Last-Modified']],
      [names.ETag, names['Last-Modified']],
    ])
  })

  it('is asked for whole by a process that does not hold it', async () => {
    const asked: Headers[] = []
    const { refresh } = portal(conditional(asked), newTrustStore([urls[0]]))
    await refresh()
    const other = newTrustStore([urls[0]])
    expect(await refresh({ trustStore: other })).toMatchObject([{ outcome: 'updated' }])
  })

  it('is asked for whole once it is stale, whatever the server says', async () => {
    const asked: Headers[] = []
    const { refresh } = portal(conditional(asked), newTrustStore([urls[0]]))
    await refresh()
    await refresh({ clock: () => new Date('2026-02-02T00:00:00Z') })
    expect(asked.at(-1)?.has('if-none-match')).toBe(false)
  })

  it.each([
    ['no name', {}],
    ['a name that is none', { ETag: 'v1' }],
    ['an endless one', { ETag: `"${'x'.repeat(300)}"` }],
    ['a date that is none', { 'Last-Modified': 'yesterday' }],
  ])('is asked for whole when the server gave it %s', async (_, headers) => {
    const asked: Headers[] = []
    const { refresh } = portal(conditional(asked, headers), newTrustStore([urls[0]]))
    await refresh()
    expect(await refresh()).toMatchObject([{ outcome: 'unchanged' }])
    expect(asked.at(-1)?.has('if-none-match') || asked.at(-1)?.has('if-modified-since')).toBe(false)
  })

  it('cannot be claimed to a process that holds none', async () => {
    const { refresh } = portal({ [urls[0]]: () => new Response(null, { status: 304 }) }, newTrustStore([urls[0]]))
    expect(await refresh()).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('304') }])
  })
})

describe('an address is asked again', () => {
  const due = async (answers: Answers, seconds: readonly number[], crlUrls: readonly string[] = [urls[0]]) => {
    const time = new SettableClock(start)
    const { refresh } = portal(answers, newTrustStore(crlUrls))
    const asked: string[][] = []
    for (const wait of [0, ...seconds]) {
      time.advance(wait)
      const outcomes = await refresh({ addresses: 'due', clock: () => time.now() })
      asked.push(outcomes.map(({ outcome }) => outcome))
    }
    return asked
  }

  it('after an hour when its list is good, and not before', async () => {
    expect(await due({ [urls[0]]: () => list() }, [3599, 1, 3599])).toEqual([['updated'], [], ['unchanged'], []])
  })

  it('sooner when it failed, at growing distances', async () => {
    expect(await due({}, [29, 1, 59, 1, 119, 1])).toEqual([['failed'], [], ['failed'], [], ['failed'], [], ['failed']])
  })

  it('soon when the clock is set back: what was planned by a wrong one keeps no list from coming', async () => {
    expect(await due({ [urls[0]]: () => list() }, [86_400, -86_400, 30])).toEqual([
      ['updated'],
      ['unchanged'],
      ['unchanged'],
      [],
    ])
  })

  it('each by its own time: one that fails does not have the others fetched again', async () => {
    const outcomes = await due({ [urls[1]]: () => list() }, [30], urls)
    expect(outcomes).toEqual([['failed', 'updated'], ['failed']])
  })

  it('at once by a process that could not use what is stored', async () => {
    const { store, refresh } = portal({ [urls[0]]: () => list() }, newTrustStore([urls[0]]))
    await refresh()
    const outcomes = await refresh({ trustStore: newTrustStore([urls[0]]), store, addresses: 'due' })
    expect(outcomes).toMatchObject([{ outcome: 'updated' }])
  })

  it('on demand, whatever its time', async () => {
    const { refresh } = portal({ [urls[0]]: () => list(), [urls[1]]: () => list() })
    await refresh()
    expect(await refresh({ addresses: 'due' })).toEqual([])
    expect(await refresh({ addresses: [urls[1]] })).toMatchObject([{ url: urls[1], outcome: 'unchanged' }])
  })

  it('and a list that comes stale counts as failed: it is not asked for again every minute', async () => {
    const stale = () => new Response(crlDer({ by: hca, nextUpdate: '2026-01-14T00:00:00Z' }))
    const { store, refresh } = portal({ [urls[0]]: stale }, newTrustStore([urls[0]]))
    for (const failures of [1, 2, 3]) {
      await refresh()
      expect(store.fetchOf(urls[0])).toMatchObject({ failures })
    }
  })
})

describe('stored lists', () => {
  it('serve the next start, and the other processes of the portal', async () => {
    const { store, refresh } = portal({})
    const second = newTrustStore()
    const fetchList = (at: string) => refresh({ fetch: fetchFrom({ [urls[0]]: () => list(at) }) })
    await fetchList('2026-01-10T00:00:00Z')
    expect(await takeUpStored({ trustStore: second, store, reader, clock })).toMatchObject([
      { url: urls[0], outcome: 'updated' },
    ])
    expect(await takeUpStored({ trustStore: second, store, reader, clock })).toEqual([])
    await fetchList('2026-01-11T00:00:00Z')
    expect(await takeUpStored({ trustStore: second, store, reader, clock })).toMatchObject([
      { outcome: 'updated', thisUpdate: new Date('2026-01-11T00:00:00Z') },
    ])
  })

  it('are told apart by number when they are of the same second: a card that was revoked then stays so', async () => {
    const numbered = (number: number) => new Response(crlDer({ by: hca, extensions: [crlNumber(number)] }))
    const { store, refresh } = portal({})
    const second = newTrustStore()
    for (const number of [5, 6]) {
      await refresh({ fetch: fetchFrom({ [urls[0]]: () => numbered(number) }) })
      await takeUpStored({ trustStore: second, store, reader, clock })
      expect(second.listAt(urls[0])?.crlNumber).toBe(`0${number}`)
    }
    const next = newTrustStore()
    await takeUpStored({ trustStore: next, store, reader, clock })
    expect(next.listAt(urls[0])?.crlNumber).toBe('06')
  })

  it('are checked like fetched ones', async () => {
    const store = memoryStore()
    await store.save({
      url: urls[0],
      der: crlDer({ by: hca, signer: makeKeys() }),
      version: { thisUpdate: clock().getTime(), crlNumber: undefined },
      fetchedAt: clock(),
    })
    expect(await takeUpStored({ trustStore: newTrustStore(), store, reader, clock })).toMatchObject([
      { outcome: 'refused' },
    ])
  })
})
