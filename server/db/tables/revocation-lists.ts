import type { Queryable } from '../database.ts'

export interface RevocationListsTable {
  url: string
  this_update: Date
  crl_number: string | null
  fetched_at: Date
}

export interface RevocationListPartsTable {
  url: string
  part: number
  der: Buffer
}

interface RevocationListVersion {
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  /** Hex. */
  readonly crlNumber: string | undefined
}

export interface RevocationListRecord {
  readonly url: string
  readonly der: Uint8Array
  readonly version: RevocationListVersion
  readonly fetchedAt: Date
}

/** As in migration 0005: what the embedded database takes in well under the time that anybody notices. */
const partLength = 65_536

/** Every address with what its newest list is. */
export async function findRevocationListHeads(
  query: Queryable,
): Promise<Pick<RevocationListRecord, 'url' | 'version'>[]> {
  const rows = await query.selectFrom('revocation_lists').select(['url', 'this_update', 'crl_number']).execute()
  return rows.map(({ url, this_update, crl_number }) => ({
    url,
    version: { thisUpdate: this_update.getTime(), crlNumber: crl_number ?? undefined },
  }))
}

export async function findRevocationList(query: Queryable, url: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts = await query
    .selectFrom('revocation_list_parts')
    .select('der')
    .where('url', '=', url)
    .orderBy('part')
    .execute()
  if (parts.length === 0) return undefined
  const der = new Uint8Array(parts.reduce((length, part) => length + part.der.length, 0))
  let at = 0
  for (const part of parts) {
    der.set(part.der, at)
    at += part.der.length
  }
  return der
}

/**
 * In a transaction. Never puts a list of an earlier second in the place of a newer one: another process may have been
 * quicker, and the row of the address makes those that come at once wait for each other.
 */
export async function saveRevocationList(transaction: Queryable, list: RevocationListRecord): Promise<void> {
  const { url, der, version, fetchedAt } = list
  const thisUpdate = new Date(version.thisUpdate)
  const row = { this_update: thisUpdate, crl_number: version.crlNumber ?? null, fetched_at: fetchedAt }
  const saved = await transaction
    .insertInto('revocation_lists')
    .values({ url, ...row })
    .onConflict((conflict) =>
      conflict.column('url').doUpdateSet(row).where('revocation_lists.this_update', '<=', thisUpdate),
    )
    .executeTakeFirst()
  if (saved.numInsertedOrUpdatedRows !== 1n) return
  await transaction.deleteFrom('revocation_list_parts').where('url', '=', url).execute()
  for (let part = 0; part * partLength < der.length; part++) {
    const octets = der.subarray(part * partLength, (part + 1) * partLength)
    await transaction
      .insertInto('revocation_list_parts')
      .values({ url, part, der: Buffer.from(octets.buffer, octets.byteOffset, octets.length) })
      .execute()
  }
}
