import { DerError, DerReader, readDer, tags } from './der.ts'
import { readInteger, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { parseExtensionList } from './extensions.ts'
import { parseGeneralNames } from './general-name.ts'
import type { Name } from './name.ts'
import { extensionOids } from './oids.ts'
import { type SerialTable, SerialTableBuilder } from './serial-index.ts'

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
/** Authorities that one list may speak for, and octets of their names. */
const authorityLimit = 4096
const authorityOctets = 4096

/** What is known of a list's entries without their bytes. Plain values and typed arrays. */
export interface EntryIndex extends SerialTable {
  /** Authorities that an indirect list speaks for beside its own issuer: number 1 first, each by its names' keys. */
  readonly authorities: readonly (readonly string[])[]
  /** Critical entry extensions that we do not understand: RFC 5280 §5.3 forbids to use such a list for any certificate. */
  readonly unknownCritical: readonly string[]
}

interface Range {
  readonly contentStart: number
  readonly end: number
}

/** Checks and indexes every entry of a list that stands at `range` in `der`; undefined for a list without any. */
export function indexEntries(der: Uint8Array, range: Range | undefined): EntryIndex {
  const { contentStart = 0, end: limit = 0 } = range ?? {}
  // An entry with a 16-octet serial and a date has 35 octets; with shorter ones the table grows.
  const table = new SerialTableBuilder(der, Math.ceil((limit - contentStart) / 35))
  const unknownCritical = new Set<string>()
  const authorities = new AuthorityNumbers()
  for (let at = contentStart; at < limit;) {
    const { extensionsAt, end } = scanEntry(der, at, limit)
    if (extensionsAt < end && !isReasonOnly(der, extensionsAt, end)) {
      const issuer = checkEntryExtensions(der, extensionsAt, end, unknownCritical)
      if (issuer) table.startRun(at, authorities.numberOf(issuer))
    }
    table.add(at)
    at = end
  }
  return { ...table.finish(), authorities: authorities.names, unknownCritical: [...unknownCritical] }
}

/** Equal texts for equal names of authorities. */
export const authorityKey = (name: Name): string => JSON.stringify(name.canonical)

/** certificateIssuer extensions by number. Many entries have the same octets there, so those are compared first. */
class AuthorityNumbers {
  readonly names: string[][] = []
  readonly #byOctets = new Map<string, number>()

  numberOf(certificateIssuer: Uint8Array): number {
    const octets = String.fromCharCode(...certificateIssuer)
    let number = this.#byOctets.get(octets)
    if (number === undefined) {
      if (this.names.length >= authorityLimit) throw new DerError('certificateIssuer: too many authorities')
      const names = parseGeneralNames(
        readDer(certificateIssuer, 'certificateIssuer', tags.sequence),
        'certificateIssuer',
      )
      const keys = names.flatMap((name) => (name.form === 'directory' ? [authorityKey(name.name)] : []))
      if (keys.length === 0) throw new DerError('certificateIssuer: no directory name')
      number = this.names.push(keys)
      this.#byOctets.set(octets, number)
    }
    return number
  }
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

/** The content of certificateIssuer, if it is there: from this entry on the list speaks of that authority's certificates. */
function checkEntryExtensions(
  der: Uint8Array,
  start: number,
  end: number,
  unknownCritical: Set<string>,
): Uint8Array | undefined {
  let issuer: Uint8Array | undefined
  for (const { oid, critical, value } of readEntryExtensions(der, start, end)) {
    if (oid === extensionOids.reasonCode) readReason(value)
    else if (oid === extensionOids.certificateIssuer) issuer = value
    else if (critical && oid !== extensionOids.invalidityDate) unknownCritical.add(oid)
  }
  if (issuer && issuer.length > authorityOctets) throw new DerError('certificateIssuer: too long')
  return issuer
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
