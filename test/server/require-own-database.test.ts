import { afterAll, beforeAll, expect, it } from 'vitest'
import { requireOwnDatabase } from '../../server/require-own-database.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('a database stays that of the environment that used it first', async () => {
  await database.clear()
  await requireOwnDatabase(database, { environment: 'test' })
  await requireOwnDatabase(database, { environment: 'test' })
  await expect(requireOwnDatabase(database, { environment: 'production' })).rejects.toThrow('of the test environment')
})
