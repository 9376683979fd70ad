import { DerError, DerReader, readDer, tags } from './der.ts'
import { readInteger, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { parseExtensionList } from './extensions.ts'
import { extensionOids } from './oids.ts'
import { SerialIndex } from './serial-index.ts'

/** RFC 5280 §5.3.1 by number. 7 is not used. */
const reasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const
export type RevocationReason = NonNullable<(typeof reasons)[number]>

export interface RevokedEntry {
  /** Milliseconds since 1970. */
  readonly revokedAt: number
  readonly reason: RevocationReason
}

const what = 'revokedCertificates'

/**
 * Checks and indexes every entry of a list that stands at `range` in `der`. Critical entry extensions that we do not
 * understand are added to `unknownCritical`: RFC 5280 §5.3 forbids to use such a list for any certificate.
 */
export function indexEntries(
  der: Uint8Array,
  range: { readonly contentStart: number; readonly end: number },
  unknownCritical: Set<string>,
): SerialIndex {
  // An entry with a 16-octet serial and a date has 35 octets; with shorter ones the table grows.
  const index = new SerialIndex(der, Math.ceil((range.end - range.contentStart) / 35))
  for (let at = range.contentStart; at < range.end;) {
    const { extensionsAt, end } = scanEntry(der, at, range.end)
    if (extensionsAt < end) checkEntryExtensions(der, extensionsAt, end, unknownCritical)
    index.add(at)
    at = end
  }
  return index
}

interface Scanned {
  /** Where the serial's INTEGER and the entry's extensions start; `end` for the latter when there are none. */
  readonly serialAt: number
  readonly extensionsAt: number
  readonly end: number
}

/** One entry by its octets, without a reader: a list may have hundreds of thousands. */
function scanEntry(der: Uint8Array, start: number, limit: number): Scanned {
  const length = der[start + 1] ?? 0
  if (length >= 0x80) return readLongEntry(der, start, limit)
  const serialAt = start + 2
  const end = serialAt + length
  const serialLength = der[serialAt + 1] ?? 0
  const dateAt = serialAt + 2 + serialLength
  const dateLength = der[dateAt + 1] ?? 0
  const extensionsAt = dateAt + 2 + dateLength
  const dateTag = der[dateAt]
  const isDate =
    (dateTag === tags.utcTime && dateLength === 13) || (dateTag === tags.generalizedTime && dateLength === 15)
  const fits = der[start] === tags.sequence && end <= limit && extensionsAt <= end
  if (!fits || !isDate || der[serialAt] !== tags.integer || !isSerial(der, serialAt + 2, serialLength)) {
    throw new DerError(`${what}: bad entry`)
  }
  return { serialAt, extensionsAt, end }
}

/** A minimal INTEGER of at most 21 octets: one that is not minimal would never be found. */
function isSerial(der: Uint8Array, at: number, length: number): boolean {
  const first = der[at] ?? 0
  const second = der[at + 1] ?? 0
  if (length < 1 || length > 21) return false
  return length === 1 || (first === 0 ? second >= 0x80 : first !== 0xff || second < 0x80)
}

/** An entry of 128 octets or more: legal, never seen. */
function readLongEntry(der: Uint8Array, start: number, limit: number): Scanned {
  const entry = new DerReader(der, start, limit).read(what, tags.sequence)
  const reader = entry.reader()
  const serial = reader.read('serialNumber', tags.integer)
  if (readInteger(serial, 'serialNumber').length > 21) throw new DerError('serialNumber: too long')
  const date = reader.read('revocationDate')
  readTime(date, 'revocationDate')
  return { serialAt: serial.range.start, extensionsAt: date.range.end, end: entry.range.end }
}

/** The reason code that nearly all entries carry: SEQUENCE { SEQUENCE { OID 2.5.29.21, OCTET STRING { ENUMERATED … } } }. */
const reasonOnly = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01]

function isReasonOnly(der: Uint8Array, start: number, end: number): boolean {
  if (end - start !== reasonOnly.length + 1) return false
  for (let i = 0; i < reasonOnly.length; i++) if (reasonOnly[i] !== der[start + i]) return false
  return true
}

function checkEntryExtensions(der: Uint8Array, start: number, end: number, unknownCritical: Set<string>): void {
  if (isReasonOnly(der, start, end)) return
  for (const { oid, critical, value } of readEntryExtensions(der, start, end)) {
    if (oid === extensionOids.reasonCode) readReason(value)
    // certificateIssuer makes the list an indirect one, where an entry may speak of another authority's certificate.
    const known = oid === extensionOids.reasonCode || oid === extensionOids.invalidityDate
    if ((critical && !known) || oid === extensionOids.certificateIssuer) unknownCritical.add(oid)
  }
}

function readEntryExtensions(der: Uint8Array, start: number, end: number) {
  const reader = new DerReader(der, start, end)
  const list = reader.read('crlEntryExtensions', tags.sequence)
  reader.finish(what)
  return parseExtensionList(list, 'crlEntryExtensions')
}

/** The entry that starts at `at`, as indexed. An unknown reason is an unspecified one: the certificate is revoked anyway. */
export function readEntry(der: Uint8Array, at: number): RevokedEntry {
  const { serialAt, extensionsAt, end } = scanEntry(der, at, der.length)
  const reader = new DerReader(der, serialAt, end)
  reader.read('serialNumber')
  const revokedAt = readTime(reader.read('revocationDate'), 'revocationDate')
  const extensions = extensionsAt < end ? readEntryExtensions(der, extensionsAt, end) : []
  const reason = extensions.find(({ oid }) => oid === extensionOids.reasonCode)
  return { revokedAt, reason: reason ? readReason(reason.value) : 'unspecified' }
}

/** An ENUMERATED CRLReason. */
export function readReason(bytes: Uint8Array): RevocationReason {
  return reasons[readSmallInteger(readDer(bytes, 'reasonCode', tags.enumerated), 'reasonCode')] ?? 'unspecified'
}
