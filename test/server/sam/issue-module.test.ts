import { createPrivateKey, createPublicKey } from 'node:crypto'
import { sql } from 'kysely'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { toHex } from '../../../core/bytes/hex.ts'
import { formatSamSecret } from '../../../core/sam/sam-secret.ts'
import { makePageKeyPair } from '../../../core/sam/sealed-secret.ts'
import { cleanUpSecrets } from '../../../server/sam/clean-up.ts'
import { issueModule } from '../../../server/sam/issue-module.ts'
import { moduleValidator } from '../../../server/pki/validate-module.ts'
import type { SamIssuer } from '../../../server/pki/issue-sam-certificate.ts'
import type { Page } from '../page.ts'
import { clinic } from '../test-portal.ts'
import { decryptKey, openSamPortal, type SamPortal, takeSecret } from './sam-portal.ts'

let portal: SamPortal
let applicant: Page
let issuer: SamIssuer
beforeAll(async () => {
  portal = await openSamPortal()
  if (!portal.authority.issuer) throw new Error('the test’s authority issues')
  issuer = portal.authority.issuer
})
beforeEach(async () => {
  await portal.startOver()
  applicant = await portal.representative()
})
afterAll(() => portal.close())

const modules = () => portal.database.query.selectFrom('sam_modules').selectAll().orderBy('issued_at').execute()
const own = async (id: string) => {
  const { applications } = await applicant.ask('GET /api/sam/applications')
  const found = applications.find((one) => one.id === id)
  if (!found) throw new Error('no such application')
  return found
}
const moduleOf = async (id: string) => (await own(id)).module?.code ?? ''
/** The archive's one file. */
async function download(applicationId: string) {
  const { fileName, zip } = await applicant.ask('POST /api/sam/download', { applicationId })
  const entries = await new ZipReader(new BlobReader(new Blob([fromBase64(zip)]))).getEntries()
  const [entry] = entries
  if (!entry || entry.directory) throw new Error('an archive of nothing')
  const text = await entry.getData(new TextWriter())
  return { fileName, entries: entries.map(({ filename }) => filename), file: new TextEncoder().encode(text) }
}
const validate = (certificate: Uint8Array) =>
  moduleValidator(portal.authority)(portal.database.query, certificate, portal.clock.now())
const day = 86_400

describe('the module that the job makes', () => {
  it('is the institution’s, under a code of the environment, for three years, and the audit tells', async () => {
    const { id } = await portal.applicationAt('ready')
    const { module, number } = await own(id)
    expect(module).toMatchObject({ code: expect.stringMatching(/^9\d{11}$/), secretWaits: true })
    const [row] = await modules()
    expect(row).toMatchObject({ code: module?.code, institution_code: clinic.code, environment: 'test' })
    const end = portal.clock.now()
    end.setUTCFullYear(end.getUTCFullYear() + 3, end.getUTCMonth(), end.getUTCDate())
    expect(Date.parse(module?.ends ?? '')).toBe(end.getTime() - 3_600_000)
    expect(await validate(row?.certificate ?? new Uint8Array())).toMatchObject({
      module: module?.code,
      institution: clinic.code,
      institutionName: clinic.name,
    })
    expect((await portal.moduleAudit()).at(-1)).toEqual({
      event: 'issue-module',
      code: null,
      detail: { application: number, module: module?.code },
    })
  })

  it('comes in a ZIP archive that holds exactly the one file, named by institution and module', async () => {
    const { id } = await portal.applicationAt('ready')
    const code = await moduleOf(id)
    const { fileName, entries } = await download(id)
    expect(fileName).toBe(`${clinic.code}${code}.zip`)
    expect(entries).toEqual([`${clinic.code}${code}.SAM`])
  })

  it('is opened by the secret that the page took, and its key is the certificate’s', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const secret = await takeSecret(applicant, id, pageKey)
    const { file } = await download(id)
    const examined = await portal.examine(file, { institution: clinic.code, module: await moduleOf(id) })
    const key = createPrivateKey({ key: decryptKey(examined, secret), format: 'der', type: 'pkcs8' })
    const [row] = await modules()
    const certificate = await validate(row?.certificate ?? new Uint8Array())
    expect(createPublicKey(key).export({ type: 'spki', format: 'der' })).toEqual(
      Buffer.from(certificate.publicKey.spki),
    )
    expect(() => decryptKey(examined, Uint8Array.from(secret).reverse())).toThrow()
  })

  it('leaves neither secret nor private key anywhere in the database', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const before = await everyColumn()
    const secret = await takeSecret(applicant, id, pageKey)
    const { file } = await download(id)
    const key = decryptKey(await portal.examine(file, { institution: clinic.code, module: await moduleOf(id) }), secret)
    const { d = '' } = createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
    const scalar = Buffer.from(d, 'base64url')
    const written = [secret, scalar, key].flatMap((octets) => [
      toHex(octets),
      Buffer.from(octets).toString('base64').replaceAll('=', ''),
      Buffer.from(octets).toString('base64url'),
    ])
    for (const everything of [before, await everyColumn()]) {
      expect(everything.length).toBeGreaterThan(2000)
      expect(everything).toContain(toHex((await modules())[0]?.certificate ?? new Uint8Array()))
      for (const form of [...written, formatSamSecret(secret)]) expect(everything).not.toContain(form)
    }
  })
})

