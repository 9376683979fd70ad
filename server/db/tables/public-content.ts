import { sql } from 'kysely'
import type { Queryable } from '../database.ts'

export interface PublicContentTable {
  one: boolean
  edition: number
}

/** To be called in each transaction that writes what anybody may read: what was drawn before it is good no more. */
export async function beginEdition(query: Queryable): Promise<void> {
  await sql`
    insert into public_content (edition) values (1)
    on conflict (one) do update set edition = public_content.edition + 1`.execute(query)
}

/** 0 before anything was written. */
export async function readEdition(query: Queryable): Promise<number> {
  const row = await query.selectFrom('public_content').select('edition').executeTakeFirst()
  return row?.edition ?? 0
}
