import { createDecipheriv, createPrivateKey, createPublicKey, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { examineSamFile, type ExamineOptions } from '../../../core/sam/examine-sam-file.ts'
import { samFileName } from '../../../core/sam/sam-file-name.ts'
import { modulePolicyOids } from '../../../core/pki/oids.ts'
import { verifyByNodeCrypto } from '../../../server/pki/verify-signature.ts'
import { ext } from '../pki/make-certificate.ts'
import { facts, makeModule, makeModuleAuthority, makeSamFile, secret } from './make-module.ts'

const authority = makeModuleAuthority('test')
const production = makeModuleAuthority('production', 'Production SAM root')
const module = makeModule(authority)
const options: ExamineOptions = {
  fileName: samFileName(facts),
  roots: [authority.root, production.root],
  time: new Date('2027-01-01T00:00:00Z'),
  verify: async (...signed) => verifyByNodeCrypto(...signed),
}
const code = (name: string, details?: object) => (details ? { code: name, details } : { code: name })

describe('a module file, looked at before it is taken', () => {
  it('says whose it is, of which environment, and until when', async () => {
    const examined = await examineSamFile(makeSamFile(authority, module), options)
    expect(examined.facts).toEqual({
      ...facts,
      environment: 'test',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2029-01-01T00:00:00Z'),
    })
  })

  it('its key opens with the secret, and is the one that the certificate is for', async () => {
    const { file } = await examineSamFile(makeSamFile(authority, module), options)
    const { n, r, p, salt } = file.kdf
    const decipher = createDecipheriv('aes-256-gcm', scryptSync(secret, salt, 32, { N: n, r, p }), file.iv)
    decipher.setAAD(file.certificate)
    decipher.setAuthTag(file.encryptedKey.subarray(-16))
    const pkcs8 = Buffer.concat([decipher.update(file.encryptedKey.subarray(0, -16)), decipher.final()])
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    expect(createPublicKey(key).export({ format: 'jwk' })).toEqual(module.keys.publicKey.export({ format: 'jwk' }))
  })

  it.each([
    ['the encrypted key', (it: Uint8Array) => it.length - 200],
    ['the certificate', () => 900],
    ['the header', () => 100],
  ])('one letter of %s changed: refused, and never shown as good', async (_what, at) => {
    const octets = makeSamFile(authority, module)
    const place = at(octets)
    octets[place] = octets[place] === 0x41 ? 0x42 : 0x41
    await expect(examineSamFile(octets, options)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_SAM_(ALTERED|FILE|FOREIGN)$/) as unknown,
    })
  })

  it('what the authority did not sign so is altered', async () => {
    const [header = '', , signature = ''] = new TextDecoder().decode(makeSamFile(authority, module)).split('.')
    const [, payload = ''] = new TextDecoder().decode(makeSamFile(authority, module)).split('.')
    const octets = new TextEncoder().encode(`${header}.${payload}.${signature}`)
    await expect(examineSamFile(octets, options)).rejects.toMatchObject(code('ERR_SAM_ALTERED'))
  })

  it('of an authority that nobody pinned, whatever it calls itself, it is foreign', async () => {
    const namesake = makeModuleAuthority('test')
    await expect(examineSamFile(makeSamFile(namesake, makeModule(namesake)), options)).rejects.toMatchObject(
      code('ERR_SAM_FOREIGN'),
    )
  })

  it('a module of another authority in a good authority’s file is foreign', async () => {
    const namesake = makeModuleAuthority('test')
    await expect(examineSamFile(makeSamFile(authority, makeModule(namesake)), options)).rejects.toMatchObject(
      code('ERR_SAM_FOREIGN', { reason: 'bad-signature' }),
    )
  })

  it('an authority of production issues no test module, nor one whose code says test', async () => {
    const policies = (environment: 'test' | 'production') => [
      ext.keyUsage('digitalSignature'),
      ext.policies(modulePolicyOids[environment]),
    ]
    const asTest = makeModule(production, { extensions: policies('test') })
    await expect(examineSamFile(makeSamFile(production, asTest), options)).rejects.toMatchObject(
      code('ERR_SAM_FOREIGN', { reason: 'no-anchor' }),
    )
    const asProduction = makeModule(production, { extensions: policies('production') })
    await expect(examineSamFile(makeSamFile(production, asProduction), options)).rejects.toMatchObject(
      code('ERR_SAM_FOREIGN', { reason: 'environment' }),
    )
  })

  it.each([
    ['without institution', { subject: [['SN', facts.module]] }, 'institution code'],
    [
      'with two module codes',
      {
        subject: [
          ['O', facts.institutionName],
          ['2.5.4.97', facts.institution],
          ['SN', facts.module],
          ['SN', '900000000199'],
        ],
      },
      'module code',
    ],
    ['for encryption', { extensions: [ext.keyUsage('keyAgreement')] }, 'environment'],
  ] as const)('a certificate %s is none of a module', async (_what, change, reason) => {
    const made = makeModule(authority, change)
    await expect(examineSamFile(makeSamFile(authority, made), options)).rejects.toMatchObject(
      code('ERR_SAM_FOREIGN', { reason }),
    )
  })

  it('one that has run out says when, and one that is not valid yet from when', async () => {
    const octets = makeSamFile(authority, module)
    await expect(examineSamFile(octets, { ...options, time: new Date('2028-12-31T23:59:59Z') })).resolves.toBeDefined()
    const short = makeModule(authority, { notBefore: '2026-06-01T00:00:00Z', notAfter: '2026-12-31T00:00:00Z' })
    await expect(examineSamFile(makeSamFile(authority, short), options)).rejects.toMatchObject(
      code('ERR_SAM_EXPIRED', { module: facts.module, until: '2026-12-31' }),
    )
    const early = { ...options, time: new Date('2026-05-31T00:00:00Z') }
    await expect(examineSamFile(makeSamFile(authority, short), early)).rejects.toMatchObject(
      code('ERR_SAM_NOT_YET_VALID', { module: facts.module, from: '2026-06-01' }),
    )
  })

  it('under another module’s name it is refused, with both names', async () => {
    const fileName = '3501999018900000000999.SAM'
    await expect(examineSamFile(makeSamFile(authority, module), { ...options, fileName })).rejects.toMatchObject(
      code('ERR_SAM_FILE_RENAMED', { name: fileName, wanted: '3501999018900000000129.SAM' }),
    )
  })
})
