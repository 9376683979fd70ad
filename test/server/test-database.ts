import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { databaseOver, openPostgres, type PortalDatabase } from '../../server/db/open-database.ts'
import { createDatabase } from '../rigs/postgres.ts'
import { openInMemory } from '../../server/db/open-embedded.ts'

export interface TestDatabase extends PortalDatabase {
  /** Empties every table. */
  clear(): Promise<void>
}

/** Opening the engine takes longer than most tests: an embedded database that a file gave back serves the worker's next. */
const idle: TestDatabase[] = []

/** A migrated, empty database of the test file's own. Close it in afterAll. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const source = inject('databaseSource')
  if (source.kind === 'template') return await clearable(await copyTemplate(source.url, source.name))
  const database = idle.pop() ?? (await openImage(source.path))
  await database.clear()
  return database
}

async function openImage(path: string): Promise<TestDatabase> {
  const opened = await clearable(databaseOver(await openInMemory(new Blob([readFileSync(path)]))))
  const database: TestDatabase = {
    ...opened,
    close() {
      idle.push(database)
      return Promise.resolve()
    },
  }
  return database
}

let copies = 0

const copyTemplate = async (url: string, template: string): Promise<PortalDatabase> =>
  databaseOver(openPostgres(await createDatabase(url, `${template}_${process.pid}_${++copies}`, template)))

/**
 * One statement deletes everything, with foreign keys asleep: a tenth of what truncating all tables takes, whose files are
 * made anew each time.
 */
async function clearable(database: PortalDatabase): Promise<TestDatabase> {
  const tables = await database.query.introspection.getTables()
  const deletes = tables.filter(({ schema }) => schema === 'public').map(({ name }) => `delete from "${name}";`)
  const statement = `do $$ begin set local session_replication_role = replica; ${deletes.join(' ')} end $$`
  return { ...database, clear: async () => void (await sql.raw(statement).execute(database.query)) }
}
