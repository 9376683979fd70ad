import { createHash } from 'node:crypto'
import type { AuditBlock } from '../db/tables/audit-blocks.ts'
import { netstrings } from './netstrings.ts'

/** What the first block has as the hash of the one before it. */
export const noHash = '0'.repeat(64)

/** SHA-256 of the row list, hex. */
export const rowsHash = (rows: Buffer): string => createHash('sha256').update(rows).digest('hex')

/** SHA-256, hex, over `audit-block/1`, number, time, count, hash of the rows and hash of the block before, as netstrings. */
export const blockHash = (block: Omit<AuditBlock, 'rows' | 'hash'>): string =>
  createHash('sha256')
    .update(
      netstrings([
        'audit-block/1',
        String(block.number),
        block.sealedAt,
        String(block.count),
        block.rowsHash,
        block.previousHash,
      ]),
    )
    .digest('hex')
