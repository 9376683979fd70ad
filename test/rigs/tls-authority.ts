import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { webcrypto } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

export interface ServerCertificate {
  readonly names: readonly string[]
  /** Days from now; a day before until a day after by default. */
  readonly validFrom?: number
  readonly validUntil?: number
}

/** An authority for servers of this test run. Trusted by nobody until a browser is told to. */
export interface TlsAuthority {
  /** Base64 DER, as policies take it. */
  readonly certificate: string
  issue(wanted: ServerCertificate): Promise<Required<Pick<SecureContextOptions, 'key' | 'cert'>>>
}

export async function makeTlsAuthority(name: string): Promise<TlsAuthority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + day),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  })
  return {
    certificate: authority.toString('base64'),
    issue: (wanted) => issueFrom(authority, keys.privateKey, wanted),
  }
}

async function issueFrom(authority: X509Certificate, signingKey: CryptoKey, wanted: ServerCertificate) {
  const { names, validFrom = -1, validUntil = 1 } = wanted
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${names[0]}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() + validFrom * day),
    notAfter: new Date(Date.now() + validUntil * day),
    extensions: [
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert: certificate.toString('pem') }
}
