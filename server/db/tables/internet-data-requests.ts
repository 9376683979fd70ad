import type { Queryable } from '../database.ts'

export interface InternetDataRequestsTable {
  id: string
  institution_code: string
  requested_at: Date
  fulfilled_at: Date | null
}

/** 申請讀取Internet資料 */
export interface InternetDataRequest {
  readonly requestedAt: Date
  /** Null while it is open; an institution has at most one open request. */
  readonly fulfilledAt: Date | null
}

/** False when the institution has an open one. */
export async function addInternetDataRequest(
  query: Queryable,
  { id, institutionCode, at }: { readonly id: string; readonly institutionCode: string; readonly at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('internet_data_requests')
    .values({ id, institution_code: institutionCode, requested_at: at, fulfilled_at: null })
    .onConflict((conflict) => conflict.column('institution_code').where('fulfilled_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The institution that asked; undefined when there is no such open request. */
export async function fulfilInternetDataRequest(query: Queryable, id: string, at: Date): Promise<string | undefined> {
  const row = await query
    .updateTable('internet_data_requests')
    .set({ fulfilled_at: at })
    .where('id', '=', id)
    .where('fulfilled_at', 'is', null)
    .returning('institution_code')
    .executeTakeFirst()
  return row?.institution_code
}

export async function findLatestInternetDataRequest(
  query: Queryable,
  institutionCode: string,
): Promise<InternetDataRequest | undefined> {
  return await query
    .selectFrom('internet_data_requests')
    .select(['requested_at as requestedAt', 'fulfilled_at as fulfilledAt'])
    .where('institution_code', '=', institutionCode)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
