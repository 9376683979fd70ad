import { equal } from '../bytes/equal.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { type SignatureAlgorithmIdentifier, parseSignatureAlgorithm } from './algorithms.ts'
import { type RevokedEntry, indexEntries, readEntry } from './crl-entries.ts'
import { DerError, context, readDer, tags } from './der.ts'
import { readBoolean, readInteger, readOctetAlignedBits, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { type DistributionPointName, parseDistributionPointName, parseExtensionList } from './extensions.ts'
import { type Name, parseName } from './name.ts'
import { extensionOids } from './oids.ts'
import { SerialIndex } from './serial-index.ts'

export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  readonly onlySomeReasons: boolean
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

/** A CRL as read, not yet trusted. */
export interface CertificateList {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
  readonly issuer: Name
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate: number | undefined
  /** Content octets, hex, of the CRL number; undefined when the list has none. */
  readonly crlNumber: string | undefined
  /** Hex. */
  readonly authorityKeyIdentifier: string | undefined
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined
  readonly isDelta: boolean
  /** Critical extensions, of the list or of any entry, that we do not understand: the list must not be used. */
  readonly unknownCritical: readonly string[]
  readonly size: number
  /** The entry of a serial number (hex, as in Certificate). */
  find(serialNumber: string): RevokedEntry | undefined
}

const what = 'certificateList'

/**
 * Reads one DER CRL strictly and indexes its serial numbers. The answer keeps `der` and must be its only user.
 * Throws DerError (ERR_CERT_MALFORMED).
 */
export function parseCrl(der: Uint8Array): CertificateList {
  const outer = readDer(der, what, tags.sequence).reader()
  const tbsValue = outer.read('tbsCertList', tags.sequence)
  const outerAlgorithm = outer.read('signatureAlgorithm', tags.sequence)
  const signature = readOctetAlignedBits(outer.read('signature', tags.bitString), 'signature')
  outer.finish(what)

  const tbs = tbsValue.reader()
  const versionValue = tbs.optional('version', tags.integer)
  if (versionValue && readSmallInteger(versionValue, 'version') !== 1) throw new DerError('version: unknown')
  const innerAlgorithm = tbs.read('signatureAlgorithm', tags.sequence)
  if (!equal(innerAlgorithm.der, outerAlgorithm.der)) throw new DerError('signatureAlgorithm: inner and outer differ')
  const issuer = parseName(tbs.read('issuer', tags.sequence), 'issuer')
  if (issuer.isEmpty) throw new DerError('issuer: empty')
  const thisUpdate = readTime(tbs.read('thisUpdate'), 'thisUpdate')
  const nextUpdate =
    tbs.nextIs(tags.utcTime) || tbs.nextIs(tags.generalizedTime)
      ? readTime(tbs.read('nextUpdate'), 'nextUpdate')
      : undefined
  const revoked = tbs.optional('revokedCertificates', tags.sequence)
  const extensionsValue = versionValue && tbs.optional('crlExtensions', context(0, true))
  tbs.finish('tbsCertList')

  const unknownCritical = new Set<string>()
  const entries = revoked ? indexEntries(der, revoked.range, unknownCritical) : new SerialIndex(der, 0)
  return {
    tbs: tbsValue.der,
    signatureAlgorithm: parseSignatureAlgorithm(outerAlgorithm),
    signature,
    issuer,
    thisUpdate,
    nextUpdate,
    ...parseCrlExtensions(extensionsValue?.content, unknownCritical),
    unknownCritical: [...unknownCritical],
    size: entries.size,
    find: (serialNumber) => {
      const at = entries.find(fromHex(serialNumber))
      return at === undefined ? undefined : readEntry(der, at)
    },
  }
}

function parseCrlExtensions(content: Uint8Array | undefined, unknownCritical: Set<string>) {
  let crlNumber: string | undefined
  let authorityKeyIdentifier: string | undefined
  let issuingDistributionPoint: IssuingDistributionPoint | undefined
  let isDelta = false
  const extensions = content
    ? parseExtensionList(readDer(content, 'crlExtensions', tags.sequence), 'crlExtensions')
    : []
  for (const { oid, critical, value } of extensions) {
    if (oid === extensionOids.cRLNumber) {
      crlNumber = toHex(readInteger(readDer(value, 'cRLNumber', tags.integer), 'cRLNumber'))
    } else if (oid === extensionOids.authorityKeyIdentifier) {
      const reader = readDer(value, 'authorityKeyIdentifier', tags.sequence).reader()
      const keyIdentifier = reader.optional('authorityKeyIdentifier', context(0))
      authorityKeyIdentifier = keyIdentifier && toHex(keyIdentifier.content)
    } else if (oid === extensionOids.issuingDistributionPoint) {
      issuingDistributionPoint = parseIssuingDistributionPoint(value)
    } else if (oid === extensionOids.deltaCRLIndicator) {
      isDelta = true
    } else if (critical) {
      unknownCritical.add(oid)
    }
  }
  return { crlNumber, authorityKeyIdentifier, issuingDistributionPoint, isDelta }
}

function parseIssuingDistributionPoint(bytes: Uint8Array): IssuingDistributionPoint {
  const name = 'issuingDistributionPoint'
  const reader = readDer(bytes, name, tags.sequence).reader()
  const distributionPoint = reader.optional(name, context(0, true))
  const flag = (number: number): boolean => {
    const value = reader.optional(name, context(number))
    return value !== undefined && readBoolean(value, name)
  }
  const onlyContainsUserCerts = flag(1)
  const onlyContainsCACerts = flag(2)
  const onlySomeReasons = reader.optional(name, context(3)) !== undefined
  const indirectCRL = flag(4)
  const onlyContainsAttributeCerts = flag(5)
  reader.finish(name)
  return {
    name: distributionPoint && parseDistributionPointName(distributionPoint, name),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlySomeReasons,
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
