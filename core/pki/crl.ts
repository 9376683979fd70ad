import { equal } from '../bytes/equal.ts'
import { fromHex } from '../bytes/hex.ts'
import { type SignatureAlgorithmIdentifier, parseSignatureAlgorithm } from './algorithms.ts'
import { authorityKey } from './crl-authorities.ts'
import { type EntryIndex, type RevokedEntry, indexEntries, readEntry } from './crl-entries.ts'
import { type CrlExtensions, parseCrlExtensions } from './crl-extensions.ts'
import { DerError, context, readDer, tags } from './der.ts'
import { readOctetAlignedBits, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { type Name, parseName } from './name.ts'
import { extensionOids } from './oids.ts'
import { findEntries } from './serial-index.ts'

/** A CRL as read, not yet trusted. */
export interface CertificateList extends CrlExtensions {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
  readonly issuer: Name
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate: number | undefined
  /** Critical extensions, of the list or of any entry, that we do not understand: the list must not be used. */
  readonly unknownCritical: readonly string[]
  readonly size: number
  /** The entry of a serial number (hex, as in Certificate) of an authority; by default of the list's own issuer. */
  find(serialNumber: string, authority?: Name): RevokedEntry | undefined
}

/**
 * What indexCrl finds out about a list: plain values and typed arrays, so that it can be cloned or its buffers
 * transferred (`slots`, `multipliers`, `runs`) from a worker.
 */
export type CrlIndex = EntryIndex

/**
 * Reads one DER CRL strictly, every entry included, and indexes its serial numbers: the costly part.
 * Throws DerError (ERR_CERT_MALFORMED).
 */
export function indexCrl(der: Uint8Array): CrlIndex {
  const parts = readParts(der)
  openParts(parts)
  return indexEntries(der, parts.revoked?.range)
}

/**
 * The list that was indexed: `der` must be the very bytes that `index` was made of. The answer keeps both and must be
 * their only user. Throws DerError (ERR_CERT_MALFORMED).
 */
export function openCrl(der: Uint8Array, index: CrlIndex): CertificateList {
  const list = openParts(readParts(der))
  const unknownCritical = [...list.unknownCritical, ...index.unknownCritical]
  // Only an indirect list may speak of another authority's certificates (RFC 5280 §5.3.3).
  if (index.authorities.length > 0 && !list.issuingDistributionPoint?.indirectCRL) {
    unknownCritical.push(extensionOids.certificateIssuer)
  }
  return {
    ...list,
    unknownCritical,
    size: index.size,
    find(serialNumber, authority) {
      const serial = fromHex(serialNumber)
      const positions = authorityNumbers(index, list.issuer, authority).flatMap((number) =>
        findEntries(der, index, serial, number),
      )
      const entries = positions.map((at) => readEntry(der, at))
      // Where a list says both of one certificate, being revoked is what counts.
      return entries.find(({ reason }) => reason !== 'removeFromCRL') ?? entries[0]
    },
  }
}

/** Both in one: for small lists, and where a thread has nothing else to do. */
export const parseCrl = (der: Uint8Array): CertificateList => openCrl(der, indexCrl(der))

/** Which numbers an authority has in the index. Only an indirect list has others than its own. */
function authorityNumbers({ authorities }: CrlIndex, issuer: Name, authority = issuer): number[] {
  const numbers = authority.matches(issuer) ? [0] : []
  if (authorities.length === 0) return numbers
  const wanted = authorityKey(authority)
  for (const [index, keys] of authorities.entries()) if (keys.includes(wanted)) numbers.push(index + 1)
  return numbers
}

const what = 'certificateList'

/** The outer structure, without a look at the entries. */
function readParts(der: Uint8Array) {
  const outer = readDer(der, what, tags.sequence).reader()
  const tbsValue = outer.read('tbsCertList', tags.sequence)
  const algorithm = outer.read('signatureAlgorithm', tags.sequence)
  const signature = readOctetAlignedBits(outer.read('signature', tags.bitString), 'signature')
  outer.finish(what)

  const tbs = tbsValue.reader()
  const version = tbs.optional('version', tags.integer)
  if (version && readSmallInteger(version, 'version') !== 1) throw new DerError('version: unknown')
  const innerAlgorithm = tbs.read('signatureAlgorithm', tags.sequence)
  if (!equal(innerAlgorithm.der, algorithm.der)) throw new DerError('signatureAlgorithm: inner and outer differ')
  const issuer = tbs.read('issuer', tags.sequence)
  const thisUpdate = tbs.read('thisUpdate')
  const nextUpdate = tbs.nextIs(tags.utcTime) || tbs.nextIs(tags.generalizedTime) ? tbs.read('nextUpdate') : undefined
  const revoked = tbs.optional('revokedCertificates', tags.sequence)
  const extensions = version && tbs.optional('crlExtensions', context(0, true))
  tbs.finish('tbsCertList')
  return { tbs: tbsValue.der, algorithm, signature, issuer, thisUpdate, nextUpdate, revoked, extensions }
}

function openParts(parts: ReturnType<typeof readParts>): Omit<CertificateList, 'size' | 'find'> {
  const issuer = parseName(parts.issuer, 'issuer')
  if (issuer.isEmpty) throw new DerError('issuer: empty')
  return {
    tbs: parts.tbs,
    signatureAlgorithm: parseSignatureAlgorithm(parts.algorithm),
    signature: parts.signature,
    issuer,
    thisUpdate: readTime(parts.thisUpdate, 'thisUpdate'),
    nextUpdate: parts.nextUpdate && readTime(parts.nextUpdate, 'nextUpdate'),
    ...parseCrlExtensions(parts.extensions),
  }
}
