import { toHex } from '../bytes/hex.ts'
import { parseOcspResponders } from './authority-info-access.ts'
import { DerError, type DerValue, context, readAll, readDer, tags } from './der.ts'
import { readBitString, readBoolean, readOid, readSmallInteger } from './der-primitives.ts'
import { type DirectoryAttribute, parseDirectoryAttributes } from './directory-attributes.ts'
import { type DistributionPoint, parseDistributionPoints } from './distribution-points.ts'
import { type GeneralName, parseGeneralName, parseGeneralNames } from './general-name.ts'
import { extensionOids, policyQualifierOids } from './oids.ts'
import { RecentOctets } from './recent-octets.ts'

/** RFC 5280 §4.2.1.3, in the order of the bits. */
export const keyUsageNames = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof keyUsageNames)[number]

export interface PolicyInformation {
  readonly policy: string
  /** Carries a qualifier that we do not know; fatal when the extension is critical. */
  readonly unknownQualifier: boolean
}

export interface PolicyMapping {
  readonly issuerDomainPolicy: string
  readonly subjectDomainPolicy: string
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined
  readonly inhibitPolicyMapping: number | undefined
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

/** The certificate extensions that we understand, by their RFC 5280 names. Absent ones are undefined. */
export interface CertificateExtensions {
  /** Hex. */
  readonly authorityKeyIdentifier: string | undefined
  /** Hex. */
  readonly subjectKeyIdentifier: string | undefined
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined
  readonly basicConstraints: { readonly cA: boolean; readonly pathLenConstraint: number | undefined } | undefined
  readonly extKeyUsage: readonly string[] | undefined
  readonly certificatePolicies: readonly PolicyInformation[] | undefined
  readonly policyMappings: readonly PolicyMapping[] | undefined
  readonly policyConstraints: PolicyConstraints | undefined
  readonly inhibitAnyPolicy: number | undefined
  readonly nameConstraints: NameConstraints | undefined
  readonly subjectAltName: readonly GeneralName[] | undefined
  readonly cRLDistributionPoints: readonly DistributionPoint[] | undefined
  /** Where delta lists are. */
  readonly freshestCRL: readonly DistributionPoint[] | undefined
  /** Addresses of OCSP responders. */
  readonly ocspResponders: readonly string[] | undefined
  readonly subjectDirectoryAttributes: readonly DirectoryAttribute[] | undefined
  readonly ocspNoCheck: true | undefined
}

/**
 * The extensions while they are read, and after. What a validation seldom or once looks at stays octets, and is read again
 * when it is asked for: a portal keeps thousands of certificates.
 */
class ReadExtensions implements CertificateExtensions {
  authorityKeyIdentifier: string | undefined
  subjectKeyIdentifier: string | undefined
  keyUsage: ReadonlySet<KeyUsage> | undefined
  basicConstraints: CertificateExtensions['basicConstraints']
  extKeyUsage: readonly string[] | undefined
  certificatePolicies: readonly PolicyInformation[] | undefined
  policyMappings: readonly PolicyMapping[] | undefined
  policyConstraints: PolicyConstraints | undefined
  inhibitAnyPolicy: number | undefined
  nameConstraints: NameConstraints | undefined
  subjectAltName: readonly GeneralName[] | undefined
  freshestCRL: readonly DistributionPoint[] | undefined
  ocspNoCheck: true | undefined
  points: Uint8Array | undefined
  access: Uint8Array | undefined
  attributes: DerValue | undefined

  get cRLDistributionPoints(): readonly DistributionPoint[] | undefined {
    return this.points && readPoints(this.points)
  }

  get ocspResponders(): readonly string[] | undefined {
    return this.access && readOcspResponders(this.access)
  }

