import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

/** The tables whose rows refer to a file of the store by `sha256`, and which of their rows do. */
const references = {
  announcement_attachments: sql`true`,
  download_files: sql`true`,
  shortcuts: sql`true`,
  support_report_schedules: sql`true`,
  support_report_files: sql`true`,
  // Until it has arrived, the hash is what is to come.
  claims_files: sql`received_at is not null`,
  claims_outputs: sql`true`,
  institution_imports: sql`true`,
}

/** Whether anything refers to the file of this content in the store. */
export async function isKept(query: Queryable, sha256: string): Promise<boolean> {
  const found = Object.entries(references).map(
    ([table, refers]) => sql`exists (select from ${sql.table(table)} where sha256 = ${sha256} and ${refers})`,
  )
  const { rows } = await sql<{ kept: boolean }>`select ${sql.join(found, sql` or `)} as kept`.execute(query)
  return rows[0]?.kept === true
}

/** Every file to which something refers. An earlier schema has some of the tables only: `tables` are those that there are. */
export async function findKept(
  query: Queryable,
  tables: Pick<ReadonlySet<string>, 'has'>,
): Promise<ReadonlySet<string>> {
  const all = new Set<string>()
  for (const [table, refers] of Object.entries(references).filter(([name]) => tables.has(name))) {
    const { rows } = await sql<{ sha256: string }>`
      select distinct sha256 from ${sql.table(table)} where ${refers}`.execute(query)
    for (const { sha256 } of rows) all.add(sha256)
  }
  return all
}
