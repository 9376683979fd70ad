import type { Queryable } from '../database.ts'

export interface RevocationListsTable {
  url: string
  der: Buffer
  this_update: Date
  fetched_at: Date
}

export interface RevocationListRecord {
  readonly url: string
  readonly der: Uint8Array
  readonly thisUpdate: Date
  readonly fetchedAt: Date
}

/** Every address with the time of its newest list. */
export async function findRevocationListHeads(query: Queryable): Promise<{ url: string; thisUpdate: Date }[]> {
  const rows = await query.selectFrom('revocation_lists').select(['url', 'this_update']).execute()
  return rows.map(({ url, this_update }) => ({ url, thisUpdate: this_update }))
}

export async function findRevocationList(query: Queryable, url: string): Promise<Uint8Array | undefined> {
  const row = await query.selectFrom('revocation_lists').select('der').where('url', '=', url).executeTakeFirst()
  return row && new Uint8Array(row.der)
}

/** Never puts an older list in the place of a newer one: another process may have been quicker. */
export async function saveRevocationList(query: Queryable, list: RevocationListRecord): Promise<void> {
  const row = { der: Buffer.from(list.der), this_update: list.thisUpdate, fetched_at: list.fetchedAt }
  await query
    .insertInto('revocation_lists')
    .values({ url: list.url, ...row })
    .onConflict((conflict) =>
      conflict.column('url').doUpdateSet(row).where('revocation_lists.this_update', '<=', list.thisUpdate),
    )
    .execute()
}