  get subjectDirectoryAttributes(): readonly DirectoryAttribute[] | undefined {
    return this.attributes && parseDirectoryAttributes(this.attributes)
  }
}

/** The same addresses stand in every certificate of an authority. */
const recentPoints = new RecentOctets<readonly DistributionPoint[]>(256)
const recentResponders = new RecentOctets<readonly string[]>(256)

const readPoints = (bytes: Uint8Array): readonly DistributionPoint[] =>
  recentPoints.read(bytes, 0, bytes.length, (octets) => parseDistributionPoints(octets, 'cRLDistributionPoints'))

const readOcspResponders = (bytes: Uint8Array): readonly string[] =>
  recentResponders.read(bytes, 0, bytes.length, (octets) =>
    parseOcspResponders(sequence(octets, 'authorityInfoAccess')),
  )

/** Few of the sets that nine bits can make are ever met. */
const knownUsages = new Map<number, ReadonlySet<KeyUsage>>()

/** `bits` is the first two octets of the BIT STRING, without what lies beyond the nine names. */
function usagesOf(bits: number): ReadonlySet<KeyUsage> {
  const usages = new Set(keyUsageNames.filter((_, bit) => (bits & (0x8000 >> bit)) !== 0))
  knownUsages.set(bits, usages)
  return usages
}

type Parser = (value: Uint8Array, into: ReadExtensions) => void

const sequence = (bytes: Uint8Array, what: string): DerValue => {
  const value = readDer(bytes, what, tags.sequence)
  if (value.isEmpty) throw new DerError(`${what}: empty`)
  return value
}

/** One row per extension; an extension without a row is refused when critical, else passed over. */
const parsers: Readonly<Record<string, Parser>> = {
  [extensionOids.authorityKeyIdentifier]: (bytes, into) => {
    into.authorityKeyIdentifier = parseAuthorityKeyIdentifier(bytes)
  },
  [extensionOids.subjectKeyIdentifier]: (bytes, into) => {
    into.subjectKeyIdentifier = toHex(readDer(bytes, 'subjectKeyIdentifier', tags.octetString).content)
  },
  [extensionOids.keyUsage]: (bytes, into) => {
    const { octets } = readBitString(readDer(bytes, 'keyUsage', tags.bitString), 'keyUsage')
    const bits = (((octets[0] ?? 0) << 8) | (octets[1] ?? 0)) & 0xff80
    const usages = knownUsages.get(bits) ?? usagesOf(bits)
    if (usages.size === 0) throw new DerError('keyUsage: no usage')
    into.keyUsage = usages
  },
  [extensionOids.basicConstraints]: (bytes, into) => {
    const what = 'basicConstraints'
    const reader = readDer(bytes, what, tags.sequence).reader()
    // An explicit FALSE is not DER, but authorities write it, and under a signature it cannot be altered.
    const cA = reader.nextIs(tags.boolean) && readBoolean(reader.read(what), what)
    const length = reader.optional(what, tags.integer)
    reader.finish(what)
    if (length && !cA) throw new DerError(`${what}: path length without cA`)
    into.basicConstraints = { cA, pathLenConstraint: length && readSmallInteger(length, what) }
  },
  [extensionOids.extKeyUsage]: (bytes, into) => {
    const what = 'extKeyUsage'
    into.extKeyUsage = readAll(sequence(bytes, what), what, tags.oid, (value) => readOid(value, what))
  },
  [extensionOids.certificatePolicies]: (bytes, into) => {
    const what = 'certificatePolicies'
    const policies = readAll(sequence(bytes, what), what, tags.sequence, parsePolicy)
    if (new Set(policies.map(({ policy }) => policy)).size !== policies.length) {
      throw new DerError(`${what}: a policy twice`)
    }
    into.certificatePolicies = policies
  },
  [extensionOids.policyMappings]: (bytes, into) => {
    const what = 'policyMappings'
    into.policyMappings = readAll(sequence(bytes, what), what, tags.sequence, (value) => {
      const reader = value.reader()
      const issuerDomainPolicy = readOid(reader.read(what, tags.oid), what)
      const subjectDomainPolicy = readOid(reader.read(what, tags.oid), what)
      reader.finish(what)
      return { issuerDomainPolicy, subjectDomainPolicy }
    })
  },
  [extensionOids.policyConstraints]: (bytes, into) => {
    const what = 'policyConstraints'
    const reader = sequence(bytes, what).reader()
    const requireExplicit = reader.optional(what, context(0))
    const inhibitMapping = reader.optional(what, context(1))
    reader.finish(what)
    into.policyConstraints = {
      requireExplicitPolicy: requireExplicit && readSmallInteger(requireExplicit, what),
      inhibitPolicyMapping: inhibitMapping && readSmallInteger(inhibitMapping, what),
    }
  },
  [extensionOids.inhibitAnyPolicy]: (bytes, into) => {
    into.inhibitAnyPolicy = readSmallInteger(readDer(bytes, 'inhibitAnyPolicy', tags.integer), 'inhibitAnyPolicy')
  },
  [extensionOids.nameConstraints]: (bytes, into) => {
    const what = 'nameConstraints'
    const reader = sequence(bytes, what).reader()
    const permitted = reader.optional(what, context(0, true))
    const excluded = reader.optional(what, context(1, true))
    reader.finish(what)
    into.nameConstraints = { permitted: parseSubtrees(permitted), excluded: parseSubtrees(excluded) }
  },
  [extensionOids.subjectAltName]: (bytes, into) => {
    into.subjectAltName = parseGeneralNames(readDer(bytes, 'subjectAltName', tags.sequence), 'subjectAltName')
  },
  [extensionOids.issuerAltName]: (bytes) => {
    parseGeneralNames(readDer(bytes, 'issuerAltName', tags.sequence), 'issuerAltName')
  },
  [extensionOids.cRLDistributionPoints]: (bytes, into) => {
    readPoints(bytes)
    into.points = bytes
  },
  [extensionOids.freshestCRL]: (bytes, into) => {
    into.freshestCRL = parseDistributionPoints(bytes, 'freshestCRL')
  },
  [extensionOids.authorityInfoAccess]: (bytes, into) => {
    readOcspResponders(bytes)
    into.access = bytes
  },
  [extensionOids.subjectDirectoryAttributes]: (bytes, into) => {
    into.attributes = sequence(bytes, 'subjectDirectoryAttributes')
    parseDirectoryAttributes(into.attributes)
  },
  [extensionOids.ocspNoCheck]: (bytes, into) => {
    if (!readDer(bytes, 'ocspNoCheck', tags.null).isEmpty) throw new DerError('ocspNoCheck: not NULL')
    into.ocspNoCheck = true
  },
}

/** Of a certificate or a list (RFC 5280 §4.2.1.1, §5.2.1): the keyIdentifier, hex; undefined when it names the key otherwise. */
export function parseAuthorityKeyIdentifier(bytes: Uint8Array): string | undefined {
  const what = 'authorityKeyIdentifier'
  const reader = readDer(bytes, what, tags.sequence).reader()
  const keyIdentifier = reader.optional(what, context(0))
  reader.optional(what, context(1, true))
  reader.optional(what, context(2))
  reader.finish(what)
  return keyIdentifier && toHex(keyIdentifier.content)
}

function parsePolicy(value: DerValue): PolicyInformation {
  const what = 'certificatePolicies'
  const reader = value.reader()
  const policy = readOid(reader.read(what, tags.oid), what)
  let unknownQualifier = false
  const qualifiers = reader.optional(what, tags.sequence)
  reader.finish(what)
  if (qualifiers) {
    if (qualifiers.isEmpty) throw new DerError(`${what}: no qualifiers`)
    readAll(qualifiers, what, tags.sequence, (item) => {
      const qualifier = item.reader()
      const oid = readOid(qualifier.read(what, tags.oid), what)
      qualifier.read(what)
      qualifier.finish(what)
      unknownQualifier ||= oid !== policyQualifierOids.cps && oid !== policyQualifierOids.userNotice
    })
  }
  return { policy, unknownQualifier }
}

/** GeneralSubtrees: `minimum` must be 0 and `maximum` absent (RFC 5280 §4.2.1.10). */
function parseSubtrees(value: DerValue | undefined): GeneralName[] {
  const what = 'nameConstraints'
  if (!value) return []
  const bases = readAll(value, what, tags.sequence, (subtree) => {
    const reader = subtree.reader()
    const base = parseGeneralName(reader.read(what), what)
    const minimum = reader.optional(what, context(0))
    if (minimum && readSmallInteger(minimum, what) !== 0) throw new DerError(`${what}: minimum`)
    reader.finish(what)
    return base
  })
  if (bases.length === 0) throw new DerError(`${what}: empty`)
  return bases
}

/** One Extension (RFC 5280 §4.1). */
export interface Extension {
  readonly oid: string
  readonly critical: boolean
  readonly value: Uint8Array
}

/** Extensions: at least one, none twice. Used for certificates, CRLs, CRL entries and OCSP. */
export function parseExtensionList(value: DerValue, what: string): Extension[] {
  const seen = new Set<string>()
  const extensions = readAll(value, what, tags.sequence, (item) => {
    const reader = item.reader()
    const oid = readOid(reader.read(what, tags.oid), what)
    const flag = reader.optional(what, tags.boolean)
    const critical = flag !== undefined && readBoolean(flag, what)
    const octets = reader.read(what, tags.octetString).content
    reader.finish(what)
    if (seen.has(oid)) throw new DerError(`${what}: ${oid} twice`)
    seen.add(oid)
    return { oid, critical, value: octets }
  })
  if (extensions.length === 0) throw new DerError(`${what}: empty`)
  return extensions
}

export interface ParsedExtensions {
  readonly extensions: CertificateExtensions
  /** Critical ones that we do not understand: the certificate must not be used. */
  readonly unknownCritical: readonly string[]
}

/** Undefined where the certificate has none. */
export function parseCertificateExtensions(value: DerValue | undefined): ParsedExtensions {
  const extensions = new ReadExtensions()
  const unknownCritical: string[] = []
  for (const { oid, critical, value: bytes } of value ? parseExtensionList(value, 'extensions') : []) {
    const parse = Object.hasOwn(parsers, oid) ? parsers[oid] : undefined
    if (parse) parse(bytes, extensions)
    else if (critical) unknownCritical.push(oid)
    if (oid === extensionOids.certificatePolicies && critical) {
      const unknown = extensions.certificatePolicies?.find((policy) => policy.unknownQualifier)
      if (unknown) unknownCritical.push(`qualifier of ${unknown.policy}`)
    }
  }
  return { extensions, unknownCritical }
}
