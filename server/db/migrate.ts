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

/**
 * Brings the schema up to date. Several starting at once wait for each other; a failing file changes nothing. A schema that a
 * later build has brought further stays: migrations leave the servers before them working (docs/administration.md).
 */
export async function migrate(database: Queryable): Promise<void> {
  const isReady = await isAhead(database).catch((cause: unknown) => {
    throw new Error('the database cannot be reached', { cause })
  })
  if (isReady) return
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? '(before the first file)'
  throw new Error(`database migration ${failed} failed`, { cause: error })
}

/** The names of this build's files, in order. */
export const allMigrations: readonly string[] = Object.keys(migrations).toSorted()

/** Files of this build that the database has not had. */
export async function findMissingMigrations(database: Queryable): Promise<string[]> {
  const done = new Set(await findDoneMigrations(database))
  return allMigrations.filter((name) => !done.has(name))
}

/** What the database has had, in order; nothing where it is new. */
export async function findDoneMigrations(database: Queryable): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(database)
  if (found[0]?.there !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database)
  return rows.map(({ name }) => name)
}

async function isAhead(database: Queryable): Promise<boolean> {
  const done = new Set(await findDoneMigrations(database))
  return done.size > allMigrations.length && allMigrations.every((name) => done.has(name))
}

/**
 * Runs these files in the current schema, in the caller's transaction, and writes them down as Kysely does, whose migrator wants
 * transactions of its own.
 */
export async function migrateWithin(transaction: Queryable, names: readonly string[], now: Date): Promise<void> {
  await sql
    .raw(
      `create table if not exists kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
      create table if not exists kysely_migration_lock (id varchar(255) primary key, is_locked integer not null default 0);
      insert into kysely_migration_lock (id) values ('migration_lock') on conflict do nothing`,
    )
    .execute(transaction)
  for (const name of names) {
    await migrations[name]?.up(transaction)
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${now.toISOString()})`.execute(
      transaction,
    )
  }
}
