import { AuthorityNumbers } from './crl-authorities.ts'
import { type RevocationReason, readEntryExtensions, scanEntryExtensions } from './crl-entry-extensions.ts'
import { DerError, DerReader, tags } from './der.ts'
import { readInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { type SerialTable, SerialTableBuilder } from './serial-index.ts'

export interface RevokedEntry {
  /** Milliseconds since 1970. */
  readonly revokedAt: number
  readonly reason: RevocationReason
}

const what = 'revokedCertificates'

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
    if (extensionsAt < end) {
      const { certificateIssuer } =
        scanEntryExtensions(der, extensionsAt, end) ?? checkedExtensions(der, extensionsAt, end, unknownCritical)
      if (certificateIssuer) table.startRun(at, authorities.numberOf(certificateIssuer))
    }
    table.add(at)
    at = end
  }
  return { ...table.finish(), authorities: authorities.names, unknownCritical: [...unknownCritical] }
}

function checkedExtensions(der: Uint8Array, start: number, end: number, unknownCritical: Set<string>) {
  const extensions = readEntryExtensions(der, start, end)
  for (const oid of extensions.unknownCritical) unknownCritical.add(oid)
  return extensions
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
  const fits = der[start] === tags.sequence && end <= limit && extensionsAt <= end
  if (
    !fits ||
    !isDate(der, dateAt, extensionsAt) ||
    der[serialAt] !== tags.integer ||
    !isSerial(der, serialAt + 2, serialLength)
  ) {
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

/** Days of the months; 29 February is looked at with its year. */
const days = new Uint8Array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])

/** A date that readTime can read, found out in a fraction of its time. */
function isDate(der: Uint8Array, at: number, end: number): boolean {
  const utcTime = der[at] === tags.utcTime
  if (end - at !== (utcTime ? 15 : 17) || !(utcTime || der[at] === tags.generalizedTime) || der[end - 1] !== 0x5a) {
    return false
  }
  for (let i = at + 2; i < end - 1; i++) if (((der[i] ?? 0) - 0x30) >>> 0 > 9) return false
  const month = twoDigits(der, end - 11)
  const day = twoDigits(der, end - 9)
  if (month === 2 && day === 29) readTime(new DerReader(der, at, end).read('revocationDate'), 'revocationDate')
  return (
    day > 0 &&
    day <= (days[month] ?? 0) &&
    twoDigits(der, end - 7) < 24 &&
    twoDigits(der, end - 5) < 60 &&
    twoDigits(der, end - 3) < 60
  )
}

const twoDigits = (der: Uint8Array, at: number): number => (der[at] ?? 0) * 10 + (der[at + 1] ?? 0) - 0x30 * 11

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

/** The entry that starts at `at`, as indexed. */
export function readEntry(der: Uint8Array, at: number): RevokedEntry {
  const { serialAt, extensionsAt, end } = scanEntry(der, at, der.length)
  const reader = new DerReader(der, serialAt, end)
  reader.read('serialNumber')
  const revokedAt = readTime(reader.read('revocationDate'), 'revocationDate')
  return { revokedAt, reason: extensionsAt < end ? readEntryExtensions(der, extensionsAt, end).reason : 'unspecified' }
}
