import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import { Refusal } from '../command/outcome.ts'
import type { Queryable } from '../db/database.ts'
import { allMigrations, findDoneMigrations, migrateWithin } from '../db/migrate.ts'
import { applicationName, type PortalDatabase } from '../db/open-database.ts'
import type { Manifest } from './manifest.ts'
import { addRows, type Column, findTables } from './table-rows.ts'

/** Where everything is put up before it takes the place of what is there. */
const draft = 'restoring'

/** Whether any table of the portal has a row. */
export async function isEmpty({ query }: Pick<PortalDatabase, 'query'>): Promise<boolean> {
  for (const table of (await findTables(query)).keys()) {
    const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(query)
    if (rows.length > 0) return false
  }
  return true
}

/** Throws Refusal where an archive is of a later build, or of one whose migrations are not ours. */
export function requireKnownSchema({ migrations }: Pick<Manifest, 'migrations'>): void {
  const unknown = migrations.filter((name, at) => allMigrations[at] !== name)
  if (unknown.length === 0) return
  throw new Refusal(`the archive is of another version, whose schema this one does not know: ${unknown.join(', ')}`)
}

/**
 * Puts the archive's rows into a schema of the archive's own version, brings that to this build's, and puts it in the place of what is
 * there, all in one transaction: until its end nothing has changed. `load` hands over every row.
 */
export async function restoreDatabase(
  { query }: Pick<PortalDatabase, 'query'>,
  archive: Manifest,
  now: Date,
  load: (add: (table: string, lines: readonly string[]) => Promise<void>) => Promise<void>,
): Promise<void> {
  await query.transaction().execute(async (transaction) => {
    const run = (text: string) => sql.raw(text).execute(transaction)
    await run('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    await run(`set local lock_timeout = '20s'; set local timezone = 'UTC'`)
    await requireNobodyElse(transaction)
    const home = await schemaInUse(transaction)
    const before = await findTables(transaction)
    await run(`drop schema if exists ${draft} cascade; create schema ${draft}; set local search_path = ${draft}`)
    await migrateWithin(transaction, archive.migrations, now)

    const tables = await findTables(transaction)
    const wanted = columnsOf(archive, tables)
    const references = await takeReferences(transaction)
    // A migration may have written rows, which the archive has as they became.
    await run(`truncate ${[...tables.keys()].map(quoted).join(', ')}`)
    await load(async (table, lines) => {
      const columns = wanted.get(table)
      if (!columns) throw new Refusal(`the archive has rows of ${table}, which its manifest does not name`)
      await addRows(transaction, table, columns, lines)
    })
    for (const { table, name, definition } of references) {
      await run(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`)
    }
    await migrateWithin(transaction, allMigrations.slice(archive.migrations.length), now)
    await audit(transaction, now, { event: 'restore' })

    await run(`set local search_path = ${quoted(home)}`)
    const own = await tablesOf(transaction)
    const old = own.filter((table) => before.has(table) || table.startsWith('kysely_'))
    if (old.length > 0) await run(`drop table if exists ${old.map(quoted).join(', ')} cascade`)
    // Who came meanwhile: of the tables that are locked by now nobody reads or writes any more.
    await requireNobodyElse(transaction)
    for (const table of own) await run(`alter table ${draft}.${quoted(table)} set schema ${quoted(home)}`)
    await run(`drop schema ${draft}`)
  })
}

/** A server that is still running would go on in what replaces its tables, with sessions that are not there. */
async function requireNobodyElse(transaction: Queryable): Promise<void> {
  await sql`select pg_stat_clear_snapshot()`.execute(transaction)
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and application_name = ${applicationName} and pid <> pg_backend_pid()`.execute(
    transaction,
  )
  if (rows.length > 0)
    throw new Refusal('a server or command is still connected to the database: stop every server first')
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function schemaInUse(query: Queryable): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(query)
  return rows[0]?.name ?? 'public'
}

/** What was put up, Kysely's tables too. */
async function tablesOf(query: Queryable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = ${draft} order by tablename`.execute(query)
  return rows.map(({ name }) => name)
}

/** The columns of the archive's rows, with the types that the schema of its version gives them. */
function columnsOf(archive: Manifest, tables: ReadonlyMap<string, readonly Column[]>): Map<string, Column[]> {
  return new Map(
    archive.tables.map(({ name, columns }) => [
      name,
      columns.map((column) => {
        const found = tables.get(name)?.find((it) => it.name === column)
        if (!found) throw new Refusal(`the archive has ${name}.${column}, and its version’s schema has not`)
        return found
      }),
    ]),
  )
}

/** Rows come table by table, and some refer to later ones: references are put aside, and checked when they are put back. */
async function takeReferences(transaction: Queryable) {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select c.relname as table, f.conname as name, pg_get_constraintdef(f.oid) as definition
    from pg_constraint f join pg_class c on c.oid = f.conrelid
    where f.contype = 'f' and f.connamespace = current_schema()::regnamespace`.execute(transaction)
  for (const { table, name } of rows) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(transaction)
  }
  return rows
}

/** Throws Refusal where a later build has been: its tables would stay behind. */
export async function requireOwnSchema({ query }: Pick<PortalDatabase, 'query'>): Promise<void> {
  const later = (await findDoneMigrations(query)).filter((name) => !allMigrations.includes(name))
  if (later.length > 0) throw new Refusal(`the database is of a later version than this program: ${later.join(', ')}`)
}
