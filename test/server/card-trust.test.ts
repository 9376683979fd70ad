import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeTestPki } from '../demo/test-pki.ts'
import { createCardTrust } from '../../server/card-trust.ts'
import { demoFetch, demoTrustRows } from '../../server/demo-trust.demo.ts'
import type { Log } from '../../server/log.ts'
import { SettableClock } from './settable-clock.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} } as Log
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database.close())

describe('the revocation lists of a process', () => {
  it('come from the database at its start, and count as missing when they have run out meanwhile', async () => {
    const clock = new SettableClock()
    const pki = await makeTestPki(clock.now())
    const start = () =>
      createCardTrust({
        rows: demoTrustRows(pki),
        query: database.query,
        clock,
        log,
        fetch: demoFetch(pki, clock),
      })
    const first = start()
    const all = first.missing()
    expect(all.length).toBeGreaterThan(0)
    await first.refreshJob.run({}, AbortSignal.timeout(10_000))
    expect(first.missing()).toEqual([])

    const second = start()
    await second.takeUp()
    expect(second.missing()).toEqual([])
    clock.advance(30 * 86_400)
    expect(second.missing()).toEqual(all)
    await second.refreshJob.run({}, AbortSignal.timeout(10_000))
    expect(second.missing()).toEqual([])
  })
  it('are fetched once for all processes, each when its time has come, and missing ones on demand', async () => {
    const clock = new SettableClock()
    const pki = await makeTestPki(clock.now())
    const asked: string[] = []
    const demo = demoFetch(pki, clock)
    let isAway = true
    const start = () =>
      createCardTrust({
        rows: demoTrustRows(pki),
        query: database.query,
        clock,
        log,
        fetch: async (input, init) => {
          asked.push(new Request(input).url)
          if (isAway) throw new TypeError('fetch failed')
          return await demo(input, init)
        },
      })
    const [first, second] = [start(), start()]
    const all = first.missing()
    const stop = AbortSignal.timeout(10_000)
    await first.refreshJob.run({}, stop)
    await second.refreshJob.run({}, stop)
    expect(asked.toSorted()).toEqual(all.toSorted())

    isAway = false
    await second.fetchMissing(stop)
    expect(second.missing()).toEqual([])
    await first.takeUp()
    expect(first.missing()).toEqual([])
    asked.length = 0
    clock.advance(3000)
    await first.refreshJob.run({}, stop)
    expect(asked).toEqual([])
    clock.advance(600)
    await first.refreshJob.run({}, stop)
    expect(asked.toSorted()).toEqual(all.toSorted())
  })
})
