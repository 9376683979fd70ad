import { context, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'
import { type Bytes, type NameParts, extension, name, utf8 } from './make-certificate.ts'

/** The extensions by which lists and certificates say what a list is for: partitions, reasons, deltas, other authorities. */

/** ReasonFlags by bit (RFC 5280 §4.2.1.13). */
export const reasonBits = { keyCompromise: 1, cACompromise: 2, superseded: 4, certificateHold: 6 } as const
export const everyReason = [1, 2, 3, 4, 5, 6, 7, 8] as const

const reasonFlags = (tag: number, bits: readonly number[]): Bytes => {
  const octets = [0, 0]
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return der(context(tag), [0, ...octets])
}

/** The RDN that is put at the end of the name of whoever signs the list. */
export interface Relative {
  readonly relative: NameParts[number]
}
/** An address, a directory name, or one relative to the signer's. */
export type PointName = string | NameParts | Relative

const generalName = (of: string | NameParts): Bytes =>
  typeof of === 'string' ? der(context(6), utf8(of)) : der(context(4, true), name(of))

function pointName(of: PointName): Bytes {
  if (typeof of === 'object' && 'relative' in of) {
    // [1] IMPLICIT RelativeDistinguishedName: the attributes of the one SET.
    const whole = name([of.relative])
    const set = whole.subarray(2)
    return der(context(0, true), der(context(1, true), set.subarray(2)))
  }
  return der(context(0, true), der(context(0, true), generalName(of)))
}

export interface PointOptions {
  readonly name?: PointName
  readonly reasons?: readonly number[]
  readonly crlIssuer?: NameParts
}

const points = (oid: string, all: readonly PointOptions[]): Bytes =>
  extension(
    oid,
    der(
      tags.sequence,
      ...all.map((point) =>
        der(
          tags.sequence,
          ...(point.name === undefined ? [] : [pointName(point.name)]),
          ...(point.reasons ? [reasonFlags(1, point.reasons)] : []),
          ...(point.crlIssuer ? [der(context(2, true), generalName(point.crlIssuer))] : []),
        ),
      ),
    ),
  )

/** cRLDistributionPoints of a certificate. */
export const distributionPoints = (...all: readonly PointOptions[]): Bytes => points(oids.cRLDistributionPoints, all)
export const freshestCrl = (...all: readonly PointOptions[]): Bytes => points(oids.freshestCRL, all)

export interface ScopeOptions {
  readonly name?: PointName
  readonly onlyContainsUserCerts?: true
  readonly onlyContainsCACerts?: true
  readonly onlySomeReasons?: readonly number[]
  readonly indirectCRL?: true
}

/** issuingDistributionPoint of a list. */
export const scope = (of: ScopeOptions): Bytes =>
  extension(
    oids.issuingDistributionPoint,
    der(
      tags.sequence,
      ...(of.name === undefined ? [] : [pointName(of.name)]),
      ...(of.onlyContainsUserCerts ? [der(context(1), [0xff])] : []),
      ...(of.onlyContainsCACerts ? [der(context(2), [0xff])] : []),
      ...(of.onlySomeReasons ? [reasonFlags(3, of.onlySomeReasons)] : []),
      ...(of.indirectCRL ? [der(context(4), [0xff])] : []),
    ),
    true,
  )

export const deltaOf = (base: number): Bytes => extension(oids.deltaCRLIndicator, der(tags.integer, [base]), true)

export const keyIdentifierOf = (octets: readonly number[]): Bytes =>
  extension(oids.authorityKeyIdentifier, der(tags.sequence, der(context(0), octets)))

/** Of a list's entry. */
export const certificateIssuer = (...names: readonly (string | NameParts)[]): Bytes =>
  extension(oids.certificateIssuer, der(tags.sequence, ...names.map(generalName)), true)
