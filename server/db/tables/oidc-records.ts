import { type ColumnType, sql } from 'kysely'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

export interface OidcRecordsTable {
  platform: Platform
  kind: string
  id_hash: string
  payload: ColumnType<Record<string, unknown>, string, string>
  session_id: string | null
  client_id: string | null
  grant_hash: string | null
  uid: string | null
  consumed_at: Date | null
  expires_at: Date
}

/** The library's own, without its id. */
export type OidcPayload = Readonly<Record<string, unknown>>

export interface OidcKey {
  readonly platform: Platform
  readonly kind: string
  readonly idHash: string
}

export interface OidcRecord {
  readonly payload: OidcPayload
  readonly sessionId: string | null
  readonly clientId: string | null
  readonly grantHash: string | null
  readonly uid: string | null
  readonly expiresAt: Date
}

/** The name under which the library keeps a sign-in to a system. */
export const signInKind = 'Session'

export async function saveOidcRecord(query: Queryable, key: OidcKey, record: OidcRecord): Promise<void> {
  const row = toRow(record)
  await query
    .insertInto('oidc_records')
    .values({ platform: key.platform, kind: key.kind, id_hash: key.idHash, consumed_at: null, ...row })
    .onConflict((conflict) => conflict.columns(['platform', 'kind', 'id_hash']).doUpdateSet(row))
    .execute()
}

/** False when it was there before: of two at once, one is the first. */
export async function addOidcRecord(query: Queryable, key: OidcKey, record: OidcRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await query
    .insertInto('oidc_records')
    .values({ platform: key.platform, kind: key.kind, id_hash: key.idHash, consumed_at: null, ...toRow(record) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const toRow = ({ payload, sessionId, clientId, grantHash, uid, expiresAt }: OidcRecord) => ({
  payload: JSON.stringify(payload),
  session_id: sessionId,
  client_id: clientId,
  grant_hash: grantHash,
  uid,
  expires_at: expiresAt,
})

interface FoundRecord {
  readonly payload: OidcPayload
  readonly consumedAt: Date | null
}

export const findOidcRecord = (query: Queryable, { idHash, ...kind }: OidcKey, now: Date) =>
  findBy(query, 'id_hash', idHash, kind, now)

export const findOidcRecordByUid = (
  query: Queryable,
  { uid, ...kind }: Omit<OidcKey, 'idHash'> & { readonly uid: string },
  now: Date,
) => findBy(query, 'uid', uid, kind, now)

async function findBy(
  query: Queryable,
  column: 'id_hash' | 'uid',
  value: string,
  { platform, kind }: Omit<OidcKey, 'idHash'>,
  now: Date,
): Promise<FoundRecord | undefined> {
  const row = await query
    .selectFrom('oidc_records')
    .select(['payload', 'consumed_at'])
    .where('platform', '=', platform)
    .where('kind', '=', kind)
    .where(column, '=', value)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && { payload: row.payload, consumedAt: row.consumed_at }
}

/** False when it was used before: of two at once, one uses it. */
export async function consumeOidcRecord(
  query: Queryable,
  { platform, kind, idHash }: OidcKey,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('oidc_records')
    .set({ consumed_at: now })
    .where('platform', '=', platform)
    .where('kind', '=', kind)
    .where('id_hash', '=', idHash)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteOidcRecord(query: Queryable, { platform, kind, idHash }: OidcKey): Promise<void> {
  await query
    .deleteFrom('oidc_records')
    .where('platform', '=', platform)
    .where('kind', '=', kind)
    .where('id_hash', '=', idHash)
    .execute()
}

/** Of one kind, or all that was given by the grant, and the grant itself. */
export async function deleteOidcGrant(query: Queryable, grantHash: string, kind?: string): Promise<void> {
  await query
    .deleteFrom('oidc_records')
    .where('grant_hash', '=', grantHash)
    .$if(kind !== undefined, (some) => some.where('kind', '=', kind ?? ''))
    .execute()
}

/** A sign-in of a portal's session to a system. */
export interface SystemSignIn {
  readonly platform: Platform
  readonly clientId: string
  /** The system's own name for it. */
  readonly sid: string
}

/** Takes all away that a session's sign-ins have given: to every system, or to one. Answers the sign-ins. */
export async function takeSystemSignIns(
  query: Queryable,
  sessionId: string,
  clientId?: string,
): Promise<SystemSignIn[]> {
  const rows = await query
    .deleteFrom('oidc_records')
    .where('session_id', '=', sessionId)
    .$if(clientId !== undefined, (some) => some.where('client_id', '=', clientId ?? ''))
    .returning(['platform', 'kind', 'payload'])
    .execute()
  return rows
    .filter(({ kind }) => kind === signInKind)
    .flatMap(({ platform, payload }) =>
      Object.entries((payload['authorizations'] ?? {}) as Readonly<Record<string, { readonly sid: string }>>).map(
        ([clientId, { sid }]) => ({ platform, clientId, sid }),
      ),
    )
}

/** So many of the portal's sessions that are signed in to systems, with the systems: in order, those after one. */
export async function listSystemSignIns(
  query: Queryable,
  { now, after, limit }: { readonly now: Date; readonly after: string | undefined; readonly limit: number },
): Promise<{ readonly sessionId: string; readonly clientIds: readonly string[] }[]> {
  const rows = await query
    .selectFrom('oidc_records')
    .select(['session_id', sql<string[]>`array_agg(distinct client_id)`.as('client_ids')])
    .where('kind', '=', signInKind)
    .where('session_id', 'is not', null)
    .where('client_id', 'is not', null)
    .where('expires_at', '>', now)
    .$if(after !== undefined, (some) => some.where('session_id', '>', after ?? ''))
    .groupBy('session_id')
    .orderBy('session_id')
    .limit(limit)
    .execute()
  return rows.map(({ session_id, client_ids }) => ({ sessionId: session_id ?? '', clientIds: client_ids }))
}

export async function deleteExpiredOidcRecords(query: Queryable, now: Date): Promise<void> {
  await query.deleteFrom('oidc_records').where('expires_at', '<=', now).execute()
}
