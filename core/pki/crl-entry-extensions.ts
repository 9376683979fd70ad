import { DerReader, readDer, tags } from './der.ts'
import { readSmallInteger } from './der-primitives.ts'
import { parseExtensionList } from './extensions.ts'
import { extensionOids } from './oids.ts'

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

/** An ENUMERATED CRLReason. An unknown one is an unspecified one: the certificate is revoked anyway. */
export function readReason(bytes: Uint8Array): RevocationReason {
  return reasons[readSmallInteger(readDer(bytes, 'reasonCode', tags.enumerated), 'reasonCode')] ?? 'unspecified'
}

/** The extensions of one CRL entry, from `start` to `end`. */
export interface EntryExtensions {
  readonly reason: RevocationReason
  /** The content of certificateIssuer: from this entry on the list speaks of that authority's certificates. */
  readonly certificateIssuer: Uint8Array | undefined
  /** Critical ones that we do not understand. */
  readonly unknownCritical: readonly string[]
}

const what = 'crlEntryExtensions'

export function readEntryExtensions(der: Uint8Array, start: number, end: number): EntryExtensions {
  const reader = new DerReader(der, start, end)
  const list = reader.read(what, tags.sequence)
  reader.finish(what)
  let reason: RevocationReason = 'unspecified'
  let certificateIssuer: Uint8Array | undefined
  const unknownCritical: string[] = []
  for (const { oid, critical, value } of parseExtensionList(list, what)) {
    if (oid === extensionOids.reasonCode) reason = readReason(value)
    else if (oid === extensionOids.certificateIssuer) certificateIssuer = value
    else if (critical && oid !== extensionOids.invalidityDate) unknownCritical.push(oid)
  }
  return { reason, certificateIssuer, unknownCritical }
}

/** What nearly all entries carry: SEQUENCE { SEQUENCE { OID 2.5.29.21, OCTET STRING { ENUMERATED … } } }. */
const reasonAlone = new Uint8Array([0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01])

function isReasonAlone(der: Uint8Array, start: number, end: number): boolean {
  if (end - start !== reasonAlone.length + 1 || (der[end - 1] ?? 0x80) >= 0x80) return false
  for (let i = 0; i < reasonAlone.length; i++) if (reasonAlone[i] !== der[start + i]) return false
  return true
}

const harmless = { certificateIssuer: undefined } as const
/** The last arc of 2.5.29.x. */
const arcs = { reasonCode: 21, invalidityDate: 24, certificateIssuer: 29 } as const

/**
 * The same by the octets alone, many times faster, for the three extensions that lists carry by the hundred thousand.
 * Undefined: something else is there, and readEntryExtensions is to look at it, and to refuse it if it must be.
 */
export function scanEntryExtensions(
  der: Uint8Array,
  start: number,
  end: number,
): Pick<EntryExtensions, 'certificateIssuer'> | undefined {
  if (isReasonAlone(der, start, end)) return harmless
  let at = contentOf(der, start, tags.sequence)
  if (at < 0 || endOf(der, start, at) !== end || at === end) return undefined
  let certificateIssuer: Uint8Array | undefined
  for (let seen = 0; at < end;) {
    const content = contentOf(der, at, tags.sequence)
    const next = endOf(der, at, content)
    // 06 03 55 1D: an OBJECT IDENTIFIER of three octets below 2.5.29.
    const isKnown =
      content > 0 &&
      next <= end &&
      der[content] === tags.oid &&
      der[content + 1] === 3 &&
      der[content + 2] === 0x55 &&
      der[content + 3] === 0x1d
    const arc = der[content + 4] ?? 0
    if (!isKnown || (seen & (1 << arc)) !== 0) return undefined
    seen |= 1 << arc
    const isCritical = der[content + 5] === tags.boolean && der[content + 6] === 1 && der[content + 7] === 0xff
    const octets = content + (isCritical ? 8 : 5)
    const value = contentOf(der, octets, tags.octetString)
    if (value < 0 || endOf(der, octets, value) !== next) return undefined
    if (arc === arcs.certificateIssuer) certificateIssuer = der.subarray(value, next)
    else if (arc === arcs.reasonCode ? !isReason(der, value, next) : arc !== arcs.invalidityDate) return undefined
    at = next
  }
  return certificateIssuer ? { certificateIssuer } : harmless
}

/** Where the content of the value at `at` starts, if it has this tag and a length of one or two octets; else -1. */
function contentOf(der: Uint8Array, at: number, tag: number): number {
  const length = der[at + 1] ?? 0x80
  if (der[at] !== tag) return -1
  if (length < 0x80) return at + 2
  return length === 0x81 && (der[at + 2] ?? 0) >= 0x80 ? at + 3 : -1
}

const endOf = (der: Uint8Array, at: number, content: number): number =>
  content + (content === at + 2 ? (der[at + 1] ?? 0) : (der[at + 2] ?? 0))

/** ENUMERATED of one octet, not negative. */
const isReason = (der: Uint8Array, at: number, end: number): boolean =>
  end - at === 3 && der[at] === tags.enumerated && der[at + 1] === 1 && (der[at + 2] ?? 0x80) < 0x80
