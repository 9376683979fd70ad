import { generateKeyPairSync, type webcrypto } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBase64 } from '../../../core/bytes/base64.ts'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { examineSamFile } from '../../../core/sam/examine-sam-file.ts'
import { samFileName } from '../../../core/sam/sam-file-name.ts'
import { checkedSigner, keySigner, tokenSigner } from '../../../server/pki/es256-signer.ts'
import { issueSamAuthority, type SamIssuer } from '../../../server/pki/issue-sam-certificate.ts'
import { makeSamRoot, publicKeyOf } from '../../../server/pki/make-sam-authority.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { makeModuleFile, newSecret } from '../../../server/sam/make-module-file.ts'
import { SoftHsm, softHsmModule, whyNoSoftHsm } from '../../rigs/softhsm.ts'
import { authorityValidity } from './authority-files.ts'

const reason = whyNoSoftHsm()
const token = { module: softHsmModule, token: 'SAM', id: '5349474e', pinVariable: 'SAM_PIN' }
const subject = {
  module: '001000000042',
  institution: '3501999018',
  institutionName: '示範晨曦診所',
  environment: 'production',
} as const
const validity = { notBefore: new Date('2026-03-01T00:00:00Z'), notAfter: new Date('2029-03-01T00:00:00Z') }

describe('an issuing key in a token, by PKCS#11', () => {
  let softHsm: SoftHsm | undefined
  let root: Certificate
  let certificate: Certificate
  beforeAll(async () => {
    if (reason !== undefined) return
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const made = await makeSamRoot('正式根', authorityValidity)
    root = made.certificate
    const issuer = { certificate: root, signer: keySigner(made.key) }
    certificate = await issueSamAuthority('正式發卡', publicKeyOf(privateKey), 'production', issuer, authorityValidity)
    softHsm = new SoftHsm()
    const jwk = privateKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey
    softHsm.addToken('SAM', { pin: '123456', certificate: toBase64(certificate.der), privateKey: jwk })
  })
  afterAll(() => softHsm?.remove())

  const signer = (changes: Partial<typeof token> = {}, pin = '123456') =>
    tokenSigner({ ...token, ...changes }, { ...process.env, ...softHsm?.environment, SAM_PIN: pin })

  it('signs certificates and module files', async ({ skip }) => {
    skip(reason !== undefined, `softhsm2: ${reason}`)
    const issuer: SamIssuer = { certificate, signer: checkedSigner(signer(), certificate.publicKey) }
    const { file } = await makeModuleFile(subject, newSecret(), issuer, validity)
    const { facts } = await examineSamFile(file, {
      fileName: samFileName(subject),
      roots: [{ environment: 'production', certificate: root }],
      time: new Date('2026-03-02T00:00:00Z'),
      verify: async (...signed) => verifySignature(...signed),
    })
    expect(facts).toMatchObject(subject)
  })

  it.for([
    ['a wrong PIN', {}, '000000', 'CKR_PIN_INCORRECT'],
    ['a token that is not there', { token: 'OTHER' }, '123456', 'OTHER'],
    ['a key that is not in it', { id: '00' }, '123456', 'not found'],
    ['a module that is not there', { module: '/nowhere.so' }, '123456', '/nowhere.so'],
  ] as const)('%s is told in the tool’s words', async ([, changes, pin, words], { skip }) => {
    skip(reason !== undefined, `softhsm2: ${reason}`)
    await expect(signer(changes, pin).sign(Uint8Array.of(1))).rejects.toThrow(words)
  })

  it('another key than the certificate’s signs nothing', async ({ skip }) => {
    skip(reason !== undefined, `softhsm2: ${reason}`)
    const other = publicKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    await expect(checkedSigner(signer(), other).sign(Uint8Array.of(1))).rejects.toThrow('is not the one of the issuing')
  })
})

it('where pkcs11-tool is not installed, that is said', async () => {
  const none = tokenSigner(token, { PATH: '/nowhere', SAM_PIN: '123456' })
  await expect(none.sign(Uint8Array.of(1))).rejects.toThrow('pkcs11-tool')
})
