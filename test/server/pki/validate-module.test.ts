import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../../core/cards/environments.ts'
import { addSamApplication } from '../../../server/db/tables/sam-applications.ts'
import { addSamModule, revokeSamModule, setRevocationAsked } from '../../../server/db/tables/sam-modules.ts'
import { saveInstitution } from '../../../server/db/tables/institutions.ts'
import { newId } from '../../../server/db/new-id.ts'
import type { SamAuthority } from '../../../server/pki/sam-authority.ts'
import { moduleValidator } from '../../../server/pki/validate-module.ts'
import { makeModuleFile, type MadeModule, newSecret } from '../../../server/sam/make-module-file.ts'
import { makeTestAuthority } from '../sam/authority-files.ts'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'
import { clinic } from '../test-portal.ts'

let database: TestDatabase
let authority: SamAuthority
beforeAll(async () => {
  database = await openTestDatabase()
  authority = await makeTestAuthority()
})
beforeEach(async () => {
  await database.clear()
  await saveInstitution(database.query, clinic)
})
afterAll(() => database.close())

const now = new Date('2026-03-02T01:00:00Z')
const validity = { notBefore: new Date('2026-03-01T00:00:00Z'), notAfter: new Date('2029-03-01T00:00:00Z') }
const code = '901000000042'

function make(
  by = authority,
  {
    module = code,
    institution = clinic.code,
    environment = 'test',
  }: { module?: string; institution?: string; environment?: Environment } = {},
): Promise<MadeModule> {
  if (!by.issuer) throw new Error('an authority that issues nothing')
  return makeModuleFile(
    { module, institution, institutionName: clinic.name, environment },
    newSecret(),
    by.issuer,
    validity,
  )
}

async function record({ certificate }: MadeModule): Promise<void> {
  const { query } = database
  const applicationId = newId(now)
  const contact = { name: '聯絡', phone: '02-2345-6789', mobile: '', email: 'sam@example.tw' }
  const place = { institutionCode: clinic.code, at: now }
  await addSamApplication(query, { id: applicationId, number: applicationId, contact, pageKey: '{}', ...place })
  await addSamModule(query, {
    code,
    applicationId,
    institutionCode: clinic.code,
    environment: 'test',
    certificate: certificate.der,
    serialNumber: certificate.serialNumber,
    ...validity,
    issuedAt: now,
    container: '',
  })
}

const validate = ({ certificate }: MadeModule, at = now, by: SamAuthority | undefined = authority) =>
  moduleValidator(by)(database.query, certificate.der, at)
const foreign = { code: 'ERR_SAM_FOREIGN' }

describe('a module', () => {
  it('that the portal issued and recorded is good, and tells whose it is', async () => {
    const module = await make()
    await record(module)
    const facts = await validate(module)
    expect(facts).toMatchObject({
      module: code,
      institution: clinic.code,
      institutionName: clinic.name,
      environment: 'test',
      ...validity,
    })
    expect(facts.publicKey.type).toBe('ec')
  })

  it('of another authority is foreign, as every one is where the portal has none', async () => {
    const module = await make(await makeTestAuthority())
    await record(module)
    await expect(validate(module)).rejects.toMatchObject(foreign)
    await expect(moduleValidator(undefined)(database.query, module.certificate.der, now)).rejects.toMatchObject(foreign)
  })

  it('of the other environment’s authority is foreign', async () => {
    const production = await makeTestAuthority('production')
    const module = await make(production, { module: '001000000042', environment: 'production' })
    await expect(validate(module)).rejects.toMatchObject(foreign)
  })

  it('that was signed and never recorded is foreign', async () => {
    await expect(validate(await make())).rejects.toMatchObject(foreign)
  })

  it('of a code under which another one is recorded is foreign', async () => {
    await record(await make())
    await expect(validate(await make())).rejects.toMatchObject(foreign)
  })

  it('is refused from the moment its revocation is asked for, and once it is revoked', async () => {
    const module = await make()
    await record(module)
    await setRevocationAsked(database.query, code, now)
    await expect(validate(module)).rejects.toMatchObject({ code: 'ERR_SAM_REVOKED', details: { module: code } })
    await revokeSamModule(database.query, code, now)
    await expect(validate(module)).rejects.toMatchObject({ code: 'ERR_SAM_REVOKED' })
  })

  it('is refused before and after its dates', async () => {
    const module = await make()
    await record(module)
    await expect(validate(module, new Date('2026-02-28T23:59:59Z'))).rejects.toMatchObject({
      code: 'ERR_SAM_NOT_YET_VALID',
    })
    await expect(validate(module, new Date('2029-03-01T00:00:01Z'))).rejects.toMatchObject({ code: 'ERR_SAM_EXPIRED' })
  })

  it('that is no certificate is foreign', async () => {
    const validator = moduleValidator(authority)
    await expect(validator(database.query, Uint8Array.of(1, 2, 3), now)).rejects.toMatchObject(foreign)
  })
})

describe('a published test module', () => {
  it('is good without a row: no application stands behind it', async () => {
    const module = await make(authority, { institution: '7777777777' })
    await expect(validate(module)).resolves.toMatchObject({ institution: '7777777777', environment: 'test' })
  })

  it('is one of the test environment alone: a production module of such a code must be recorded as any', async () => {
    const production = await makeTestAuthority('production')
    const module = await make(production, {
      module: '001000000042',
      institution: '7777777777',
      environment: 'production',
    })
    await expect(validate(module, now, production)).rejects.toMatchObject(foreign)
  })
})
