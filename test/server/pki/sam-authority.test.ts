import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keySigner } from '../../../server/pki/es256-signer.ts'
import { keyText, makeIssuingAuthority, makeSamRoot, newP256Key } from '../../../server/pki/make-sam-authority.ts'
import { readSamAuthority, requireSamEnvironment, samFiles } from '../../../server/pki/sam-authority.ts'
import { authorityValidity, makeTestAuthority, temporaryFolder, writeAuthority } from '../sam/authority-files.ts'

const folders: string[] = []
function newFolder(): string {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder
}
const good = newFolder()
beforeAll(() => writeAuthority(good))
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** The folder once more, with files changed; null takes one away. */
function folderWith(changes: Readonly<Record<string, string | Uint8Array | null>>): string {
  const folder = newFolder()
  for (const name of [samFiles.root, samFiles.issuing, samFiles.issuingKey, samFiles.authenticationKey]) {
    copyFileSync(join(good, name), join(folder, name))
  }
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) rmSync(join(folder, name))
    else writeFileSync(join(folder, name), content)
  }
  return folder
}
const read = (folder: string, variables = {}) => readSamAuthority(folder, variables)
const reading = (changes: Parameters<typeof folderWith>[0], variables = {}) => read(folderWith(changes), variables)
const another = async () => {
  const root = await makeSamRoot('別的根', authorityValidity)
  const issuer = { certificate: root.certificate, signer: keySigner(root.key) }
  return {
    root,
    issuing: await makeIssuingAuthority(issuer, { label: '別的發行', environment: 'test', ...authorityValidity }),
  }
}
const p384 = keyText(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey)
const token = { module: '/usr/lib/token.so', token: 'SAM', id: '01', pinVariable: 'SAM_PIN' }

describe('the folder of a SAM authority', () => {
  it('is read whole: root, issuing certificates, the environment that they are for, and the key', async () => {
    const authority = await read(good)
    expect(authority.environment).toBe('test')
    expect(authority.issuing).toHaveLength(1)
    expect(authority.issuer?.certificate).toBe(authority.issuing[0])
  })

  it('may hold earlier issuing certificates of the same root: their modules are still good', async () => {
    const earlier = readFileSync(join(good, samFiles.issuing))
    expect((await reading({ 'issuing-2025.cer': earlier })).issuing).toHaveLength(2)
  })

  it('without an issuing key validates only', async () => {
    expect((await reading({ [samFiles.issuingKey]: null })).issuer).toBeUndefined()
  })

  it('takes certificates in PEM too', async () => {
    const base64 = readFileSync(join(good, samFiles.root)).toString('base64')
    const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
    expect((await reading({ [samFiles.root]: pem })).environment).toBe('test')
  })

  it('names a token for the issuing key instead, whose PIN is in a variable', async () => {
    const files = { [samFiles.issuingKey]: null, [samFiles.issuingToken]: JSON.stringify(token) }
    expect((await reading(files, { SAM_PIN: '123456' })).issuer).toBeDefined()
  })

  it.each([['no folder', '/nowhere/sam', /SAM_DIRECTORY: \/nowhere\/sam cannot be read \(ENOENT\)/]])(
    '%s is said',
    async (_, folder, words) => {
      await expect(read(folder)).rejects.toThrow(words)
    },
  )

  it.each([
    ['no root', { [samFiles.root]: null }, /root\.cer is missing/],
    ['no issuing certificate', { [samFiles.issuing]: null }, /issuing\.cer is missing/],
    ['no authentication key', { [samFiles.authenticationKey]: null }, /authentication\.key\.pem is missing/],
    ['a file that is no certificate', { [samFiles.root]: 'x' }, /root\.cer is no certificate/],
    ['a file that is no key', { [samFiles.issuingKey]: 'x' }, /issuing\.key\.pem is no private key on P-256/],
    [
      'a key on another curve',
      { [samFiles.authenticationKey]: p384 },
      /authentication\.key\.pem is no private key on P-256/,
    ],
    [
      'another’s key',
      { [samFiles.issuingKey]: keyText(newP256Key()) },
      /issuing\.key\.pem is not the key of issuing\.cer/,
    ],
    ['a key and a token', { [samFiles.issuingToken]: '{}' }, /has both issuing\.key\.pem and issuing\.pkcs11\.json/],
    [
      'a token that is not described',
      { [samFiles.issuingKey]: null, [samFiles.issuingToken]: '{"module":1}' },
      /issuing\.pkcs11\.json: [^]*module/,
    ],
    [
      'a token without its PIN',
      { [samFiles.issuingKey]: null, [samFiles.issuingToken]: JSON.stringify(token) },
      /names the variable SAM_PIN for the token’s PIN, and it is not set/,
    ],
  ] as const)('%s is said', async (_, changes, words) => {
    await expect(reading(changes)).rejects.toThrow(words)
  })

  it('an issuing certificate of another root is refused, the present one and an earlier one', async () => {
    const { issuing } = await another()
    const files = { [samFiles.issuing]: issuing.certificate.der, [samFiles.issuingKey]: keyText(issuing.key) }
    await expect(reading(files)).rejects.toThrow(/is not good under root\.cer/)
    await expect(reading({ 'issuing-2025.cer': issuing.certificate.der })).rejects.toThrow(/is not good under root/)
  })

  it('a root in the place of the issuing certificate is refused', async () => {
    const root = readFileSync(join(good, samFiles.root))
    await expect(reading({ [samFiles.issuing]: root })).rejects.toThrow(/does not say of which environment/)
  })

  it('an earlier one of the other environment is refused', async () => {
    const root = await makeSamRoot('兩用根', authorityValidity)
    const issuer = { certificate: root.certificate, signer: keySigner(root.key) }
    const make = (environment: 'test' | 'production') =>
      makeIssuingAuthority(issuer, { label: environment, environment, ...authorityValidity })
    const [test, production] = [await make('test'), await make('production')]
    const files = {
      [samFiles.root]: root.certificate.der,
      [samFiles.issuing]: test.certificate.der,
      [samFiles.issuingKey]: keyText(test.key),
      'issuing-2025.cer': production.certificate.der,
    }
    await expect(reading(files)).rejects.toThrow(/is not good under root/)
  })
})

it('a server takes an authority of its own environment alone', async () => {
  const test = await read(good)
  const production = await makeTestAuthority('production')
  expect(() => requireSamEnvironment(test, 'test')).not.toThrow()
  expect(() => requireSamEnvironment(test, 'production')).toThrow(/for test modules, and this server is production/)
  expect(() => requireSamEnvironment(production, 'test')).toThrow(/for production modules, and this server is test/)
})

it('認證 signs the tag, the module’s code and the octets that it gave, and nothing else', async () => {
  const authority = await read(good)
  const random = new Uint8Array(16).fill(7)
  const response = await authority.authenticate('901000000042', random)
  const key = createPublicKey(readFileSync(join(good, samFiles.authenticationKey)))
  const signed = Buffer.concat([Buffer.from('nhi-sam-authentication901000000042'), random])
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, response)).toBe(true)
  const other = Buffer.concat([Buffer.from('nhi-sam-authentication901000000043'), random])
  expect(verify('sha256', other, { key, dsaEncoding: 'ieee-p1363' }, response)).toBe(false)
})
