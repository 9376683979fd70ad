import { createCipheriv, generateKeyPairSync, randomBytes, scrypt } from 'node:crypto'
import type { Certificate } from '../../core/pki/certificate.ts'
import { assembleSamFile, samFileSigningInput, usualCost } from '../../core/sam/sam-file.ts'
import { secretLength } from '../../core/sam/sam-secret.ts'
import {
  issueModuleCertificate,
  type ModuleSubject,
  readPublicKey,
  type SamIssuer,
  type Validity,
} from '../pki/issue-sam-certificate.ts'

/** A module as it leaves the server: nobody but the holder of the secret can use it. */
export interface MadeModule {
  readonly certificate: Certificate
  /** The .SAM file (README.md). */
  readonly file: Uint8Array<ArrayBuffer>
}

/** 128 random bits. Whoever asks for it overwrites it. */
export const newSecret = (): Uint8Array => new Uint8Array(randomBytes(secretLength))

/**
 * Makes a module: a new P-256 key, its certificate, and the file that holds both, the key encrypted to `secret`. The private
 * key is overwritten before this resolves; of `secret` nothing is kept. Errors: plain ones, of a key that is not the
 * issuing certificate's or a token that does not sign.
 */
export async function makeModuleFile(
  subject: ModuleSubject,
  secret: Uint8Array,
  issuer: SamIssuer,
  validity: Validity,
): Promise<MadeModule> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  try {
    const certificate = await issueModuleCertificate(subject, readPublicKey(publicKey), issuer, validity)
    return { certificate, file: await writeFile(certificate, privateKey, secret, issuer) }
  } finally {
    privateKey.fill(0)
  }
}

async function writeFile(
  certificate: Certificate,
  privateKey: Uint8Array,
  secret: Uint8Array,
  issuer: SamIssuer,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const key = await deriveKey(secret, salt)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(certificate.der)
  const encryptedKey = Buffer.concat([cipher.update(privateKey), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  const kdf = { ...usualCost, salt }
  const authority = issuer.certificate.der
  const input = samFileSigningInput({ authority, certificate: certificate.der, kdf, iv, encryptedKey })
  return assembleSamFile(input.text, await issuer.signer.sign(input.bytes))
}

/** RFC 7914. Twice the memory that it needs is what Node wants to be told. */
const deriveKey = (secret: Uint8Array, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const { n: N, r, p } = usualCost
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)))
  })