/** Every column of every table as text, octets in hex; what is written in base64 is there decoded once more. */
async function everyColumn(): Promise<string> {
  const tables = await portal.database.query.introspection.getTables()
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(portal.database.query)
    for (const value of rows.flatMap((row) => Object.values(row))) {
      const text =
        value instanceof Uint8Array ? toHex(value) : typeof value === 'string' ? value : JSON.stringify(value)
      texts.push(text, ...text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex')))
    }
  }
  return texts.join('\n')
}

describe('the secret', () => {
  it('is given out once, and gone then', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    expect(await takeSecret(applicant, id, pageKey)).toHaveLength(16)
    const asking = { applicationId: id, pageKey: pageKey.publicKey }
    const gone = { status: 404, code: 'ERR_REQUEST_NOT_FOUND' }
    expect(await applicant.refusal('POST /api/sam/secret', asking)).toEqual(gone)
    expect((await own(id)).module?.secretWaits).toBe(false)
  })

  it('of two that ask at once, one gets it', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const asking = { applicationId: id, pageKey: pageKey.publicKey }
    const answers = await Promise.all([1, 2].map(() => applicant.call('POST /api/sam/secret', asking)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
  })

  it('is not wasted on a page that cannot open it', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const other = await makePageKeyPair(crypto.subtle)
    const asking = { applicationId: id, pageKey: other.publicKey }
    expect(await applicant.refusal('POST /api/sam/secret', asking)).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
    expect(await takeSecret(applicant, id, pageKey)).toHaveLength(16)
  })

  it('waits thirty days', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    portal.clock.advance(30 * day + 1)
    applicant = await portal.representative()
    const asking = { applicationId: id, pageKey: pageKey.publicKey }
    expect(await applicant.refusal('POST /api/sam/secret', asking)).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
    await cleanUpSecrets(portal).run({}, AbortSignal.timeout(1000))
    expect(await portal.database.query.selectFrom('sam_secrets').selectAll().execute()).toEqual([])
  })

  it.each(['applied', 'to-issue', 'revoking'] as const)('is not there of one that is %s', async (state) => {
    const { id, pageKey } = await portal.applicationAt(state)
    for (const route of ['POST /api/sam/secret', 'POST /api/sam/download'] as const) {
      const body = { applicationId: id, ...(route === 'POST /api/sam/secret' && { pageKey: pageKey.publicKey }) }
      const refusal = await applicant.refusal(route, body)
      expect(refusal).toEqual({ status: 409, code: 'ERR_SAM_STATE', details: { state } })
    }
  })
})

describe('issuing anew', () => {
  it('revokes the old module at once, and makes another code, key and secret that end on the same day', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const old = await own(id)
    const [oldRow] = await modules()
    portal.clock.advance(100)
    const page = await makePageKeyPair(crypto.subtle)
    const asked = await applicant.ask('POST /api/sam/reissue', { applicationId: id, pageKey: page.publicKey })
    expect(asked).toMatchObject({ state: 'to-issue', module: null, number: old.number })
    expect((await applicant.ask('GET /api/sam/revoked')).modules).toEqual([old.module?.code])
    await expect(validate(oldRow?.certificate ?? new Uint8Array())).rejects.toMatchObject({ code: 'ERR_SAM_REVOKED' })

    await portal.issue()
    const { module } = await own(id)
    expect(module?.code).not.toBe(old.module?.code)
    expect(module?.ends).toBe(old.module?.ends)
    expect(await takeSecret(applicant, id, page)).toHaveLength(16)
    const stale = { applicationId: id, pageKey: pageKey.publicKey }
    expect(await applicant.refusal('POST /api/sam/secret', stale)).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
    const [first, second] = await modules()
    expect([first?.container, first?.revoked_at]).toEqual([null, expect.any(Date)])
    expect([second?.container, second?.revoked_at]).toEqual([expect.any(String), null])
  })

  it('is refused of one that has expired: that is renewed', async () => {
    const { id, pageKey } = await portal.applicationAt('ready')
    const { module } = await own(id)
    portal.clock.advance(3 * 366 * day)
    applicant = await portal.representative()
    const body = { applicationId: id, pageKey: pageKey.publicKey }
    expect(await applicant.refusal('POST /api/sam/reissue', body)).toMatchObject({
      code: 'ERR_SAM_EXPIRED',
      details: { module: module?.code, until: module?.ends.slice(0, 10) },
    })
    expect((await own(id)).state).toBe('ready')
  })
})

