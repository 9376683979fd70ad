import { type ColumnType, type Selectable, sql } from 'kysely'
import type { ArchiveRefusal } from '../../../core/claims/archive-refusals.ts'
import type { ClaimsResult } from '../../../core/claims/check.ts'
import type { ClaimsOutput, ClaimsState } from '../../../core/claims/submission.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'
import { removeShortcuts } from './shortcuts.ts'

export interface ClaimsFilesTable {
  id: string
  institution_code: string
  platform: Platform
  person_id: string | null
  name: string
  with_orders: boolean
  size: number
  sha256: string
  received: ColumnType<number, number | undefined, number>
  state: ClaimsState
  attempts: ColumnType<number, number | undefined, number>
  begun_at: Date
  received_at: Date | null
  checked_at: Date | null
  refusal: ArchiveRefusal | null
  result: ColumnType<Record<string, unknown> | null, string | null, string | null>
  expires_at: Date
}

export interface ClaimsOutputsTable {
  file_id: string
  kind: OutputKind
  sha256: string
  size: number
}

/** What the check has found, and where in the file of findings (bytes) those of a rule are. */
export interface StoredResult extends ClaimsResult {
  readonly places: Readonly<Record<string, { readonly from: number; readonly bytes: number }>>
}

export type OutputKind = ClaimsOutput | 'findings'

export interface ClaimsOutputFile {
  readonly kind: OutputKind
  readonly sha256: string
  readonly size: number
}

/** A file that an institution has sent for the pre-check. */
export interface ClaimsFileRecord {
  readonly id: string
  readonly institutionCode: string
  readonly platform: Platform
  readonly personId: string | null
  readonly name: string
  readonly withOrders: boolean
  readonly size: number
  readonly sha256: string
  readonly received: number
  readonly state: ClaimsState
  readonly begunAt: Date
  readonly receivedAt: Date | null
  readonly checkedAt: Date | null
  readonly refusal: ArchiveRefusal | null
  readonly result: StoredResult | null
  readonly expiresAt: Date
}

/** Whose a file is: one institution's files on the two portals are apart. */
export interface ClaimsOwner {
  readonly institutionCode: string
  readonly platform: Platform
}

const toRecord = (row: Selectable<ClaimsFilesTable>): ClaimsFileRecord => ({
  id: row.id,
  institutionCode: row.institution_code,
  platform: row.platform,
  personId: row.person_id,
  name: row.name,
  withOrders: row.with_orders,
  size: row.size,
  sha256: row.sha256,
  received: row.received,
  state: row.state,
  begunAt: row.begun_at,
  receivedAt: row.received_at,
  checkedAt: row.checked_at,
  refusal: row.refusal,
  // What this server wrote itself.
  result: row.result as StoredResult | null,
  expiresAt: row.expires_at,
})

type NewClaimsFile = Omit<ClaimsFileRecord, 'received' | 'receivedAt' | 'checkedAt' | 'refusal' | 'result' | 'state'>

export async function addClaimsFile(query: Queryable, file: NewClaimsFile): Promise<void> {
  await query
    .insertInto('claims_files')
    .values({
      id: file.id,
      institution_code: file.institutionCode,
      platform: file.platform,
      person_id: file.personId,
      name: file.name,
      with_orders: file.withOrders,
      size: file.size,
      sha256: file.sha256,
      state: 'receiving',
      begun_at: file.begunAt,
      received_at: null,
      checked_at: null,
      refusal: null,
      result: null,
      expires_at: file.expiresAt,
    })
    .execute()
}

const ownedBy = (query: Queryable, { institutionCode, platform }: ClaimsOwner) =>
  query.selectFrom('claims_files').where('institution_code', '=', institutionCode).where('platform', '=', platform)

export async function findClaimsFile(
  query: Queryable,
  owner: ClaimsOwner,
  id: string,
): Promise<ClaimsFileRecord | undefined> {
  const row = await ownedBy(query, owner).where('id', '=', id).selectAll().executeTakeFirst()
  return row && toRecord(row)
}

/** Those of one name that are not checked yet, the newest first. */
export async function findUnchecked(query: Queryable, owner: ClaimsOwner, name: string): Promise<ClaimsFileRecord[]> {
  const rows = await ownedBy(query, owner)
    .where('name', '=', name)
    .where('state', 'in', ['receiving', 'waiting'])
    .selectAll()
    .orderBy('begun_at', 'desc')
    .execute()
  return rows.map(toRecord)
}

