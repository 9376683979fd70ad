import { toHex } from '../bytes/hex.ts'
import { DerError, type DerValue, context, readDer, tags } from './der.ts'
import { readBoolean, readInteger } from './der-primitives.ts'
import {
  type DistributionPoint,
  type DistributionPointName,
  parseDistributionPointName,
  parseDistributionPoints,
} from './distribution-points.ts'
import { parseAuthorityKeyIdentifier, parseExtensionList } from './extensions.ts'
import { extensionOids } from './oids.ts'
import { type ReasonMask, readReasonFlags } from './reason-flags.ts'

/** Which certificates and reasons a list is for (RFC 5280 §5.2.5). */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  /** Undefined: all reasons. */
  readonly onlySomeReasons: ReasonMask | undefined
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

/** The extensions of a list (RFC 5280 §5.2). */
export interface CrlExtensions {
  /** Content octets, hex, of the CRL number; undefined when the list has none. */
  readonly crlNumber: string | undefined
  /** Of a delta list, hex as crlNumber: the complete list that it adds to has this number or a higher one. */
  readonly baseCrlNumber: string | undefined
  /** Hex. */
  readonly authorityKeyIdentifier: string | undefined
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined
  /** Where delta lists to this one are. */
  readonly freshestCRL: readonly DistributionPoint[] | undefined
  /** Critical ones that we do not understand. */
  readonly unknownCritical: readonly string[]
}

type Fields = { -readonly [Field in keyof CrlExtensions]: CrlExtensions[Field] }
type Parser = (value: Uint8Array, into: Fields) => void

const number = (bytes: Uint8Array, what: string): string => toHex(readInteger(readDer(bytes, what, tags.integer), what))

const parsers: Readonly<Record<string, Parser>> = {
  [extensionOids.cRLNumber]: (bytes, into) => {
    into.crlNumber = number(bytes, 'cRLNumber')
  },
  [extensionOids.deltaCRLIndicator]: (bytes, into) => {
    into.baseCrlNumber = number(bytes, 'deltaCRLIndicator')
  },
  [extensionOids.authorityKeyIdentifier]: (bytes, into) => {
    into.authorityKeyIdentifier = parseAuthorityKeyIdentifier(bytes)
  },
  [extensionOids.issuingDistributionPoint]: (bytes, into) => {
    into.issuingDistributionPoint = parseIssuingDistributionPoint(bytes)
  },
  [extensionOids.freshestCRL]: (bytes, into) => {
    into.freshestCRL = parseDistributionPoints(bytes, 'freshestCRL')
  },
}

/** `value` is the explicitly tagged list of extensions; undefined for a list without any. */
export function parseCrlExtensions(value: DerValue | undefined): CrlExtensions {
  const unknownCritical: string[] = []
  const fields: Fields = {
    crlNumber: undefined,
    baseCrlNumber: undefined,
    authorityKeyIdentifier: undefined,
    issuingDistributionPoint: undefined,
    freshestCRL: undefined,
    unknownCritical,
  }
  const what = 'crlExtensions'
  for (const { oid, critical, value: bytes } of value
    ? parseExtensionList(readDer(value.content, what, tags.sequence), what)
    : []) {
    const parse = Object.hasOwn(parsers, oid) ? parsers[oid] : undefined
    if (parse) parse(bytes, fields)
    else if (critical) unknownCritical.push(oid)
  }
  return fields
}

function parseIssuingDistributionPoint(bytes: Uint8Array): IssuingDistributionPoint {
  const what = 'issuingDistributionPoint'
  const value = readDer(bytes, what, tags.sequence)
  // RFC 5280 §5.2.5: a scope that says nothing must be left out.
  if (value.isEmpty) throw new DerError(`${what}: empty`)
  const reader = value.reader()
  const name = reader.optional(what, context(0, true))
  const flag = (tag: number): boolean => {
    const found = reader.optional(what, context(tag))
    return found !== undefined && readBoolean(found, what)
  }
  const onlyContainsUserCerts = flag(1)
  const onlyContainsCACerts = flag(2)
  const reasons = reader.optional(what, context(3))
  const indirectCRL = flag(4)
  const onlyContainsAttributeCerts = flag(5)
  reader.finish(what)
  return {
    name: name && parseDistributionPointName(name, what),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlySomeReasons: reasons && readReasonFlags(reasons, what),
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
