import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { savePerson } from '../../../server/db/tables/people.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

const id = '018f0000-0000-7000-8000-000000000001'
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database.close())

const names = async () => (await database.query.selectFrom('people').select('name').execute()).map(({ name }) => name)

describe('tx', () => {
  it('keeps all of its work or none', async () => {
    const work = database.tx(async (transaction) => {
      await savePerson(transaction, { id, name: '甲', idNumber: null })
      throw new Error('half way')
    })
    await expect(work).rejects.toThrow('half way')
    expect(await names()).toEqual([])
  })

  it('starts anew after a serialization failure, and nothing of the failed try remains', async () => {
    let tries = 0
    await database.tx(async (transaction) => {
      tries++
      await savePerson(transaction, { id, name: `try ${tries}`, idNumber: null })
      if (tries < 3) await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(transaction)
    })
    expect(tries).toBe(3)
    expect(await names()).toEqual(['try 3'])
  })

  it('does not repeat work that failed for another reason', async () => {
    let tries = 0
    const work = database.tx(async (transaction) => {
      tries++
      await sql`select 1 / 0`.execute(transaction)
    })
    await expect(work).rejects.toMatchObject({ code: '22012' })
    expect(tries).toBe(1)
  })

  it('refuses the outer handle and another transaction inside, at once', async () => {
    const begun = performance.now()
    await expect(database.tx(() => names())).rejects.toThrow('used inside a transaction')
    await expect(database.tx(() => database.tx(() => Promise.resolve()))).rejects.toThrow('used inside a transaction')
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(await names()).toEqual([])
  })

  it('a hundred at once each see a whole state', async () => {
    await savePerson(database.query, { id, name: '0', idNumber: null })
    await Promise.all(
      Array.from({ length: 100 }, () =>
        database.tx(async (transaction) => {
          const row = await transaction.selectFrom('people').select('name').forUpdate().executeTakeFirstOrThrow()
          await savePerson(transaction, { id, name: String(Number(row.name) + 1), idNumber: null })
        }),
      ),
    )
    expect(await names()).toEqual(['100'])
  })
})

describe('the connection', () => {
  it('serves the next caller after a failed statement', async () => {
    await expect(sql`select nonsense`.execute(database.query)).rejects.toMatchObject({ code: '42703' })
    expect(await names()).toEqual([])
  })

  it('a hundred failing and succeeding statements at once each get their own answer', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, turn) => sql`select 1 / ${turn % 2}::int as one`.execute(database.query)),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
  })
})
