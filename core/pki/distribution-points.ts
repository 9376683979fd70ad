import { DerError, type DerValue, context, readAll, readDer, tags } from './der.ts'
import { type GeneralName, parseGeneralNames } from './general-name.ts'
import { type Rdn, parseRdn } from './name.ts'
import { type ReasonMask, readReasonFlags } from './reason-flags.ts'

/** Where the lists for a certificate are to be found (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  /** Undefined: a cRLIssuer alone. */
  readonly name: DistributionPointName | undefined
  /** The reasons that the lists there cover; undefined: all. */
  readonly reasons: ReasonMask | undefined
  /** Who signs the lists there, when it is not the certificate's issuer. */
  readonly crlIssuer: readonly GeneralName[] | undefined
}

export type DistributionPointName = { readonly fullName: readonly GeneralName[] } | { readonly relativeToIssuer: Rdn }

/** Points of a certificate, and names of a point: cards have two with one name each, and each is held against each list. */
export const pointLimit = 32

/** CRLDistributionPoints: also the syntax of freshestCRL. */
export function parseDistributionPoints(bytes: Uint8Array, what: string): DistributionPoint[] {
  const points = readAll(readDer(bytes, what, tags.sequence), what, tags.sequence, (value) =>
    parseDistributionPoint(value, what),
  )
  if (points.length === 0) throw new DerError(`${what}: empty`)
  if (points.length > pointLimit) throw new DerError(`${what}: more than ${pointLimit} points`)
  return points
}

function parseDistributionPoint(value: DerValue, what: string): DistributionPoint {
  const reader = value.reader()
  const name = reader.optional(what, context(0, true))
  const reasons = reader.optional(what, context(1))
  const crlIssuer = reader.optional(what, context(2, true))
  reader.finish(what)
  if (!name && !crlIssuer) throw new DerError(`${what}: neither name nor issuer`)
  return {
    name: name && parseDistributionPointName(name, what),
    reasons: reasons && readReasonFlags(reasons, what),
    crlIssuer: crlIssuer && parsePointNames(crlIssuer, what),
  }
}

export function parseDistributionPointName(value: DerValue, what: string): DistributionPointName {
  const choice = value.reader()
  const inner = choice.read(what)
  choice.finish(what)
  if (inner.tag === context(0, true)) return { fullName: parsePointNames(inner, what) }
  if (inner.tag === context(1, true)) return { relativeToIssuer: parseRdn(inner, what) }
  throw new DerError(`${what}: bad distribution point name`)
}

function parsePointNames(value: DerValue, what: string): GeneralName[] {
  const names = parseGeneralNames(value, what)
  if (names.length > pointLimit) throw new DerError(`${what}: more than ${pointLimit} names`)
  return names
}
