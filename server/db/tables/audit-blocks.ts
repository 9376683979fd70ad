import { sql } from 'kysely'
import type { Queryable } from '../database.ts'
import { exactTime } from './audit.ts'

export interface AuditBlocksTable {
  number: number
  sealed_at: Date
  count: number
  rows: Buffer
  rows_hash: string
  previous_hash: string
  hash: string
}

/** A sealed part of the audit (server/audit-seal). */
export interface AuditBlock {
  /** From 1 on, without gaps. */
  readonly number: number
  /** `2026-11-30T01:02:03.456000Z`, to the microsecond as the database has it. */
  readonly sealedAt: string
  readonly count: number
  readonly rows: Buffer
  readonly rowsHash: string
  readonly previousHash: string
  readonly hash: string
}

export async function findNewestBlock(query: Queryable): Promise<Pick<AuditBlock, 'number' | 'hash'> | undefined> {
  return await query
    .selectFrom('audit_blocks')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Throws SQLSTATE 23505 when another process has made the block of this number. */
export async function addBlock(query: Queryable, block: Omit<AuditBlock, 'sealedAt'>, sealedAt: Date): Promise<void> {
  await query
    .insertInto('audit_blocks')
    .values({
      number: block.number,
      sealed_at: sealedAt,
      count: block.count,
      rows: block.rows,
      rows_hash: block.rowsHash,
      previous_hash: block.previousHash,
      hash: block.hash,
    })
    .execute()
}

/** In the order of their numbers. */
export async function findBlocksAfter(query: Queryable, number: number, limit: number): Promise<AuditBlock[]> {
  return await query
    .selectFrom('audit_blocks')
    .select([
      'number',
      exactTime('sealed_at').as('sealedAt'),
      'count',
      'rows',
      'rows_hash as rowsHash',
      'previous_hash as previousHash',
      'hash',
    ])
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** The first number that more or fewer rows bear than its block counts, or that is no block's. */
export async function findMiscountedBlock(query: Queryable): Promise<number | undefined> {
  const row = await query
    .selectFrom((from) =>
      from
        .selectFrom('audit')
        .where('block', 'is not', null)
        .groupBy('block')
        .select(({ fn }) => ['block', fn.countAll<string>().as('rows')])
        .as('borne'),
    )
    .leftJoin('audit_blocks', 'audit_blocks.number', 'borne.block')
    .where(sql<boolean>`audit_blocks.count is distinct from borne.rows`)
    .orderBy('borne.block')
    .limit(1)
    .select('borne.block')
    .executeTakeFirst()
  return row?.block ?? undefined
}
