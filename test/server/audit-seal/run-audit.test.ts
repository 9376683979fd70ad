import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../../server/audit/audit.ts'
import { runAudit } from '../../../server/audit-seal/run-audit.ts'
import { sealBlock } from '../../../server/audit-seal/seal-audit.ts'
import { openDatabase, type PortalDatabase } from '../../../server/db/open-database.ts'
import { SettableClock } from '../settable-clock.ts'
import { operate } from '../trust/operator.ts'

const clock = new SettableClock()
let folder: string
let hash: string
const run = (...args: string[]) =>
  operate(args, { variables: { DATA_DIRECTORY: join(folder, 'data') }, clock, command: runAudit })

async function inDatabase(work: (database: PortalDatabase) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({ directory: join(folder, 'data/database') })
  await work(database)
  await database.close()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'))
  await inDatabase(async (database) => {
    for (const event of ['read', 'sign-in'] as const) await audit(database.query, clock.now(), { event })
    const log = { info: (entry: object) => void (hash = String(Reflect.get(entry, 'hash'))) }
    await sealBlock({ database, clock, log })
    await audit(database.query, clock.now(), { event: 'read' })
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('npm run audit -- verify tells what fits, what is not sealed yet, and by its exit code whether all is well', async () => {
  const { code, said } = await run('verify', `--expect-hash=${hash}`)
  expect(said).toContain(`1 blocks with 2 rows fit, the last ${hash}`)
  expect(said).toContain('1 rows not sealed yet since 2026-03-02T01:00:00.000Z')
  expect(code).toBe(0)

  const other = 'f'.repeat(64)
  expect(await run('verify', `--expect-hash=${other}`)).toMatchObject({ code: 3, said: expect.stringContaining(other) })
  expect(await run('verify', '--expect-hash=12')).toMatchObject({ code: 2, said: expect.stringContaining('the log') })
  expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('npm run audit -- verify') })

  let id = ''
  await inDatabase(async ({ query }) => {
    const { rows } = await sql<{
      id: string
    }>`update audit set event = 'read' where event = 'sign-in' returning id`.execute(query)
    id = rows[0]?.id ?? ''
  })
  const found = await run('verify')
  expect(found).toMatchObject({ code: 3, said: expect.stringContaining('Does not fit: block 1') })
  expect(found.said).toContain(`changed row ${id}`)
})
