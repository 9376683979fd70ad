import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../core/check/check-report.ts'
import { runCheckReport } from '../../../server/check/run-check-report.ts'
import { openDatabase } from '../../../server/db/open-database.ts'
import { addCheckReport } from '../../../server/db/tables/check-reports.ts'
import { SettableClock } from '../settable-clock.ts'
import { operate } from '../trust/operator.ts'

const clock = new SettableClock()
let folder: string
const run = (...args: string[]) =>
  operate(args, { variables: { DATA_DIRECTORY: join(folder, 'data') }, clock, command: runCheckReport })

const report: CheckReport = {
  version: 1,
  madeAt: Date.parse('2026-03-02T00:59:00Z'),
  extension: '1.4.2',
  results: [
    { id: 'card-service', finding: 'missing', milliseconds: 3 },
    { id: 'readers', finding: 'found', details: { readers: 'IT-500U\u001b[2J\u202e' }, milliseconds: 3 },
  ],
}
const newer = { ...report, results: [{ id: 'not-invented-yet', finding: 'x', milliseconds: 1 }] }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'check-report-'))
  const database = await openDatabase({ directory: join(folder, 'data/database') })
  const sentAt = clock.now()
  const kept = { platform: 'vpn', sentAt, expiresAt: new Date(sentAt.getTime() + 1000) } as const
  await addCheckReport(database.query, { ...kept, code: '7K2M-9QXD', report })
  await addCheckReport(database.query, { ...kept, code: '0000-0001', report: newer as unknown as CheckReport })
  await database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('npm run check-report', { timeout: 60_000 }, () => {
  it.each(['7K2M-9QXD', '7k2m 9qxd'])('shows the report of %s, what is not right first', async (code) => {
    const { code: exit, said } = await run(code)
    expect(exit).toBe(0)
    expect(said).toContain('7K2M-9QXD  健保資訊網服務系統(VPN)  2026-03-02T01:00:00.000Z')
    expect(said.indexOf('[card-service: missing]')).toBeLessThan(said.indexOf('[readers: found]'))
    for (const character of '\u001b\u202e') expect(said).not.toContain(character)
  })

  it('--json tells all of it, without a character that commands the terminal', async () => {
    const { code, said } = await run('7K2M-9QXD', '--json')
    expect(code).toBe(0)
    for (const character of '\u001b\u202e') expect(said).not.toContain(character)
    expect(JSON.parse(said)).toMatchObject({ code: '7K2M-9QXD', platform: 'vpn', report })
  })

  it('a report of another version is told by --json alone', async () => {
    expect(await run('0000-0001')).toMatchObject({ code: 1, said: expect.stringContaining('--json') })
    expect((await run('0000-0001', '--json')).said).toContain('not-invented-yet')
  })

  it('a code that leads to none, and one that is none', async () => {
    expect(await run('7K2M-9QXE')).toMatchObject({ code: 1, said: expect.stringContaining('no report 7K2M-9QXE') })
    expect(await run('7K2M')).toMatchObject({ code: 2, said: expect.stringContaining('<code> must be') })
    expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('npm run check-report -- <code>') })
    expect(await run('--help')).toMatchObject({ code: 0, said: expect.stringContaining('<code> [--json]') })
  })

  it('one whose time is over is not found', async () => {
    clock.advance(1)
    expect((await run('7K2M-9QXD')).code).toBe(1)
  })
})
