import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDemoPki } from '../../demo/pki/make-demo-pki.ts'
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
afterAll(() => database.close())

describe('the revocation lists of a process', () => {
  it('come from the database at its start, and count as missing when they have run out meanwhile', async () => {
    const clock = new SettableClock()
    const pki = await makeDemoPki({ now: clock.now() })
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
})
