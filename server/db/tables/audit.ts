import { type ColumnType, type RawBuilder, sql } from 'kysely'
import type { CardType } from '../../../core/cards/card-types.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { Platform } from '../../../core/portal/platforms.ts'
import type { Queryable } from '../database.ts'

type AddedOnly<T> = ColumnType<T, T, never>

/** Rows are added by server/audit/audit.ts and never changed; the seal sets `block`, once. */
export interface AuditTable {
  id: AddedOnly<string>
  at: AddedOnly<Date>
  event: AddedOnly<string>
  step: AddedOnly<string | null>
  code: AddedOnly<ErrorCode | null>
  platform: AddedOnly<Platform | null>
  card_type: AddedOnly<CardType | null>
  person_id: AddedOnly<string | null>
  institution_code: AddedOnly<string | null>
  session_id: AddedOnly<string | null>
  challenge_jti: AddedOnly<string | null>
  address: AddedOnly<string | null>
  request_id: AddedOnly<string | null>
  detail: ColumnType<Record<string, unknown> | null, string | null, never>
  block: ColumnType<number | null, undefined, number>
}

/** A row as it is sealed: what the database has, to the microsecond and to the letter, which types of JavaScript lose. */
export interface AuditRowText {
  readonly id: string
  readonly at: string
  readonly event: string
  readonly step: string | null
  readonly code: string | null
  readonly platform: string | null
  readonly cardType: string | null
  readonly personId: string | null
  readonly institutionCode: string | null
  readonly sessionId: string | null
  readonly challengeJti: string | null
  readonly address: string | null
  readonly requestId: string | null
  /** As PostgreSQL writes jsonb. */
  readonly detail: string | null
}

export interface BlockRowText extends AuditRowText {
  readonly block: number | null
}

/** `2026-11-30T01:02:03.456000Z`, whatever the connection's time zone. */
export const exactTime = (column: 'at' | 'sealed_at'): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const asText = [
  sql<string>`id::text`.as('id'),
  exactTime('at').as('at'),
  'event',
  'step',
  'code',
  'platform',
  'card_type as cardType',
  sql<string | null>`person_id::text`.as('personId'),
  'institution_code as institutionCode',
  sql<string | null>`session_id::text`.as('sessionId'),
  'challenge_jti as challengeJti',
  'address',
  'request_id as requestId',
  sql<string | null>`detail::text`.as('detail'),
  'block',
] as const

/**
 * Marks the oldest rows that no block has as rows of this one, and answers them. What others have not yet committed is not
 * seen, and left for a later block; nobody is kept waiting.
 */
export async function takeUnsealedRows(query: Queryable, block: number, limit: number): Promise<AuditRowText[]> {
  return await query
    .updateTable('audit')
    .set({ block })
    .where('id', 'in', (select) =>
      select.selectFrom('audit').select('id').where('block', 'is', null).orderBy('id').limit(limit),
    )
    .where('block', 'is', null)
    .returning(asText)
    .execute()
}

export async function findRowTexts(query: Queryable, ids: readonly string[]): Promise<BlockRowText[]> {
  return await query
    .selectFrom('audit')
    .select(asText)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}

/** Ids of the rows that bear the number of this block. */
export async function findRowsOfBlock(query: Queryable, block: number): Promise<string[]> {
  const rows = await query.selectFrom('audit').select('id').where('block', '=', block).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** How many rows no block has yet, and the time of the oldest. */
export async function countUnsealedRows(
  query: Queryable,
): Promise<{ readonly count: number; readonly since: Date | null }> {
  const { count, since } = await query
    .selectFrom('audit')
    .where('block', 'is', null)
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.min('at').as('since')])
    .executeTakeFirstOrThrow()
  return { count: Number(count), since }
}
