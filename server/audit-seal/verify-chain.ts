import type { Queryable } from '../db/database.ts'
import { type BlockRowText, countUnsealedRows, findRowsOfBlock, findRowTexts } from '../db/tables/audit.ts'
import { type AuditBlock, findBlocksAfter, findMiscountedBlock } from '../db/tables/audit-blocks.ts'
import { blockHash, noHash, rowsHash } from './block-hash.ts'
import { rowHash } from './row-hash.ts'
import { readRowList, rowListLength } from './row-list.ts'
import { rowsPerBlock } from './seal-audit.ts'

/** What can be wrong with a block, from the chain down to its rows. */
export type Fault =
  /** There is none of this number, though later ones or rows of it. */
  | 'missing'
  /** It does not name the hash of the block before it. */
  | 'chain'
  /** Its own hash is not that of what stands in it. */
  | 'hash'
  /** Its list of rows is not the one that was sealed: which rows were is not known any more. */
  | 'list'
  | 'rows'

export interface Misfit {
  readonly block: number
  readonly fault: Fault
  /** Ids of rows. `added` bear the block's number without being in its list; there is none when it is `missing`. */
  readonly changed: readonly string[]
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

export interface ChainReport {
  /** Blocks and rows that fit, and the last of the blocks. */
  readonly blocks: number
  readonly rows: number
  readonly newest: Pick<AuditBlock, 'number' | 'hash' | 'sealedAt'> | undefined
  /** The first block that does not fit. */
  readonly misfit: Misfit | undefined
  /** Hashes of the blocks that fit and were asked for. */
  readonly found: ReadonlySet<string>
  readonly unsealed: { readonly count: number; readonly since: Date | null }
}

const blocksAtOnce = 100
const nothing = { changed: [], missing: [], added: [] } as const

/** Checks every block, the chain and every sealed row. `query` is a transaction that sees one state throughout. */
export async function verifyChain(query: Queryable, wanted: readonly string[] = []): Promise<ChainReport> {
  const miscounted = await findMiscountedBlock(query)
  const found = new Set<string>()
  let newest: AuditBlock | undefined
  let rows = 0
  const report = async (misfit?: Misfit): Promise<ChainReport> => ({
    blocks: newest?.number ?? 0,
    rows,
    newest,
    misfit,
    found,
    unsealed: await countUnsealedRows(query),
  })

  for (let page = await nextBlocks(query, 0); page.length > 0; page = await nextBlocks(query, newest?.number ?? 0)) {
    for (const group of groups(page)) {
      const present = await rowsOf(query, group)
      for (const block of group) {
        const fault = judgeBlock(block, newest)
        if (fault === 'missing') return await report(await missingBlock(query, (newest?.number ?? 0) + 1))
        if (fault) return await report({ ...nothing, block: block.number, fault })
        const misfit = await judgeRows(query, block, present, block.number === miscounted)
        if (misfit) return await report(misfit)
        newest = block
        rows += block.count
        if (wanted.includes(block.hash)) found.add(block.hash)
      }
    }
  }
  return await report(miscounted === undefined ? undefined : await missingBlock(query, miscounted))
}

const missingBlock = async (query: Queryable, block: number): Promise<Misfit> => ({
  ...nothing,
  block,
  fault: 'missing',
  added: await findRowsOfBlock(query, block),
})

const nextBlocks = (query: Queryable, after: number) => findBlocksAfter(query, after, blocksAtOnce)

/** Consecutive blocks whose rows are read together: no more than one full block has. */
function groups(blocks: readonly AuditBlock[]): AuditBlock[][] {
  const made: AuditBlock[][] = []
  let room = 0
  for (const block of blocks) {
    const last = made.at(-1)
    const size = rowListLength(block.rows)
    if (last && size <= room) last.push(block)
    else {
      made.push([block])
      room = rowsPerBlock
    }
    room -= size
  }
  return made
}

async function rowsOf(query: Queryable, blocks: readonly AuditBlock[]): Promise<Map<string, BlockRowText>> {
  const rows = await findRowTexts(
    query,
    blocks.flatMap(({ rows }) => [...readRowList(rows).keys()]),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function judgeBlock(block: AuditBlock, previous: AuditBlock | undefined): Fault | undefined {
  if (block.number !== (previous?.number ?? 0) + 1) return 'missing'
  if (block.previousHash !== (previous?.hash ?? noHash)) return 'chain'
  if (block.hash !== blockHash(block)) return 'hash'
  if (block.rowsHash !== rowsHash(block.rows)) return 'list'
  return undefined
}

async function judgeRows(
  query: Queryable,
  { number, rows }: AuditBlock,
  present: ReadonlyMap<string, BlockRowText>,
  miscounted: boolean,
): Promise<Misfit | undefined> {
  const listed = readRowList(rows)
  const missing: string[] = []
  const changed: string[] = []
  for (const [id, hash] of listed) {
    const row = present.get(id)
    if (!row) missing.push(id)
    else if (row.block !== number || !rowHash(row).equals(hash)) changed.push(id)
  }
  // Looked for only where the count tells that there are some: without an index it reads the whole table.
  const added = miscounted ? (await findRowsOfBlock(query, number)).filter((id) => !listed.has(id)) : []
  if (missing.length + changed.length + added.length === 0) return undefined
  return { block: number, fault: 'rows', changed, missing, added }
}
