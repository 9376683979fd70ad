import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInMemory } from '../../../server/db/open-embedded.ts'

let pool: Awaited<ReturnType<typeof openInMemory>>
beforeAll(async () => {
  pool = await openInMemory()
  const client = await pool.connect()
  await client.query('create table things (name text primary key)', [])
  client.release()
})
afterAll(() => pool.end())

async function run(...statements: string[]): Promise<unknown[]> {
  const client = await pool.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) ({ rows } = await client.query(statement, []))
    return rows
  } finally {
    client.release()
  }
}

describe('the only connection', () => {
  it('is never handed on inside a transaction that its last user left open', async () => {
    await run('begin', "insert into things values ('left behind')")
    expect(await run('select name from things')).toEqual([])
    await run("insert into things values ('kept')")
    await run('rollback')
    expect(await run('select name from things')).toEqual([{ name: 'kept' }])
  })

  it('is never handed on inside a transaction that failed', async () => {
    await expect(run('begin', 'select nonsense')).rejects.toMatchObject({ code: '42703' })
    expect(await run('select 1 as one')).toEqual([{ one: 1 }])
  })

  it('refuses a client that was released', async () => {
    const client = await pool.connect()
    client.release()
    client.release()
    await expect(client.query('select 1', [])).rejects.toThrow('released already')
    expect(await run('select 1 as one')).toEqual([{ one: 1 }])
  })

  it('lets timers fire however many statements wait', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 10)
    const begun = performance.now()
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (performance.now() - begun < 300) await run('select count(*) from generate_series(1, 2000)')
      }),
    )
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })

  it('refuses callers once it is closed', async () => {
    const other = await openInMemory()
    await other.end()
    await expect(other.connect()).rejects.toThrow('the database is closed')
  })
})
