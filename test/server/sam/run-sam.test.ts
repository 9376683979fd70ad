import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { testModuleSecret } from '../../../core/portal/test-modules.ts'
import { examineSamFile } from '../../../core/sam/examine-sam-file.ts'
import { parseSamSecret } from '../../../core/sam/sam-secret.ts'
import { readSamAuthority, samFiles } from '../../../server/pki/sam-authority.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { runSam } from '../../../server/sam/operator/run-sam.ts'
import { readTestModules } from '../../../server/sam/test-modules.ts'
import { SettableClock } from '../settable-clock.ts'
import { newFolder, operate } from '../trust/operator.ts'
import { decryptKey } from './sam-portal.ts'

const variables = { SAM_ROOT_PASSPHRASE: 'a passphrase of the test' }
const sam = (args: readonly string[], more: Record<string, string> = {}, clock = new SettableClock()) =>
  operate(args, { command: runSam, variables: { ...variables, ...more }, clock })
const in_ = (folder: string, name: string) => readFileSync(join(folder, name))

async function makeRoot(): Promise<string> {
  const folder = join(newFolder(), 'root')
  const { code, said } = await sam(['root', `--directory=${folder}`, '--name=示範根'])
  expect([code, said]).toEqual([0, expect.stringContaining('CN=示範根')])
  return folder
}

async function makeAuthority(root: string, environment = 'test', ...more: string[]): Promise<string> {
  const folder = join(newFolder(), 'authority')
  const args = [`--root=${root}`, `--directory=${folder}`, `--environment=${environment}`, '--name=示範發卡', ...more]
  const { code, said } = await sam(['authority', ...args])
  expect([code, said]).toEqual([0, expect.stringContaining('CN=示範發卡')])
  return folder
}

describe('a root', () => {
  it('is made for twenty years, with a key for its owner alone that only the passphrase opens', async () => {
    const folder = await makeRoot()
    const { notAfter } = parseCertificate(in_(folder, 'root.cer'))
    expect(new Date(notAfter).toISOString()).toBe('2046-03-02T01:00:00.000Z')
    const pem = in_(folder, 'root.key.pem')
    expect(pem.toString()).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    expect(() => createPrivateKey({ key: pem, passphrase: 'another' })).toThrow()
    expect(createPrivateKey({ key: pem, passphrase: variables.SAM_ROOT_PASSPHRASE }).asymmetricKeyType).toBe('ec')
    expect(statSync(join(folder, 'root.key.pem')).mode & 0o777).toBe(0o600)
  })

  it('is not made over another', async () => {
    const folder = await makeRoot()
    const before = in_(folder, 'root.key.pem')
    const { code, said } = await sam(['root', `--directory=${folder}`, '--name=示範根'])
    expect([code, said]).toEqual([1, expect.stringContaining('is not overwritten')])
    expect(in_(folder, 'root.key.pem')).toEqual(before)
  })

  it('asks for a passphrase that is not short', async () => {
    const folder = join(newFolder(), 'root')
    const args = ['root', `--directory=${folder}`, '--name=示範根']
    const { code, said } = await sam(args, { SAM_ROOT_PASSPHRASE: 'short' })
    expect([code, said]).toEqual([2, expect.stringContaining('SAM_ROOT_PASSPHRASE')])
    expect(existsSync(folder)).toBe(false)
  })
})

