import { command } from '../command/command.ts'
import { withPortalDatabase } from '../command/open-portal-database.ts'
import { NotInOrder } from '../command/outcome.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { sql } from 'kysely'
import { parameters } from './parameters.ts'
import { type ChainReport, type Fault, type Misfit, verifyChain } from './verify-chain.ts'

export const verify = command({
  usage: 'verify [--expect-hash=<hash from the log> …]',
  does: '檢查稽核紀錄是否完整、未被竄改。Checks every block of the audit, the chain and the rows; exit code 3 when something does not fit.',
  takes: parameters,
  async run({ 'expect-hash': expected }, parts) {
    const report = await withPortalDatabase(parts, (database) => atOneMoment(database, expected))
    parts.operator.tell(told(report))
    const faults = [
      ...(report.misfit ? [misfitText(report.misfit)] : []),
      ...expected
        .filter((hash) => !report.found.has(hash))
        .map((hash) => `不符 Does not fit: no block that fits has the hash ${hash}`),
    ]
    if (faults.length > 0) throw new NotInOrder(faults.join('\n'))
    parts.operator.tell('相符 Fits.')
  },
})

/** The portal may be running: the check sees one state of the tables, however long it takes. */
const atOneMoment = ({ query }: PortalDatabase, expected: readonly string[]): Promise<ChainReport> =>
  query
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await sql`set local statement_timeout = 0`.execute(transaction)
      return await verifyChain(transaction, expected)
    })

function told({ blocks, rows, newest, unsealed }: ChainReport): string {
  const sealed = newest ? `, the last ${newest.hash} of ${newest.sealedAt}` : ''
  const since = unsealed.since ? ` since ${unsealed.since.toISOString()}` : ''
  return `${blocks} blocks with ${rows} rows fit${sealed}\n${unsealed.count} rows not sealed yet${since}`
}

const faultTexts: Readonly<Record<Fault, string>> = {
  missing: 'there is no such block, though there are rows of it or later blocks',
  chain: 'it does not follow from the block before it',
  hash: 'what stands in the block is not what was sealed',
  list: 'the block’s list of rows is not what was sealed',
  rows: 'its rows are not those that were sealed',
}

/** More would not help whoever reads it: the database has the rest. */
const longest = 100

function misfitText({ block, fault, ...rows }: Misfit): string {
  const lines = (['changed', 'missing', 'added'] as const).flatMap((what) => {
    const named = rows[what].slice(0, longest).map((id) => `  ${what} row ${id}`)
    const left = rows[what].length - longest
    return left > 0 ? named.concat(`  and ${left} more ${what}`) : named
  })
  return [`不符 Does not fit: block ${block}: ${faultTexts[fault]}`, ...lines].join('\n')
}
