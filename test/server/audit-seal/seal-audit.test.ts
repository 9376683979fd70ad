import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../../server/audit/audit.ts'
import { rowsPerBlock, sealAudit, sealBlock } from '../../../server/audit-seal/seal-audit.ts'
import { type ChainReport, verifyChain } from '../../../server/audit-seal/verify-chain.ts'
import type { PortalDatabase } from '../../../server/db/open-database.ts'
import { SettableClock } from '../settable-clock.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

let database: TestDatabase
const clock = new SettableClock()
let logged: object[]
const parts = (over: PortalDatabase = database) => ({
  database: over,
  clock,
  log: { info: (entry: object) => void logged.push(entry) },
})

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  await database.clear()
  logged = []
})
afterAll(() => database.close())

const add = (event: 'read' | 'sign-in' = 'read') =>
  audit(database.query, clock.now(), { event, address: '192.0.2.1', detail: { reason: '廢止', b: 1 } })
const blocks = () => database.query.selectFrom('audit_blocks').selectAll().orderBy('number').execute()
const rows = () => database.query.selectFrom('audit').selectAll().orderBy('id').execute()
const verify = (...wanted: string[]): Promise<ChainReport> => verifyChain(database.query, wanted)

/** Three blocks of two rows each. */
async function sealThree(): Promise<void> {
  for (let block = 0; block < 3; block++) {
    await add()
    await add('sign-in')
    clock.advance(3)
    await sealBlock(parts())
  }
}

describe('sealing', () => {
  it('takes what is committed, says the hash in the log, and makes no block of nothing', async () => {
    expect(await sealBlock(parts())).toBe(0)
    await add()
    await add()
    expect(await sealBlock(parts())).toBe(2)
    const [block] = await blocks()
    expect(block).toMatchObject({ number: 1, count: 2, sealed_at: clock.now(), previous_hash: '0'.repeat(64) })
    expect(logged).toEqual([{ block: 1, rows: 2, hash: block?.hash }])
    expect((await rows()).map((row) => row.block)).toEqual([1, 1])
    expect(await sealBlock(parts())).toBe(0)
    expect(await blocks()).toHaveLength(1)
  })

  it('a row that is committed late goes into a later block, though its id is lower', async () => {
    const early = clock.now()
    clock.advance(1)
    await add()
    await sealBlock(parts())
    await audit(database.query, early, { event: 'sign-in' })
    await sealBlock(parts())
    expect((await rows()).map(({ event, block }) => [event, block])).toEqual([
      ['sign-in', 2],
      ['read', 1],
    ])
    expect(await verify()).toMatchObject({ blocks: 2, rows: 2, misfit: undefined })
  })

  it('more rows than a block holds make several blocks in one run', async () => {
    await sql`insert into audit (id, at, event)
      select gen_random_uuid(), ${clock.now()}, 'read' from generate_series(1, ${rowsPerBlock + 5})`.execute(
      database.query,
    )
    await sealAudit(parts()).run({}, AbortSignal.timeout(20_000))
    expect((await blocks()).map(({ count }) => count)).toEqual([rowsPerBlock, 5])
    expect(await verify()).toMatchObject({ blocks: 2, rows: rowsPerBlock + 5, misfit: undefined })
  })

  it('by several processes at once makes one block of each number, and each row is in one', async () => {
    for (let row = 0; row < 30; row++) await add()
    await Promise.all(Array.from({ length: 10 }, () => sealBlock(parts())))
    const { misfit, rows, unsealed } = await verify()
    expect({ misfit, rows, unsealed: unsealed.count }).toEqual({ misfit: undefined, rows: 30, unsealed: 0 })
  })

  it('starts anew when another process has made the block first', async () => {
    await add()
    let tries = 0
    const contested: PortalDatabase = {
      ...database,
      tx(work) {
        if (++tries > 1) return database.tx(work)
        return Promise.reject(Object.assign(new Error('duplicate key'), { code: '23505' }))
      },
    }
    expect(await sealBlock(parts(contested))).toBe(1)
    expect(tries).toBe(2)
  })
})

