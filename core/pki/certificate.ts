import { toHex } from '../bytes/hex.ts'
import { type SignatureAlgorithmIdentifier, parseSignatureAlgorithm } from './algorithms.ts'
import { equal } from '../bytes/equal.ts'
import { DerError, type DerValue, context, readDer, tags } from './der.ts'
import { readInteger, readOctetAlignedBits, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { type CertificateExtensions, parseCertificateExtensions } from './extensions.ts'
import { type Name, parseName } from './name.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'
import { RecentOctets } from './recent-octets.ts'

/** A certificate as read, not yet trusted. */
export interface Certificate {
  readonly der: Uint8Array
  /** What is signed. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
  readonly version: 1 | 2 | 3
  /** Content octets of the INTEGER, hex: never a number, since serials have up to 20 octets and may be negative. */
  readonly serialNumber: string
  readonly issuer: Name
  readonly subject: Name
  /** Milliseconds since 1970; valid from the first to the last second, both included. */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: PublicKey
  readonly extensions: CertificateExtensions
  readonly unknownCritical: readonly string[]
}

/** Leaf first, anchor last. */
export type CertificationPath = readonly [leaf: Certificate, issuer: Certificate, ...above: Certificate[]]

export const anchorOf = (path: CertificationPath): Certificate => path.at(-1) ?? path[1]

/** Issued to itself (RFC 5280 §6.1): counts neither for path length nor for policy counters. */
export const isSelfIssued = (certificate: Certificate): boolean => certificate.subject.matches(certificate.issuer)

/** The largest certificate that is read at all, in octets. */
export const certificateLimit = 65_536

const what = 'certificate'

/**
 * Reads one DER certificate strictly: nothing after it, every extension at most once, the inner algorithm equal to the
 * outer one. Throws DerError (ERR_CERT_MALFORMED).
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > certificateLimit) throw new DerError(`${what}: larger than ${certificateLimit} octets`)
  const outer = readDer(der, what, tags.sequence).reader()
  const tbsValue = outer.read('tbsCertificate', tags.sequence)
  const outerAlgorithm = outer.read('signatureAlgorithm', tags.sequence)
  const signature = readOctetAlignedBits(outer.read('signature', tags.bitString), 'signature')
  outer.finish(what)

  const tbs = tbsValue.reader()
  const versionValue = tbs.optional('version', context(0, true))
  const version = versionValue ? readVersion(versionValue.content) : 1
  const serial = readInteger(tbs.read('serialNumber', tags.integer), 'serialNumber')
  if (serial.length > 21) throw new DerError('serialNumber: too long')
  const innerAlgorithm = tbs.read('signatureAlgorithm', tags.sequence)
  if (!equal(innerAlgorithm.der, outerAlgorithm.der)) throw new DerError('signatureAlgorithm: inner and outer differ')
  const issuer = readIssuer(tbs.read('issuer', tags.sequence))
  if (issuer.isEmpty) throw new DerError('issuer: empty')
  const validity = tbs.read('validity', tags.sequence).reader()
  const notBefore = readTime(validity.read('notBefore'), 'notBefore')
  const notAfter = readTime(validity.read('notAfter'), 'notAfter')
  validity.finish('validity')
  const subject = parseName(tbs.read('subject', tags.sequence), 'subject')
  const publicKey = parsePublicKey(tbs.read('subjectPublicKeyInfo', tags.sequence))
  // Unique identifiers (version 2) are passed over: RFC 5280 §4.1.2.8 has them unused.
  if (version > 1) {
    tbs.optional('issuerUniqueID', context(1))
    tbs.optional('subjectUniqueID', context(2))
  }
  const extensionsValue = version === 3 ? tbs.optional('extensions', context(3, true)) : undefined
  tbs.finish('tbsCertificate')

  return {
    der,
    tbs: tbsValue.der,
    signatureAlgorithm: parseSignatureAlgorithm(outerAlgorithm),
    signature,
    version,
    serialNumber: toHex(serial),
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    ...parseCertificateExtensions(extensionsValue && readDer(extensionsValue.content, 'extensions', tags.sequence)),
  }
}

/** Cards have few issuers, and one name for each is enough. */
const recentIssuers = new RecentOctets<Name>(256)

const readIssuer = ({ source, start, end }: DerValue): Name =>
  recentIssuers.read(source, start, end, (octets) => parseName(readDer(octets, 'issuer'), 'issuer'))

function readVersion(content: Uint8Array): 2 | 3 {
  const number = readSmallInteger(readDer(content, 'version', tags.integer), 'version')
  if (number !== 1 && number !== 2) throw new DerError('version: unknown')
  return number === 1 ? 2 : 3
}
