import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseOver, openPostgres, type PortalDatabase } from '../../server/db/open-database.ts'
import { Postgres, whyNoPostgres } from './postgres.ts'

const missing = whyNoPostgres()

describe('PostgreSQL', missing === undefined ? suite : () => it('runs', ({ skip }) => skip(missing)))

function suite() {
  let postgres: Postgres
  let database: PortalDatabase
  beforeAll(async () => {
    postgres = await Postgres.start()
    database = databaseOver(openPostgres(postgres.url))
  })
  afterAll(async () => {
    await database.close()
    postgres.stop()
  })

  const answers = async () => (await sql<{ one: number }>`select 1 as one`.execute(database.query)).rows

  async function terminate(pid: number | undefined): Promise<void> {
    const administrator = new Client({ connectionString: postgres.url })
    await administrator.connect()
    // Answered once it is gone.
    await administrator.query('select pg_terminate_backend($1, 5000)', [pid])
    await administrator.end()
  }

  it('that breaks a connection between two statements of a transaction fails that transaction and nothing else', async () => {
    const broken = database.tx(async (query) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(query)
      await terminate(rows[0]?.pid)
      await sql`select 1`.execute(query)
    })
    await expect(broken).rejects.toThrow()
    expect(await answers()).toEqual([{ one: 1 }])
  })

  it('that crashed and recovered is used again', async () => {
    expect(await answers()).toEqual([{ one: 1 }])
    await postgres.crash()
    await expect(answers()).rejects.toThrow()
    postgres.recover()
    expect(await answers()).toEqual([{ one: 1 }])
  })
}
