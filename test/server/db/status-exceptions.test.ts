import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../server/db/new-id.ts'
import {
  addStatusException,
  endStatusException,
  findOpenException,
  findStatusException,
  findStatusExceptions,
} from '../../../server/db/tables/status-exceptions.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.clear())
afterAll(() => database.close())

const authority = 'a'.repeat(64)
const from = new Date('2026-03-02T01:00:00Z')
const after = (hours: number) => new Date(from.getTime() + hours * 3_600_000)

async function add(hours: number, change: { authoritySha256?: string; openFrom?: Date; reason?: string } = {}) {
  const exception = {
    id: newId(from),
    authoritySha256: authority,
    openFrom: from,
    openUntil: after(hours),
    reason: '憑證機構公告停機',
    setBy: 'ops-7',
    ...change,
  }
  await addStatusException(database.query, exception)
  return exception
}

describe('an exception to hard fail', () => {
  it('is open from its first moment to before its last, for its authority alone', async () => {
    const added = await add(2)
    const open = (now: Date, sha256 = authority) => findOpenException(database.query, sha256, now)
    expect(await open(from)).toEqual({ ...added, ended: null })
    expect(await open(new Date(after(2).getTime() - 1))).toMatchObject({ id: added.id })
    expect(await open(after(2))).toBeUndefined()
    expect(await open(new Date(from.getTime() - 1))).toBeUndefined()
    expect(await open(from, 'b'.repeat(64))).toBeUndefined()
  })

  it('is over once somebody ended it, once and with their name', async () => {
    const { id } = await add(2)
    const ended = { at: after(1), by: 'ops-8' }
    expect(await endStatusException(database.query, id, ended)).toBe(true)
    expect(await findOpenException(database.query, authority, after(1))).toBeUndefined()
    expect(await endStatusException(database.query, id, { at: after(1.5), by: 'ops-9' })).toBe(false)
    expect(await findStatusException(database.query, id)).toMatchObject({ ended })
  })

  it('that ran out cannot be ended any more', async () => {
    const { id } = await add(2)
    expect(await endStatusException(database.query, id, { at: after(2), by: 'ops-8' })).toBe(false)
  })

  it('of several the one that stays open longest is found', async () => {
    await add(1)
    const { id } = await add(3)
    await add(2)
    expect(await findOpenException(database.query, authority, from)).toMatchObject({ id })
    expect(await findStatusExceptions(database.query, 2)).toHaveLength(2)
  })

  it('is never longer than 72 hours, without a reason, or over before it begins', async () => {
    await expect(add(72.1)).rejects.toThrow('status_exceptions')
    await expect(add(1, { reason: '' })).rejects.toThrow('status_exceptions')
    await expect(add(0)).rejects.toThrow('status_exceptions')
    await expect(add(72)).resolves.toBeDefined()
  })
})
