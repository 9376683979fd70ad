import { toHex } from '../../core/bytes/hex.ts'
import { authorityUrls } from './authorities.ts'
import { nullValue } from './der.ts'
import { ecdsaSha256, keyIdentifier, rsaSha256 } from './keys.ts'
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type Name,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from './x509.ts'

/** Assurance level 3 of the government's certificate policy. */
const policy = '2.16.886.101.0.3.3'

/** Whoever signs: the root signs itself, so it is its own issuer. */
export interface Issuer {
  readonly slug: string
  readonly name: Name
  readonly keys: CryptoKeyPair
}

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

interface Request extends Validity {
  readonly subject: Name
  readonly publicKey: CryptoKey
  readonly issuer: Issuer
}

/** 128 bits like the government's; the first bit may be set, so that a leading zero byte is met in practice. */
const newSerialNumber = () => toHex(crypto.getRandomValues(new Uint8Array(16)).with(0, randomNonZero()))
const randomNonZero = () => 1 + ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 255)

export const subjectPublicKeyInfo = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('spki', key))

const keyIdOf = async (key: CryptoKey) => keyIdentifier(await subjectPublicKeyInfo(key))

async function issue(request: Request, extensions: Extension[]): Promise<X509Certificate> {
  const { subject, publicKey, issuer, notBefore, notAfter } = request
  return X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject,
    issuer: issuer.name,
    notBefore,
    notAfter,
    signingAlgorithm: issuer.keys.privateKey.algorithm.name === ecdsaSha256.name ? ecdsaSha256 : rsaSha256,
    publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      new SubjectKeyIdentifierExtension(await keyIdOf(publicKey)),
      new AuthorityKeyIdentifierExtension(await keyIdOf(issuer.keys.publicKey)),
      ...extensions,
    ],
  })
}

/** Where a certificate of this issuer is checked; a root's own needs none. */
function sources(issuer: Issuer, { ocsp }: { ocsp: boolean }): Extension[] {
  const urls = authorityUrls(issuer.slug)
  return [
    new CRLDistributionPointsExtension([urls.crl]),
    new AuthorityInfoAccessExtension({ caIssuers: urls.certificate, ...(ocsp ? { ocsp: urls.ocsp } : {}) }),
  ]
}

const authorityUsage = () => new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)

export const issueRoot = (root: Issuer, validity: Validity): Promise<X509Certificate> =>
  issue({ ...validity, subject: root.name, publicKey: root.keys.publicKey, issuer: root }, [
    new BasicConstraintsExtension(true, undefined, true),
    authorityUsage(),
  ])

export const issueAuthority = (authority: Issuer, issuer: Issuer, validity: Validity): Promise<X509Certificate> =>
  issue({ ...validity, subject: authority.name, publicKey: authority.keys.publicKey, issuer }, [
    new BasicConstraintsExtension(true, 0, true),
    authorityUsage(),
    new CertificatePolicyExtension([policy]),
    ...(authority === issuer ? [] : sources(issuer, { ocsp: false })),
  ])

export const issueCard = (
  subject: Name,
  attributes: Extension,
  publicKey: CryptoKey,
  issuer: Issuer,
  validity: Validity,
): Promise<X509Certificate> =>
  issue({ ...validity, subject, publicKey, issuer }, [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new CertificatePolicyExtension([policy]),
    attributes,
    ...sources(issuer, { ocsp: true }),
  ])

/** RFC 6960 §4.2.2.2: signed by the authority itself, for OCSP signing only, and not to be checked in turn (nocheck). */
export const issueResponder = (
  subject: Name,
  publicKey: CryptoKey,
  issuer: Issuer,
  validity: Validity,
): Promise<X509Certificate> =>
  issue({ ...validity, subject, publicKey, issuer }, [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.9']),
    new Extension('1.3.6.1.5.5.7.48.1.5', false, nullValue()),
  ])

/** Of the authority that issues security modules: it signs their files too. */
export const issueModuleAuthority = (
  authority: Issuer,
  issuer: Issuer,
  modulePolicy: string,
  validity: Validity,
): Promise<X509Certificate> =>
  issue({ ...validity, subject: authority.name, publicKey: authority.keys.publicKey, issuer }, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature, true),
    new CertificatePolicyExtension([modulePolicy]),
  ])

/** Revocation is the portal's own table: no list and no responder is named. */
export const issueModule = (
  subject: Name,
  publicKey: CryptoKey,
  issuer: Issuer,
  modulePolicy: string,
  validity: Validity,
): Promise<X509Certificate> =>
  issue({ ...validity, subject, publicKey, issuer }, [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new CertificatePolicyExtension([modulePolicy]),
  ])
