import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findRevocationFetches, saveRevocationFetch } from '../../../server/db/tables/revocation-fetches.ts'
import {
  findRevocationList,
  findRevocationListHeads,
  saveRevocationList,
} from '../../../server/db/tables/revocation-lists.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.clear())

const url = 'http://pki.localhost/hca.crl'
const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const version = (day: number, crlNumber?: string) => ({ thisUpdate: at(day).getTime(), crlNumber })
const save = (der: Uint8Array, day: number, of = url, crlNumber?: string) =>
  database.tx((query) =>
    saveRevocationList(query, { url: of, der, version: version(day, crlNumber), fetchedAt: at(day) }),
  )
const load = (of = url) => findRevocationList(database.query, of)

describe('a stored revocation list', () => {
  it.each([1, 65_536, 65_537, 200_000])('of %d octets comes back whole', async (length) => {
    const der = randomBytes(length)
    await save(der, 1)
    await save(randomBytes(10), 1, 'http://pki.localhost/other.crl')
    expect(Buffer.from((await load()) ?? [])).toEqual(der)
  })

  it('is replaced by a newer one, also by a shorter one', async () => {
    await save(randomBytes(200_000), 1)
    await save(new Uint8Array([1, 2]), 2)
    expect(await load()).toEqual(new Uint8Array([1, 2]))
    expect(await findRevocationListHeads(database.query)).toEqual([{ url, version: version(2) }])
  })

  it('is replaced by one of the same second, and known by its number', async () => {
    await save(new Uint8Array([1]), 1, url, '05')
    await save(new Uint8Array([2]), 1, url, '06')
    expect(await load()).toEqual(new Uint8Array([2]))
    expect(await findRevocationListHeads(database.query)).toEqual([{ url, version: version(1, '06') }])
  })

  it('is never replaced by an older one: another process may have been quicker', async () => {
    await save(new Uint8Array([2]), 2)
    await save(new Uint8Array([1]), 1)
    expect(await load()).toEqual(new Uint8Array([2]))
  })

  it('saved by two at once is one of the two, never a mixture', async () => {
    const lists = [1, 2].map((octet) => new Uint8Array(200_000).fill(octet))
    await Promise.all(lists.map((der) => save(der, 3)))
    expect(new Set((await load()) ?? []).size).toBe(1)
  })

  it('that was never stored is undefined', async () => {
    expect(await load()).toBeUndefined()
  })
})

it('what is known of fetching an address is kept, the newest alone', async () => {
  const fetch = { url, nextAt: at(1), failures: 2, etag: null, lastModified: null, thisUpdate: null }
  await saveRevocationFetch(database.query, fetch)
  const next = { ...fetch, failures: 0, etag: '"v1"', lastModified: 'Sat, 10 Jan 2026 00:00:00 GMT', thisUpdate: at(2) }
  await saveRevocationFetch(database.query, next)
  expect(await findRevocationFetches(database.query)).toEqual([next])
})