describe('verifying', () => {
  beforeEach(sealThree)

  const statement = (text: string) => sql.raw(text).execute(database.query)
  const none = { changed: [], missing: [], added: [] }

  it('finds nothing where nothing was touched, and names what is not sealed yet', async () => {
    expect(await verify()).toMatchObject({ blocks: 3, rows: 6, misfit: undefined, unsealed: { count: 0, since: null } })
    const since = clock.now()
    await add()
    expect((await verify()).unsealed).toEqual({ count: 1, since })
  })

  it.each([
    ["event = 'read'"],
    ["at = at + interval '1 microsecond'"],
    ["address = ''"],
    ['detail = null'],
    ['detail = detail || \'{"b": 2}\''],
    ['person_id = gen_random_uuid()'],
    ['block = 3'],
    ['block = null'],
  ])('a row that was changed is named: %s', async (change) => {
    const id = (await rows())[3]?.id
    await statement(`update audit set ${change} where id = '${id}'`)
    expect((await verify()).misfit).toEqual({ ...none, block: 2, fault: 'rows', changed: [id] })
  })

  it('a row that was deleted is named', async () => {
    const id = (await rows())[2]?.id
    await statement(`delete from audit where id = '${id}'`)
    expect((await verify()).misfit).toEqual({ ...none, block: 2, fault: 'rows', missing: [id] })
  })

  it('a row that was put into a sealed block is named', async () => {
    const id = '01956f1e-0c00-7000-8000-000000000001'
    await statement(`insert into audit (id, at, event, block) values ('${id}', now(), 'read', 2)`)
    expect((await verify()).misfit).toEqual({ ...none, block: 2, fault: 'rows', added: [id] })
  })

  it('rows whose places were exchanged are named', async () => {
    const [, , one, other] = await rows()
    await statement(`update audit set event = case event when 'read' then 'sign-in' else 'read' end where block = 2`)
    expect((await verify()).misfit).toEqual({ ...none, block: 2, fault: 'rows', changed: [one?.id, other?.id] })
  })

  it('the newest block without its rows’ word for it, and one from the middle, are missed', async () => {
    const newest = (await rows()).slice(4).map(({ id }) => id)
    await statement('delete from audit_blocks where number = 3')
    expect((await verify()).misfit).toEqual({ ...none, block: 3, fault: 'missing', added: newest })
    await statement('delete from audit_blocks where number = 1')
    expect((await verify()).misfit).toMatchObject({ block: 1, fault: 'missing' })
  })

  it('the newest block, gone with all its rows, is missed by whoever has its hash from the log', async () => {
    const hash = (await blocks())[2]?.hash ?? ''
    expect((await verify(hash)).found).toEqual(new Set([hash]))
    await statement('delete from audit where block = 3')
    await statement('delete from audit_blocks where number = 3')
    const { misfit, found } = await verify(hash)
    expect({ misfit, found }).toEqual({ misfit: undefined, found: new Set() })
  })

  it('blocks that changed places do not follow each other', async () => {
    await statement('update audit_blocks set number = 0 where number = 1')
    await statement('update audit_blocks set number = 1 where number = 2')
    await statement('update audit_blocks set number = 2 where number = 0')
    expect((await verify()).misfit).toEqual({ ...none, block: 1, fault: 'chain' })
  })

  it.each([
    ["sealed_at = sealed_at + interval '1 microsecond'", 'hash'],
    ['count = count + 1', 'hash'],
    [`rows_hash = '${'0'.repeat(64)}'`, 'hash'],
    [`hash = '${'0'.repeat(64)}'`, 'hash'],
    [`previous_hash = '${'0'.repeat(64)}'`, 'chain'],
    ["rows = rows || '\\x00'", 'list'],
  ])('a block in which something was changed is named: %s', async (change, fault) => {
    await statement(`update audit_blocks set ${change} where number = 2`)
    expect((await verify()).misfit).toEqual({ ...none, block: 2, fault })
  })

  it('a block that was made anew in all its parts does not fit the one after it', async () => {
    const id = (await rows())[2]?.id
    await statement(`update audit set address = '' where id = '${id}'`)
    await statement('update audit set block = null where block >= 2')
    const kept = (await blocks())[2]
    await statement('delete from audit_blocks where number >= 2')
    await sealBlock(parts())
    expect((await verify()).misfit).toBeUndefined()
    expect((await verify(kept?.hash ?? '')).found).toEqual(new Set())
    await database.query
      .insertInto('audit_blocks')
      .values(kept ?? [])
      .execute()
    expect((await verify()).misfit).toMatchObject({ block: 3, fault: 'chain' })
  })
})
