import { sql } from 'kysely'
import type { Queryable } from '../db/database.ts'

export interface Column {
  readonly name: string
  /** As SQL writes it. */
  readonly type: string
}

/** Kysely's own: restored as the list of migrations, not as rows. */
const notOurs = 'kysely_%'

/** The tables of the current schema, each with its columns. */
export async function findTables(query: Queryable): Promise<Map<string, Column[]>> {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname not like ${notOurs}
      and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(query)
  const tables = new Map<string, Column[]>()
  for (const { table, name, type } of rows) tables.set(table, [...(tables.get(table) ?? []), { name, type }])
  return tables
}

/** Of the widest table they are 26 MB. */
const rowsAtOnce = 200

/**
 * Every row of a table as a JSON array of its columns as text, which is what both engines read back exactly. In a transaction: all of
 * them are of one moment.
 */
export async function* readRows(
  transaction: Queryable,
  table: string,
  columns: readonly string[],
): AsyncGenerator<string> {
  const texts = sql.join(columns.map((column) => sql`${sql.ref(column)}::text`))
  const cursor = sql.id(`rows_of_${table}`)
  await sql`declare ${cursor} no scroll cursor for select json_build_array(${texts})::text as line from ${sql.table(table)}`.execute(
    transaction,
  )
  for (let more = true; more;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from ${cursor}`.execute(transaction)
    for (const { line } of rows) yield line
    more = rows.length === rowsAtOnce
  }
  await sql`close ${cursor}`.execute(transaction)
}

/** Puts rows back that `readRows` has read. */
export async function addRows(
  transaction: Queryable,
  table: string,
  columns: readonly Column[],
  lines: readonly string[],
): Promise<void> {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  const values = sql.join(columns.map(({ type }, at) => sql`(row ->> ${sql.lit(at)})::${sql.raw(type)}`))
  await sql`insert into ${sql.table(table)} (${names})
    select ${values} from json_array_elements(${`[${lines.join(',')}]`}::json) as rows (row)`.execute(transaction)
}
