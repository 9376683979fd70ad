import type { Clock } from '../clock.ts'
import { errorCode } from '../db/error-code.ts'
import type { Queryable } from '../db/database.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { takeUnsealedRows } from '../db/tables/audit.ts'
import { addBlock, type AuditBlock, findNewestBlock } from '../db/tables/audit-blocks.ts'
import type { JobKind } from '../jobs/job-kind.ts'
import type { Log } from '../log.ts'
import { blockHash, noHash, rowsHash } from './block-hash.ts'
import { toRowList } from './row-list.ts'

interface Parts {
  readonly database: PortalDatabase
  readonly clock: Clock
  readonly log: Pick<Log, 'info'>
}

/** Hashed in a few milliseconds: other requests do not feel it. */
export const rowsPerBlock = 1000

/** SQLSTATE unique_violation: another process has made the block of this number meanwhile. */
const uniqueViolation = '23505'

/**
 * Seals what is committed and not sealed. With the runner's second between two looks, a row is sealed at most 5 s after its
 * commit. Each block's hash is logged too, so that the operator's log keeps it apart from the database.
 */
export function sealAudit(parts: Parts): JobKind {
  return {
    kind: 'seal-audit',
    everySeconds: 3,
    leaseSeconds: 10,
    maximumAttempts: 1,
    async run(_payload, signal) {
      while ((await sealBlock(parts)) === rowsPerBlock) signal.throwIfAborted()
    },
  }
}

/** Answers how many rows were sealed: none when there was nothing to seal. */
export async function sealBlock({ database, clock, log }: Parts): Promise<number> {
  for (;;) {
    try {
      const block = await database.tx((query) => makeBlock(query, clock.now()))
      if (!block) return 0
      const { number, count, hash } = block
      log.info({ block: number, rows: count, hash }, 'audit sealed')
      return count
    } catch (error) {
      if (errorCode(error) !== uniqueViolation) throw error
    }
  }
}

async function makeBlock(query: Queryable, at: Date): Promise<AuditBlock | undefined> {
  const previous = await findNewestBlock(query)
  const number = (previous?.number ?? 0) + 1
  const taken = await takeUnsealedRows(query, number, rowsPerBlock)
  if (taken.length === 0) return undefined
  const rows = toRowList(taken)
  const content = {
    number,
    sealedAt: at.toISOString().replace('Z', '000Z'),
    count: taken.length,
    rowsHash: rowsHash(rows),
    previousHash: previous?.hash ?? noHash,
  }
  const block = { ...content, rows, hash: blockHash(content) }
  await addBlock(query, block, at)
  return block
}
