import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { knownPins } from '../../../server/pki/known-pins.ts'
import { readTrustFile } from '../../../server/pki/trust-configuration.ts'
import { requireSharedData } from '../../shared-data.ts'
import { ext, makeAuthority, makeCertificate, makeLeaf, type TestAuthority } from '../../core/pki/make-certificate.ts'
import { SettableClock } from '../settable-clock.ts'
import { newFolder, operate } from './operator.ts'

const url = 'http://pki.localhost/ca/complete.crl'
const crl = `--crl=${url}`
const moeaca = '--card-type=moeaca'

const moicaName = [
  ['C', 'TW'],
  ['O', '行政院'],
  ['2.5.4.11', '內政部憑證管理中心'],
] as const

const pemOf = (bytes: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`

/** A folder with an authority's certificate and no trust file yet, and the command on it. */
function setUp(authority: TestAuthority | { certificate: TestAuthority['certificate'] } = makeAuthority('CA')) {
  const folder = newFolder()
  const { der } = authority.certificate
  const file = join(folder, 'ca.pem')
  writeFileSync(file, pemOf(der))
  const trustFile = join(folder, 'trust.json')
  const sha256 = fingerprint(der)
  const variables = { TRUST_ANCHORS: trustFile, ENVIRONMENT: 'test' }
  const tail = sha256.slice(-8)
  return {
    folder,
    file,
    trustFile,
    sha256,
    tail,
    run: (args: readonly string[], answer?: string) =>
      operate(args, { variables, ...(answer === undefined ? {} : { answer }) }),
    rows: () => (JSON.parse(readFileSync(trustFile, 'utf8')) as { authorities: Record<string, unknown>[] }).authorities,
  }
}

describe('trust add', () => {
  it('shows the certificate, asks for the end of its fingerprint, and writes what the server reads', async () => {
    const { file, folder, run, sha256, tail, trustFile, rows } = setUp()
    const { code, said, asked } = await run(['add', file, moeaca, crl], ` ${tail.toUpperCase()} `)
    expect(code).toBe(0)
    expect(asked).toHaveLength(1)
    for (const shown of [sha256, 'CN=CA', '2024-01-01 – 2031-01-01', 'EC P-256', 'Shipped pin: none', url]) {
      expect(said).toContain(shown)
    }
    expect(rows()).toEqual([
      {
        cardType: 'moeaca',
        role: 'anchor',
        environment: 'test',
        sha256,
        certificate: `${sha256}.cer`,
        crlUrls: [url],
        ocspUrl: null,
      },
    ])
    expect(await readTrustFile(trustFile)).toMatchObject([{ cardType: 'moeaca', environment: 'test', ocspNonce: true }])
    expect(readdirSync(folder).sort()).toEqual([`${sha256}.cer`, 'ca.pem', 'trust.json'].sort())
    expect(fingerprint(new Uint8Array(readFileSync(join(folder, `${sha256}.cer`))))).toBe(sha256)
  })

  it.each([
    ['another end', '00000000'],
    ['an empty line', ''],
    ['y', 'y'],
    ['an interrupt', undefined],
  ])('writes nothing when the operator answers with %s', async (_name, answer) => {
    const { file, folder, run } = setUp()
    const { code } = await run(['add', file, moeaca, crl], answer)
    expect(code).toBe(1)
    expect(readdirSync(folder)).toEqual(['ca.pem'])
  })

  it('is there for unattended use with the whole fingerprint, which must match', async () => {
    const { file, folder, run, sha256, rows } = setUp()
    const other = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
    expect((await run(['add', file, moeaca, crl, `--fingerprint=${other}`])).code).toBe(1)
    expect(readdirSync(folder)).toEqual(['ca.pem'])
    expect((await run(['add', file, moeaca, crl, `--fingerprint=${sha256.slice(-8)}`])).code).toBe(2)
    const colons = sha256.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:')
    const { code, asked } = await run(['add', file, moeaca, crl, `--fingerprint=${colons}`])
    expect({ code, asked }).toEqual({ code: 0, asked: [] })
    expect(rows()).toHaveLength(1)
  })

  it('twice is no error and no second row; with other addresses the row changes, once that is confirmed', async () => {
    const { file, run, tail, rows, trustFile } = setUp()
    await run(['add', file, moeaca, crl], tail)
    const before = readFileSync(trustFile, 'utf8')
    const again = await run(['add', file, moeaca, crl])
    expect({ code: again.code, asked: again.asked }).toEqual({ code: 0, asked: [] })
    const ocsp = ['--ocsp=http://pki.localhost/ocsp', '--no-ocsp-nonce']
    expect((await run(['add', file, moeaca, crl, ...ocsp], 'no')).code).toBe(1)
    expect(readFileSync(trustFile, 'utf8')).toBe(before)
    expect((await run(['add', file, moeaca, crl, ...ocsp], tail)).code).toBe(0)
    expect(rows()).toMatchObject([{ crlUrls: [url], ocspUrl: 'http://pki.localhost/ocsp', ocspNonce: false }])
  })

  it('keeps every other row as it was written', async () => {
    const { file, folder, run, tail, rows, trustFile } = setUp()
    const other = makeAuthority('Other').certificate.der
    writeFileSync(join(folder, 'other.der'), other)
    const written = {
      environment: 'test',
      cardType: 'moica',
      certificate: 'other.der',
      sha256: fingerprint(other),
      crlUrls: [url],
    }
    writeFileSync(trustFile, JSON.stringify({ authorities: [written] }))
    chmodSync(trustFile, 0o640)
    await run(['add', file, moeaca, crl], tail)
    expect(JSON.stringify(rows()[0])).toBe(JSON.stringify(written))
    expect(rows()).toHaveLength(2)
    expect(statSync(trustFile).mode & 0o777).toBe(0o640)
  })

  it('changes the file that a symbolic link leads to, and puts the certificate where the server looks', async () => {
    const { file, folder, run, tail, trustFile, rows } = setUp()
    const real = join(newFolder(), 'real.json')
    writeFileSync(real, '{ "authorities": [] }')
    symlinkSync(real, trustFile)
    expect((await run(['add', file, moeaca, crl], tail)).code).toBe(0)
    expect(rows()).toHaveLength(1)
    expect(readFileSync(real, 'utf8')).toContain('moeaca')
    expect(await readTrustFile(trustFile)).toHaveLength(1)
    expect(readdirSync(folder).some((name) => name.endsWith('.new'))).toBe(false)
  })

  it('waits for nobody: a change that is under way elsewhere is refused, and the file stays', async () => {
    const { file, run, tail, trustFile } = setUp()
    writeFileSync(trustFile, '{ "authorities": [] }')
    writeFileSync(`${trustFile}.new`, '')
    const { code, said } = await run(['add', file, moeaca, crl], tail)
    expect(code).toBe(1)
    expect(said).toContain(`${trustFile}.new exists`)
    expect(readFileSync(trustFile, 'utf8')).toBe('{ "authorities": [] }')
    expect(existsSync(`${trustFile}.new`)).toBe(true)
  })

  it('a trust file that the server would not read is not written over', async () => {
    const { file, run, tail, trustFile } = setUp()
    writeFileSync(trustFile, '{ "authorities": [')
    expect(await run(['add', file, moeaca, crl], tail)).toMatchObject({ code: 1, asked: [] })
    expect(readFileSync(trustFile, 'utf8')).toBe('{ "authorities": [')
  })

  const small = makeAuthority('Small')
  it.each([
    ['a holder’s certificate', makeLeaf(small), 'no authority’s certificate'],
    ['an expired one', makeAuthority('CA', { notAfter: '2026-01-01T00:00:00Z' }).certificate, 'it expired on'],
    [
      'one that may not sign certificates',
      makeAuthority('CA', { extensions: [ext.authority(), ext.keyUsage('cRLSign')] }).certificate,
      'may not sign certificates',
    ],
    [
      'one with an unknown critical extension',
      makeAuthority('CA', { extensions: [ext.authority(), ext.unknownCritical()] }).certificate,
      'critical extension',
    ],
    [
      'one that says to be a root and is signed by somebody else',
      makeCertificate({
        subject: [['CN', 'CA']],
        issuer: [['CN', 'CA']],
        signer: small.keys,
        extensions: [ext.authority()],
      }),
      'not of its key',
    ],
  ])('refuses %s without asking', async (_name, certificate, words) => {
    const { file, folder, run } = setUp({ certificate })
    const { code, said, asked } = await run(['add', file, moeaca, crl])
    expect({ code, asked }).toEqual({ code: 1, asked: [] })
    expect(said).toContain(words)
    expect(readdirSync(folder)).toEqual(['ca.pem'])
  })

  it('refuses a key and, between anchor and card, an algorithm that the validator refuses', async () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const weak = setUp(makeAuthority('Weak', { by: small, keys }))
    expect((await weak.run(['add', weak.file, moeaca, crl])).said).toContain('its key is refused: RSA-1024')
    const root = setUp(makeAuthority('Weak root', { keys }))
    expect((await root.run(['show', root.file])).said).not.toContain('not of its key')
    const ecdsaSha1 = der(tags.sequence, derOid('1.2.840.10045.4.1'))
    const old = setUp(makeAuthority('Old', { by: small, algorithm: ecdsaSha1 }))
    const { code, said } = await old.run(['add', old.file, moeaca, crl, '--role=intermediate'])
    expect(code).toBe(1)
    expect(said).toContain('an algorithm that is refused: 1.2.840.10045.4.1')
    // What signed the anchor's own certificate is never looked at: it is trusted for its fingerprint.
    expect((await old.run(['add', old.file, moeaca, crl], old.tail)).code).toBe(0)
  })

  it('a root is no intermediate, and an intermediate without its issuer is warned of', async () => {
    const root = makeAuthority('Root')
    const below = setUp(makeAuthority('Below', { by: root }))
    const asRoot = setUp(root)
    expect((await asRoot.run(['add', asRoot.file, moeaca, crl, '--role=intermediate'], asRoot.tail)).code).toBe(1)
    const alone = await below.run(['add', below.file, moeaca, crl, '--role=intermediate'], 'no')
    expect(alone.said).toContain('no authority in the trust file for this card type signed it')
    writeFileSync(join(below.folder, 'root.pem'), pemOf(root.certificate.der))
    await below.run(['add', join(below.folder, 'root.pem'), moeaca, crl], fingerprint(root.certificate.der))
    const after = await below.run(['add', below.file, moeaca, crl, '--role=intermediate'], below.tail)
    expect(after.code).toBe(0)
    expect(after.said).not.toContain('signed it')
    expect(after.said).toContain('Signed by: C=TW, CN=Root')
    expect(below.rows().map(({ role }) => role)).toEqual(['anchor', 'intermediate'])
  })

  it('warns of what ends within a year', async () => {
    const { file, run } = setUp(makeAuthority('CA', { notAfter: '2026-12-31T00:00:00Z' }))
    expect((await run(['add', file, moeaca, crl], 'no')).said).toContain('Warning: it expires on 2026-12-31')
  })

  it('refuses to mix test and production', async () => {
    const first = setUp()
    await first.run(['add', first.file, moeaca, crl], first.tail)
    const der = makeAuthority('Other').certificate.der
    writeFileSync(first.file, pemOf(der))
    const { code, said } = await first.run(
      ['add', first.file, moeaca, crl, '--environment=production'],
      fingerprint(der),
    )
    expect(code).toBe(1)
    expect(said).toContain('never mixed')
    expect(first.rows()).toHaveLength(1)
  })

  it('a stranger under the name of a known authority needs the whole fingerprint, however the name is written', async () => {
    const subject = [['C', 'tw'], ['O', ' 行政院'], moicaName[2]] as const
    const { file, run, tail, sha256, rows } = setUp(makeAuthority('', { subject }))
    const args = ['add', file, '--card-type=moica', crl]
    const { code, said, asked } = await run(args, tail)
    expect(code).toBe(1)
    expect(said).toContain('it bears the name of 內政部憑證管理中心 MOICA G2')
    expect(asked[0]).toContain('whole')
    expect((await run(args, sha256)).code).toBe(0)
    expect(rows()).toHaveLength(1)
  })

  it('what a certificate says of itself cannot steer the terminal', async () => {
    const subject = [['CN', 'CA\u001B[2J\u202Eevil\nSHA-256: 0, O=行政院']] as const
    const { file, run } = setUp(makeAuthority('', { subject }))
    const { said } = await run(['show', file])
    expect(said).toContain('CN=CA\\u{1b}[2J\\u{202e}evil\\u{a}SHA-256: 0\\, O=行政院')
    expect(said).not.toContain('\u001B')
  })

  it('says that the trust file has no folder before it asks anything', async () => {
    const { file, folder, run } = setUp()
    const { code, said, asked } = await run(['add', file, moeaca, crl, `--trust-file=${folder}/none/trust.json`])
    expect({ code, asked }).toEqual({ code: 1, asked: [] })
    expect(said).toContain(`${folder}/none: there is no such file or folder`)
  })

  it('needs a source of revocation', async () => {
    const { file, run, tail } = setUp()
    expect((await run(['add', file, moeaca], tail)).code).toBe(2)
    expect((await run(['add', file, moeaca, '--ocsp=http://pki.localhost/ocsp'], tail)).code).toBe(0)
  })
})

describe('trust add, with a certificate of the government', () => {
  const moica2 = () => knownPins.find(({ authority, generation }) => authority.en === 'MOICA' && generation === 2)

  it('knows it by its pin, with its environment and addresses', async ({ skip }) => {
    const file = join(requireSharedData('taiwan/certs', skip), 'MOICA2_2014.pem')
    const trustFile = join(newFolder(), 'trust.json')
    const variables = { TRUST_ANCHORS: trustFile, ENVIRONMENT: 'test' }
    const args = ['add', file, '--card-type=moica']
    const { code, said } = await operate(args, { variables, answer: '218fd1be' })
    expect(code).toBe(0)
    expect(said).toContain('Shipped pin: 內政部憑證管理中心 MOICA G2, issuing authority, production')
    const pin = moica2()
    expect(await readTrustFile(trustFile)).toMatchObject([
      { environment: 'production', sha256: pin?.sha256, crlUrls: pin?.crlUrls, ocspUrl: pin?.ocspUrl },
    ])
    // The row is right, and a server of the other environment does not start with it: `list` says so.
    expect((await operate(['list'], { variables })).said).toContain('ENVIRONMENT is test')
    expect((await operate(['list'], { variables: { TRUST_ANCHORS: trustFile } })).code).toBe(0)
  })

  it('is neither a test authority nor one for other cards', async ({ skip }) => {
    const file = join(requireSharedData('taiwan/certs', skip), 'MOICA2_2014.pem')
    const variables = { TRUST_ANCHORS: join(newFolder(), 'trust.json') }
    const answer = '218fd1be'
    const add = (...more: string[]) => operate(['add', file, ...more], { variables, answer })
    expect((await add('--card-type=moica', '--environment=test')).said).toContain('MOICA G2 is of production')
    expect((await add('--card-type=hca-personnel')).said).toContain('is for moica, not for hca-personnel')
    expect(existsSync(variables.TRUST_ANCHORS)).toBe(false)
  })
})

describe('trust show', () => {
  it.each([
    ['two certificates', () => pemOf(makeAuthority('A').certificate.der).repeat(2), 'holds 2 PEM blocks'],
    ['a key', () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'PRIVATE KEY'],
    ['a PKCS#7 file in PEM', () => '-----BEGIN PKCS7-----\nMAAA\n-----END PKCS7-----\n', 'openssl pkcs7'],
    ['a PKCS#7 file in DER', () => Buffer.from('301106092a864886f70d010702a0040402abcd', 'hex'), 'PKCS#7'],
    ['a page', () => '<!doctype html><title>404</title>', 'not a certificate'],
    ['nothing', () => '', 'not a certificate'],
    [
      'a certificate with more behind it',
      () => Buffer.concat([makeAuthority('A').certificate.der, Buffer.from([0])]),
      '',
    ],
    ['a certificate that is cut off', () => makeAuthority('A').certificate.der.subarray(0, 200), ''],
    ['a large file', () => Buffer.alloc(200_000, 0x30), 'too many'],
  ])('says of %s that it is no certificate', async (_name, content, words) => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, content())
    const { code, said } = await operate(['show', file])
    expect(code).toBe(1)
    expect(said).toContain(`Refused: ${file}: `)
    expect(said).toContain(words)
  })

  it('reads DER, and PEM with words around it', async () => {
    const { der } = makeAuthority('A').certificate
    const file = join(newFolder(), 'file')
    for (const content of [der, `Certificate:\n  Data: …\n${pemOf(der)}\nmore words\n`]) {
      writeFileSync(file, content)
      expect((await operate(['show', file])).said).toContain(`SHA-256: ${fingerprint(der)}`)
    }
  })

  it('says that a file is not there, and that a folder is none', async () => {
    const folder = newFolder()
    expect(await operate(['show', join(folder, 'no')])).toMatchObject({
      code: 1,
      said: expect.stringContaining('no such file'),
    })
    expect(await operate(['show', folder])).toMatchObject({ code: 1, said: expect.stringContaining('is a folder') })
    // npm runs scripts elsewhere than where they were typed.
    expect((await operate(['show', 'no.cer'])).said).toContain(`${process.cwd()}/no.cer: `)
  })
})

describe('trust list', () => {
  it('marks what has expired, and fails for a file that is not the pinned one any more or is gone', async () => {
    const { file, folder, run, tail, sha256 } = setUp(makeAuthority('CA', { notAfter: '2026-06-01T00:00:00Z' }))
    await run(['add', file, moeaca, crl], tail)
    expect(await run(['list'])).toMatchObject({ code: 0, said: expect.not.stringContaining('UNUSABLE') })
    const later = await operate(['list'], {
      variables: { TRUST_ANCHORS: join(folder, 'trust.json'), ENVIRONMENT: 'test' },
      clock: new SettableClock('2026-06-02T00:00:00Z'),
    })
    expect(later.said).toContain('UNUSABLE: it expired on 2026-06-01')

    writeFileSync(join(folder, `${sha256}.cer`), makeAuthority('Evil').certificate.der)
    expect(await run(['list'])).toMatchObject({ code: 1, said: expect.stringContaining('is another certificate') })
    rmSync(join(folder, `${sha256}.cer`))
    expect(await run(['list'])).toMatchObject({ code: 1, said: expect.stringContaining('ENOENT') })
    // Adding it again mends it.
    expect((await run(['add', file, moeaca, crl], tail)).code).toBe(0)
    expect((await run(['list'])).code).toBe(0)
  })

  it('an empty trust file is none that a server starts with', async () => {
    expect((await setUp().run(['list'])).code).toBe(1)
  })
})

describe('trust remove', () => {
  it('takes the rows and the stored certificate away, once it is confirmed', async () => {
    const { file, folder, run, tail, sha256, rows } = setUp()
    await run(['add', file, moeaca, crl], tail)
    await run(['add', file, '--card-type=moica', crl], tail)
    expect((await run(['remove', tail], 'no')).code).toBe(1)
    expect(rows()).toHaveLength(2)
    const one = await run(['remove', sha256, moeaca], tail)
    expect(one.said).toContain('no anchor is left for moeaca')
    expect(one.said).not.toContain('does not start')
    expect(rows().map(({ cardType }) => cardType)).toEqual(['moica'])
    expect(existsSync(join(folder, `${sha256}.cer`))).toBe(true)
    expect(await run(['remove', sha256.slice(0, 8), `--fingerprint=${sha256}`])).toMatchObject({
      code: 0,
      said: expect.stringContaining('the last one; the server does not start without any'),
    })
    expect(rows()).toEqual([])
    expect(existsSync(join(folder, `${sha256}.cer`))).toBe(false)
    expect(existsSync(file)).toBe(true)
  })

  it('of an unknown fingerprint is refused; fewer than eight digits are none', async () => {
    const { file, run, tail } = setUp()
    await run(['add', file, moeaca, crl], tail)
    expect((await run(['remove', '0123456789abcdef'], tail)).code).toBe(1)
    expect((await run(['remove', tail.slice(-4)], tail)).code).toBe(2)
  })
})

describe('trust', () => {
  it.each([
    [[], 'a command is missing'],
    [['install'], 'no such command'],
    [['add'], '<file> must be'],
    [['add', 'a', 'b', moeaca, crl], 'more words'],
    [['add', 'a', '--card-type=nhi', crl], '--card-type must be one of'],
    [['add', 'a', moeaca, '--crl=ldap://x'], '--crl must be an http(s) address'],
    [['add', 'a', moeaca, '--force'], '--force'],
    [['list', '--trust-file='], '--trust-file must be'],
    [['allow-unknown-status', '0123456789', '--hours=73', '--reason=x', '--by=y'], '--hours must be'],
    [['allow-unknown-status', '0123456789', '--hours=1', '--reason= ', '--by=y'], '--reason must be'],
    [['end-exception', 'x', '--by=y'], '<exception> must be'],
  ])('wrong usage %j is told, with exit code 2', async (args, words) => {
    const { code, said } = await operate(args)
    expect(code).toBe(2)
    expect(said).toContain(words)
    expect(said).toContain('npm run trust -- ')
  })

  it('needs to know which trust file', async () => {
    expect(await operate(['list'])).toMatchObject({ code: 2, said: expect.stringContaining('TRUST_ANCHORS') })
  })

  it('help is no wrong usage', async () => {
    expect(await operate(['help'])).toMatchObject({ code: 0, said: expect.stringContaining('allow-unknown-status') })
  })
})