export async function countUnchecked(query: Queryable, owner: ClaimsOwner): Promise<number> {
  const counted = await ownedBy(query, owner)
    .where('state', 'in', ['receiving', 'waiting'])
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(counted.count)
}

/** Newest first. `page` counts from 1. */
export async function listClaimsFiles(
  query: Queryable,
  owner: ClaimsOwner,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly files: readonly ClaimsFileRecord[]; readonly total: number }> {
  const counted = await ownedBy(query, owner)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await ownedBy(query, owner)
    .selectAll()
    .orderBy('begun_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return { files: rows.map(toRecord), total: Number(counted.count) }
}

/** How many were received before it and wait, of whatever institution. */
export async function countAhead(query: Queryable, { id, receivedAt }: ClaimsFileRecord): Promise<number> {
  const { count } = await query
    .selectFrom('claims_files')
    .where('state', '=', 'waiting')
    .where((rows) => rows(rows.refTuple('received_at', 'id'), '<', rows.tuple(receivedAt, id)))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** False when another part came first, or the file is gone. */
export async function countReceived(
  query: Queryable,
  { id, received }: ClaimsFileRecord,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('claims_files')
    .set({ received: now })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .where('received', '=', received)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** It waits for its check from now on. False when it did already, or is gone. */
export async function putInTurn(query: Queryable, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('claims_files')
    .set({ state: 'waiting', received_at: at })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The one that was received first, with how often its check was begun, this time included. */
export async function takeNextInTurn(
  query: Queryable,
): Promise<{ readonly file: ClaimsFileRecord; readonly attempts: number } | undefined> {
  const row = await query
    .updateTable('claims_files')
    .set({ attempts: sql<number>`attempts + 1` })
    .where('id', '=', (rows) =>
      rows
        .selectFrom('claims_files')
        .where('state', '=', 'waiting')
        .orderBy('received_at')
        .orderBy('id')
        .limit(1)
        .select('id'),
    )
    .returningAll()
    .executeTakeFirst()
  return row && { file: toRecord(row), attempts: row.attempts }
}

/** Keeps what came of a check. False when the file was taken back meanwhile. */
export async function saveOutcome(
  query: Queryable,
  id: string,
  at: Date,
  outcome:
    | {
        readonly state: 'correct' | 'faulty'
        readonly result: StoredResult
        readonly outputs: readonly ClaimsOutputFile[]
      }
    | { readonly state: 'refused'; readonly refusal: ArchiveRefusal },
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('claims_files')
    .set({
      state: outcome.state,
      checked_at: at,
      ...(outcome.state === 'refused' ? { refusal: outcome.refusal } : { result: JSON.stringify(outcome.result) }),
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (outcome.state !== 'refused') {
    await query
      .insertInto('claims_outputs')
      .values(outcome.outputs.map((output) => ({ ...output, file_id: id })))
      .execute()
  }
  return true
}

export async function findOutput(
  query: Queryable,
  fileId: string,
  kind: OutputKind,
): Promise<ClaimsOutputFile | undefined> {
  return await query
    .selectFrom('claims_outputs')
    .where('file_id', '=', fileId)
    .where('kind', '=', kind)
    .select(['kind', 'sha256', 'size'])
    .executeTakeFirst()
}

/** With what its check found, also under 下載捷徑專區, where it has the same id. */
export async function removeClaimsFile(query: Queryable, id: string): Promise<void> {
  await query.deleteFrom('claims_files').where('id', '=', id).execute()
  await removeShortcuts(query, [id])
}

/** The same for those whose time is over, and for uploads begun before a time and not ended. Answers how many. */
export async function removeExpiredClaims(query: Queryable, now: Date, begunBefore: Date): Promise<number> {
  const gone = await query
    .deleteFrom('claims_files')
    .where((rows) =>
      rows.or([
        rows('expires_at', '<=', now),
        rows.and([rows('state', '=', 'receiving'), rows('begun_at', '<', begunBefore)]),
      ]),
    )
    .returning('id')
    .execute()
  await removeShortcuts(
    query,
    gone.map(({ id }) => id),
  )
  return gone.length
}
