import { type Migration, Migrator, sql } from 'kysely'
import type { Queryable } from './database.ts'

/** Plain SQL, in the order of the names. A file that was released is never changed: a later one corrects it. */
const files = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true })

const migrations = Object.fromEntries(
  Object.entries(files).map(([path, text]): [string, Migration] => [
    path.replace(/^.*\/(.*)\.sql$/, '$1'),
    { up: async (database) => void (await sql.raw(text).execute(database)) },
  ]),
)

/** Brings the schema up to date. Several starting at once wait for each other; a failing file changes nothing. */
export async function migrate(database: Queryable): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? '(before the first file)'
  throw new Error(`database migration ${failed} failed`, { cause: error })
}