describe('revocation', () => {
  it('counts from the moment it is asked for, and takes file and secret away', async () => {
    const { id } = await portal.applicationAt('revoking')
    const [row] = await modules()
    expect(await applicant.ask('GET /api/sam/revoked')).toEqual({
      madeAt: portal.clock.now().toISOString(),
      modules: [row?.code],
    })
    await expect(validate(row?.certificate ?? new Uint8Array())).rejects.toMatchObject({ code: 'ERR_SAM_REVOKED' })
    expect(await portal.database.query.selectFrom('sam_secrets').selectAll().execute()).toEqual([])
    const reviewer = await portal.reviewer()
    await reviewer.ask('POST /api/staff/modules/revoke', { applicationId: id })
    expect((await modules())[0]).toMatchObject({ container: null, revoked_at: portal.clock.now() })
  })

  it('is asked for with the card’s signature alone', async () => {
    const { id } = await portal.applicationAt('ready')
    const refusal = await applicant.refusal('POST /api/sam/revocation', { applicationId: id })
    expect(refusal).toEqual({ status: 403, code: 'ERR_REQUEST_CONFIRMATION_NEEDED' })
    expect((await own(id)).state).toBe('ready')
  })

  it('is confirmed in words that name module, application and institution', async () => {
    const { id } = await portal.applicationAt('ready')
    const { number, module } = await own(id)
    const { confirm } = await applicant.ask('POST /api/auth/confirmation', { action: 'revoke-module', subject: id })
    expect(confirm?.words).toBe(`雲端安全模組 ${module?.code}（申請單 ${number}），${clinic.name}`)
  })

  it('of an application without a module, or another’s, has no words', async () => {
    const { id } = await portal.applicationAt('applied')
    for (const subject of [id, '018f0000-0000-7000-8000-0000000000ff', 'x']) {
      const refusal = await applicant.refusal('POST /api/auth/confirmation', { action: 'revoke-module', subject })
      expect(refusal).toMatchObject({ code: 'ERR_REQUEST_NOT_FOUND' })
    }
  })

  it('is forgotten in the list once the module would be over anyway', async () => {
    await portal.applicationAt('revoked')
    portal.clock.advance(3 * 366 * day)
    expect((await portal.page().ask('GET /api/sam/revoked')).modules).toEqual([])
  })

  it('is told to anybody on the VPN platform, and to nobody elsewhere', async () => {
    const refusal = await portal.page({ origin: 'http://internet.localhost:8080' }).refusal('GET /api/sam/revoked')
    expect(refusal).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
  })
})

describe('the job', () => {
  const job = (signer = issuer.signer) =>
    issueModule({
      database: portal.database,
      clock: portal.clock,
      environment: 'test',
      issuer: { ...issuer, signer },
    })
  const run = (id: string, signer = issuer.signer) => job(signer).run({ application: id }, AbortSignal.timeout(10_000))

  it('run again finds nothing to do', async () => {
    const { id } = await portal.applicationAt('ready')
    const before = await modules()
    await run(id)
    expect(await modules()).toEqual(before)
  })

  it('run by two processes at once makes one module', async () => {
    const { id } = await portal.applicationAt('to-issue')
    await Promise.all([run(id), run(id)])
    expect(await modules()).toHaveLength(1)
    expect((await own(id)).state).toBe('ready')
  })

  it('cut off half-way has left nothing, and is done whole afterwards', async () => {
    const { id, pageKey } = await portal.applicationAt('to-issue')
    let signatures = 0
    const dying = {
      sign(octets: Uint8Array) {
        if (++signatures === 2) throw new Error('the process ends here')
        return issuer.signer.sign(octets)
      },
    }
    await expect(run(id, dying)).rejects.toThrow('the process ends here')
    expect(await modules()).toEqual([])
    expect((await own(id)).state).toBe('to-issue')
    await portal.issue()
    expect((await own(id)).state).toBe('ready')
    expect(await takeSecret(applicant, id, pageKey)).toHaveLength(16)
  })

  it('of an application that is gone does nothing', async () => {
    await expect(run('018f0000-0000-7000-8000-0000000000ff')).resolves.toBeUndefined()
  })

  it('issues nothing that outlives the issuing certificate, and nothing once that is over', async () => {
    const advanceTo = (time: string) => portal.clock.advance((Date.parse(time) - portal.clock.now().getTime()) / 1000)
    advanceTo('2039-06-01T00:00:00Z')
    applicant = await portal.representative()
    const { id } = await portal.applicationAt('to-issue')
    await run(id)
    expect((await own(id)).module?.ends).toBe('2041-01-01T00:00:00.000Z')
    await portal.startOver()
    advanceTo('2041-01-01T00:00:01Z')
    const { id: late } = await portal.applicationAt('to-issue')
    await expect(run(late)).rejects.toThrow('the issuing certificate has expired')
  })
})
