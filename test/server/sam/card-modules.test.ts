import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type PortalDatabase } from '../../../server/db/open-database.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { addSamApplication } from '../../../server/db/tables/sam-applications.ts'
import { addSamModule, findSamModule } from '../../../server/db/tables/sam-modules.ts'
import { readSamAuthority } from '../../../server/pki/sam-authority.ts'
import { makeModuleFile, newSecret } from '../../../server/sam/make-module-file.ts'
import { runSam } from '../../../server/sam/operator/run-sam.ts'
import { SettableClock } from '../settable-clock.ts'
import { clinic } from '../test-portal.ts'
import { operate } from '../trust/operator.ts'
import { writeAuthority } from './authority-files.ts'

const clock = new SettableClock()
const code = '900000000012'
const day = 86_400_000
let folder: string
let authority: string
/** The certificate of a module, in a file. */
let certificateOf: (module: string, of?: { institution?: string; daysFrom?: number; by?: string }) => Promise<string>

const sam = (...args: string[]) =>
  operate(args, {
    command: runSam,
    variables: { SAM_DIRECTORY: authority, DATA_DIRECTORY: join(folder, 'data') },
    clock,
  })

async function inDatabase<T>(work: (database: PortalDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ directory: join(folder, 'data/database') })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function newAuthority(): Promise<string> {
  const path = mkdtempSync(join(folder, 'authority-'))
  await writeAuthority(path)
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'card-modules-'))
  authority = await newAuthority()
  certificateOf = async (module, { institution = clinic.code, daysFrom = -1, by = authority } = {}) => {
    const { issuer } = await readSamAuthority(by, {})
    if (!issuer) throw new Error('an authority that issues nothing')
    const at = (days: number) => new Date(clock.now().getTime() + days * day)
    const validity = { notBefore: at(daysFrom), notAfter: at(daysFrom + 30) }
    const subject = { module, institution, institutionName: clinic.name, environment: 'test' } as const
    const { certificate } = await makeModuleFile(subject, newSecret(), issuer, validity)
    const path = join(folder, `${module}-${Math.random()}.cer`)
    writeFileSync(path, certificate.der)
    return path
  }
  // Opening a database takes longer than all the rest: the tests share what is in it, in their order.
  await inDatabase(async ({ query }) => {
    await saveInstitution(query, clinic)
    const contact = { name: '聯絡', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' }
    const place = { institutionCode: clinic.code, at: clock.now() }
    await addSamApplication(query, { id: application, number: application, contact, pageKey: '{}', ...place })
    await addSamModule(query, { ...appliedFor, applicationId: application })
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const application = '018f0000-0000-7000-8000-0000000000aa'
const appliedFor = {
  code: '901000000042',
  institutionCode: clinic.code,
  environment: 'test',
  certificate: Uint8Array.of(0x30, 0x00),
  serialNumber: '01',
  notBefore: clock.now(),
  notAfter: clock.now(),
  container: null,
  issuedAt: clock.now(),
} as const

describe('a module on a card', { timeout: 60_000 }, () => {
  it('is refused when it is another authority’s, over, of nobody’s institution, or no certificate', async () => {
    const noCertificate = join(folder, 'text.cer')
    writeFileSync(noCertificate, 'not a certificate')
    const refused: [string, string][] = [
      [await certificateOf(code, { by: await newAuthority() }), 'ERR_SAM_FOREIGN'],
      [await certificateOf(code, { daysFrom: -60 }), 'ERR_SAM_EXPIRED'],
      [await certificateOf(code, { institution: '5901999027' }), 'there is no institution 5901999027'],
      [noCertificate, 'no certificate'],
      [join(folder, 'nowhere.cer'), 'there is no such file'],
    ]
    for (const [path, words] of refused)
      expect([words, await sam('card', path)]).toMatchObject([words, { code: 1, said: expect.stringContaining(words) }])
  })

  it('is taken up by its certificate, once', async () => {
    const path = await certificateOf(code)
    expect(await sam('card', path)).toMatchObject({ code: 0, said: expect.stringContaining(`Module ${code}`) })
    expect(await sam('card', path)).toMatchObject({ code: 1, said: expect.stringContaining('already') })
  })

  it('is revoked for good, once; one that was applied for is not revoked so, nor one that there is not', async () => {
    expect(await sam('revoke-card', code)).toMatchObject({ code: 0, said: expect.stringContaining(code) })
    for (const [module, words] of [
      [code, 'already'],
      [appliedFor.code, 'back office'],
      ['900000000099', 'no module'],
    ] as const)
      expect(await sam('revoke-card', module)).toMatchObject({ code: 1, said: expect.stringContaining(words) })
  })

  it('stands in the table without an application, and both are in the audit', async () => {
    await inDatabase(async ({ query }) => {
      expect(await findSamModule(query, code)).toMatchObject({
        applicationId: null,
        institutionCode: clinic.code,
        environment: 'test',
        revokedAt: clock.now(),
      })
      expect(await findSamModule(query, appliedFor.code)).toMatchObject({ revokedAt: null })
      const detail = { module: code, actor: 'command' }
      expect(await query.selectFrom('audit').select(['event', 'detail']).orderBy('id').execute()).toEqual([
        { event: 'record-module', detail },
        { event: 'revoke-module', detail },
      ])
    })
  })

  it('the command says what it wants', async () => {
    expect(await sam('card')).toMatchObject({ code: 2 })
    expect(await sam('revoke-card', '12')).toMatchObject({ code: 2, said: expect.stringContaining('12 digits') })
    expect(await operate(['card', 'x.cer'], { command: runSam, variables: {}, clock })).toMatchObject({
      code: 2,
      said: expect.stringContaining('SAM_DIRECTORY'),
    })
  })
})