describe('an issuing authority', () => {
  it.each(['test', 'production'] as const)(
    'of the %s environment is one that the server takes',
    async (environment) => {
      const folder = await makeAuthority(await makeRoot(), environment)
      expect(readdirSync(folder).toSorted()).toEqual([
        'authentication.key.pem',
        'issuing.cer',
        'issuing.key.pem',
        'root.cer',
      ])
      const authority = await readSamAuthority(folder, {})
      expect(authority.environment).toBe(environment)
      expect(authority.issuer).toBeDefined()
    },
  )

  it('takes the place of another of the same root, which stays as an earlier one; the authentication key stays', async () => {
    const root = await makeRoot()
    const folder = await makeAuthority(root)
    const before = await readSamAuthority(folder, {})
    const authentication = in_(folder, samFiles.authenticationKey)
    const args = [`--root=${root}`, `--directory=${folder}`, '--environment=test', '--name=示範發卡二']
    expect(await sam(['authority', ...args])).toMatchObject({ code: 0 })
    const after = await readSamAuthority(folder, {})
    expect(after.issuing.map(({ serialNumber }) => serialNumber)).toEqual([
      after.issuer?.certificate.serialNumber,
      before.issuer?.certificate.serialNumber,
    ])
    expect(in_(folder, samFiles.authenticationKey)).toEqual(authentication)
  })

  it('of another root is refused, and the folder stays as it is', async () => {
    const folder = await makeAuthority(await makeRoot())
    const before = in_(folder, samFiles.issuing)
    const args = [`--root=${await makeRoot()}`, `--directory=${folder}`, '--environment=test', '--name=別的']
    const { code, said } = await sam(['authority', ...args])
    expect([code, said]).toEqual([1, expect.stringContaining('is another root')])
    expect(in_(folder, samFiles.issuing)).toEqual(before)
  })

  it('is not made with a wrong passphrase', async () => {
    const root = await makeRoot()
    const args = [`--root=${root}`, `--directory=${newFolder()}`, '--environment=test', '--name=x']
    const { code, said } = await sam(['authority', ...args], { SAM_ROOT_PASSPHRASE: 'another passphrase' })
    expect([code, said]).toEqual([1, expect.stringContaining('does not open')])
  })

  it('for the public key of a token has no key on disk, and says what is left to be written', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const file = join(newFolder(), 'token.pub')
    const spki = publicKey.export({ type: 'spki', format: 'der' })
    for (const content of [spki, publicKey.export({ type: 'spki', format: 'pem' })]) {
      writeFileSync(file, content)
      const folder = await makeAuthority(await makeRoot(), 'production', `--public-key=${file}`)
      expect(readdirSync(folder)).not.toContain('issuing.key.pem')
      const { publicKey: certified } = parseCertificate(in_(folder, 'issuing.cer'))
      expect(Buffer.from(certified.spki)).toEqual(spki)
    }
  })

  it.each([
    ['no key', 'x'],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'pem' }),
    ],
  ])('for %s is refused', async (_, content) => {
    const file = join(newFolder(), 'token.pub')
    writeFileSync(file, content)
    const args = [`--root=${await makeRoot()}`, `--directory=${newFolder()}`, '--environment=test', '--name=x']
    const { code, said } = await sam(['authority', ...args, `--public-key=${file}`])
    expect([code, said]).toEqual([1, expect.stringContaining('is no public key on P-256')])
  })

  it('is shown as the server would read it, or why it would not', async () => {
    const folder = await makeAuthority(await makeRoot())
    const { said } = await sam(['show', `--directory=${folder}`])
    for (const words of ['Environment: test', 'CN=示範根', 'CN=示範發卡', 'SHA-256']) expect(said).toContain(words)
    const empty = await sam(['show', `--directory=${newFolder()}`])
    expect([empty.code, empty.said]).toEqual([1, expect.stringContaining('root.cer is missing')])
  })
})

describe('test modules', () => {
  it('are made for the three test institutions, opened by the published code', async () => {
    const folder = await makeAuthority(await makeRoot())
    const modules = join(newFolder(), 'modules')
    const { code, said } = await sam(['test-modules', `--directory=${modules}`], { SAM_DIRECTORY: folder })
    expect([code, said]).toEqual([0, expect.stringContaining(testModuleSecret)])
    expect(readdirSync(modules)).toEqual([
      '7777777777901000000007.SAM',
      '8888888888901000000008.SAM',
      '9999999999901000000009.SAM',
    ])
    const read = await readTestModules(modules)
    expect(read.map(({ institution, environment }) => [institution, environment])).toEqual([
      ['7777777777', 'test'],
      ['8888888888', 'test'],
      ['9999999999', 'test'],
    ])
    const { root } = await readSamAuthority(folder, {})
    const [first] = read
    const examined = await examineSamFile(first?.file ?? new Uint8Array(), {
      fileName: '7777777777901000000007.SAM',
      roots: [{ environment: 'test', certificate: root }],
      time: new SettableClock().now(),
      verify: async (...signed) => verifySignature(...signed),
    })
    expect(decryptKey(examined, parseSamSecret(testModuleSecret)).length).toBeGreaterThan(100)
  })

  it('are made by a test authority alone', async () => {
    const modules = join(newFolder(), 'modules')
    const making = ['test-modules', `--directory=${modules}`]
    const production = await sam(making, { SAM_DIRECTORY: await makeAuthority(await makeRoot(), 'production') })
    expect([production.code, production.said]).toEqual([1, expect.stringContaining('for production modules')])
    expect(await sam(making)).toMatchObject({ code: 2 })
    expect(existsSync(modules)).toBe(false)
  })

  it('that the portal is to give out are looked at first: each wrong file is named', async () => {
    const folder = await makeAuthority(await makeRoot())
    const modules = join(newFolder(), 'modules')
    await sam(['test-modules', `--directory=${modules}`], { SAM_DIRECTORY: folder })
    const file = in_(modules, '7777777777901000000007.SAM')
    const refused = async (name: string, content: Uint8Array) => {
      const wrong = newFolder()
      writeFileSync(join(wrong, name), content)
      return await readTestModules(wrong).catch((error: unknown) => String(error))
    }
    expect(await refused('7777777777901000000007.SAM', Buffer.from('x'))).toContain('7777777777901000000007.SAM')
    expect(await refused('8888888888901000000008.SAM', file)).toContain('another module than its name says')
    expect(await refused('x.SAM', file)).toContain('x.SAM')
    await expect(readTestModules('/nowhere/modules')).rejects.toThrow('SAM_TEST_MODULES')
  })
})

it.each([[[]], [['nothing']], [['root']], [['root', '--directory=x', '--name=y', '--years=99']]])(
  '%j is wrong usage, and how it is written is said',
  async (args) => {
    const { code, said } = await sam(args)
    expect([code, said]).toEqual([2, expect.stringContaining('npm run sam -- ')])
  },
)
