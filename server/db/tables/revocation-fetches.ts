import type { Queryable } from '../database.ts'

export interface RevocationFetchesTable {
  url: string
  next_at: Date
  failures: number
  etag: string | null
  last_modified: string | null
  this_update: Date | null
}

export interface RevocationFetchRecord {
  readonly url: string
  readonly nextAt: Date
  readonly failures: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly thisUpdate: Date | null
}

export async function findRevocationFetches(query: Queryable): Promise<RevocationFetchRecord[]> {
  const rows = await query.selectFrom('revocation_fetches').selectAll().execute()
  return rows.map((row) => ({
    url: row.url,
    nextAt: row.next_at,
    failures: row.failures,
    etag: row.etag,
    lastModified: row.last_modified,
    thisUpdate: row.this_update,
  }))
}

export async function saveRevocationFetch(query: Queryable, fetch: RevocationFetchRecord): Promise<void> {
  const row = {
    next_at: fetch.nextAt,
    failures: fetch.failures,
    etag: fetch.etag,
    last_modified: fetch.lastModified,
    this_update: fetch.thisUpdate,
  }
  await query
    .insertInto('revocation_fetches')
    .values({ url: fetch.url, ...row })
    .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
    .execute()
}
