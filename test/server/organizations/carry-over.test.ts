import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type PortalDatabase } from '../../../server/db/open-database.ts'
import { findInstitutionServices } from '../../../server/db/tables/institution-services.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { runCarryOver } from '../../../server/organizations/carry-over/run-carry-over.ts'
import { SettableClock } from '../settable-clock.ts'
import { clinic, pharmacy } from '../test-portal.ts'
import { operate } from '../trust/operator.ts'

const clock = new SettableClock()
const hospital = { ...clinic, code: '0901999031', name: '示範仁樂醫院', type: 'hospital' as const }
let folder: string
const list = (...lines: string[]) => {
  const path = join(folder, 'list.csv')
  writeFileSync(path, `\uFEFF# institution,last filed,services\r\n${lines.join('\r\n')}\r\n`)
  return path
}
const run = (...args: string[]) =>
  operate(args, { variables: { DATA_DIRECTORY: join(folder, 'data') }, clock, command: runCarryOver })
async function inDatabase<T>(work: (database: PortalDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ directory: join(folder, 'data/database') })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
/** What is applied for at each, and what the audit says of it. */
const written = () =>
  inDatabase(async ({ query }) => {
    const codes = [clinic.code, hospital.code, pharmacy.code]
    const services: (readonly string[])[] = []
    for (const institutionCode of codes) {
      const found = await findInstitutionServices(query, { institutionCode, platform: 'internet' })
      services.push(found.map(({ service }) => service))
    }
    const audit = await query
      .selectFrom('audit')
      .select(['event', 'platform', 'person_id', 'institution_code', 'detail'])
      .orderBy('id')
      .execute()
    return { services, audit }
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carry-over-'))
  await inDatabase(async ({ query }) => {
    for (const institution of [clinic, pharmacy, hospital]) await saveInstitution(query, institution)
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('npm run carry-over', { timeout: 60_000 }, () => {
  const path = () =>
    list(
      `${clinic.code},2026-07-01`,
      `${pharmacy.code},2026-06-30`,
      `${hospital.code}, 2026-12-31 ,A.01 A.06 J`,
      '0000000000,2026-12-01',
    )

  it('--dry-run tells what would be kept, and writes nothing', async () => {
    const { code, said } = await run(path(), '--cut-over=2027-01-01', '--dry-run')
    expect(code).toBe(0)
    expect(said).toContain('A dry run')
    expect(said).toContain('2 institutions, 3 services added')
    expect(await written()).toEqual({ services: [[], [], []], audit: [] })
  })

  it('keeps the services of who filed within half a year to the day; the others apply anew', async () => {
    const { code, said } = await run(path(), '--cut-over=2027-01-01')
    expect(code).toBe(0)
    expect(said).toContain('Kept: 2 institutions, 3 services added')
    expect(said).toContain('To apply anew: 1 institutions')
    expect(said).toContain('No such institution: 0000000000')
    const { services, audit } = await written()
    // 醫療費用申報 where nothing else is known; J is for the VPN platform alone.
    expect(services).toEqual([['A.01'], ['A.01', 'A.06'], []])
    expect(audit).toHaveLength(3)
    expect(audit[0]).toEqual({
      event: 'carry-over-service',
      platform: 'internet',
      person_id: null,
      institution_code: clinic.code,
      detail: { service: 'A.01', 'cut-over': '2027-01-01', 'last-filed': '2026-07-01' },
    })
  })

  it('run again, changes nothing', async () => {
    const before = await written()
    expect((await run(path(), '--cut-over=2027-01-01')).said).toContain('2 institutions, 0 services added')
    expect(await written()).toEqual(before)
  })

  it('counts as many months as it is told', async () => {
    expect((await run(path(), '--cut-over=2027-01-01', '--months=7', '--dry-run')).said).toContain(
      '3 institutions, 1 services added',
    )
  })

  it('a list with a wrong line is refused whole', async () => {
    const wrong = list(
      `${pharmacy.code},2026-12-31`,
      `${clinic.code},2026-13-01`,
      '12,2026-12-01',
      `${clinic.code},2026-12-01,A.02`,
    )
    const { code, said } = await run(wrong, '--cut-over=2027-01-01')
    expect(code).toBe(1)
    expect(said).toContain('in 3 lines: 3, 4, 5')
    expect((await written()).services).toEqual([['A.01'], ['A.01', 'A.06'], []])
  })

  it('says how it is used, and what is missing', async () => {
    expect(await run(path())).toMatchObject({ code: 2, said: expect.stringContaining('--cut-over must be') })
    expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('<file> must be') })
    expect(await run(path(), '--cut-over=2027-01-01', '--months=0')).toMatchObject({ code: 2 })
    expect(await run(join(folder, 'none.csv'), '--cut-over=2027-01-01')).toMatchObject({
      code: 1,
      said: expect.stringContaining('cannot be read'),
    })
    expect((await run('--help')).said).toContain('npm run carry-over -- <file> --cut-over=<day>')
  })
})
