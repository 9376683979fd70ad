import { type KeyObject, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { type Certificate, parseCertificate } from '../../../core/pki/certificate.ts'
import { type CertificateList, parseCrl } from '../../../core/pki/crl.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { type KeyUsage, keyUsageNames } from '../../../core/pki/extensions.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'

/** Certificates, lists and answers of every shape, right and wrong, with P-256 keys: made in a millisecond. */
export type Bytes = Uint8Array<ArrayBuffer>
export interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export const makeKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text)
const nameTags = { utf8: tags.utf8String, printable: tags.printableString, teletex: tags.teletexString }

/** `['CN', 'text']` pairs, one RDN each. */
export type NameParts = readonly (readonly [type: string, text: string, as?: keyof typeof nameTags])[]
const attributeTypes: Record<string, string> = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  SN: '2.5.4.5',
}

export const name = (parts: NameParts): Bytes =>
  der(
    tags.sequence,
    ...parts.map(([type, text, as = 'utf8']) =>
      der(tags.set, der(tags.sequence, derOid(attributeTypes[type] ?? type), der(nameTags[as], utf8(text)))),
    ),
  )

export const time = (iso: string): Bytes => {
  const digits = new Date(iso).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  const year = Number(digits.slice(0, 4))
  return year < 2050 && year >= 1950
    ? der(tags.utcTime, utf8(digits.slice(2)))
    : der(tags.generalizedTime, utf8(digits))
}

export const extension = (oid: string, value: Bytes, critical = false): Bytes =>
  der(tags.sequence, derOid(oid), ...(critical ? [der(tags.boolean, [0xff])] : []), der(tags.octetString, value))

const integer = (number: number): Bytes => der(tags.integer, [number])

/** The extensions that tests use, by name. */
export const ext = {
  authority: (pathLength?: number) =>
    extension(
      oids.basicConstraints,
      der(tags.sequence, der(tags.boolean, [0xff]), ...(pathLength === undefined ? [] : [integer(pathLength)])),
      true,
    ),
  endEntity: () => extension(oids.basicConstraints, der(tags.sequence)),
  keyUsage: (...usages: KeyUsage[]) => {
    const octets = [0, 0]
    for (const usage of usages) {
      const bit = keyUsageNames.indexOf(usage)
      octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
    }
    return extension(oids.keyUsage, der(tags.bitString, [0, ...octets]), true)
  },
  extendedKeyUsage: (...purposes: string[]) => extension(oids.extKeyUsage, der(tags.sequence, ...purposes.map(derOid))),
  policies: (...policies: string[]) =>
    extension(
      oids.certificatePolicies,
      der(tags.sequence, ...policies.map((policy) => der(tags.sequence, derOid(policy)))),
    ),
  policyMapping: (from: string, to: string) =>
    extension(oids.policyMappings, der(tags.sequence, der(tags.sequence, derOid(from), derOid(to))), true),
  inhibitMapping: (after: number) =>
    extension(oids.policyConstraints, der(tags.sequence, der(context(1), [after])), true),
  permittedDirectory: (base: NameParts) => directoryConstraint(0, base),
  excludedDirectory: (base: NameParts) => directoryConstraint(1, base),
  distributionPoint: (uri: string, someReasons = false) =>
    extension(
      oids.cRLDistributionPoints,
      der(tags.sequence, der(tags.sequence, pointName(uri), ...(someReasons ? [der(context(1), [6, 0x40])] : []))),
    ),
  directoryAttribute: (type: string, value: Bytes) => directoryAttributes([type, value]),
  ocspNoCheck: () => extension(oids.ocspNoCheck, der(tags.null)),
  unknownCritical: () => extension('1.3.6.1.4.1.99999.1', der(tags.null), true),
}

export const directoryAttributes = (...attributes: (readonly [type: string, value: Bytes])[]): Bytes =>
  extension(
    oids.subjectDirectoryAttributes,
    der(tags.sequence, ...attributes.map(([type, value]) => der(tags.sequence, derOid(type), der(tags.set, value)))),
  )

const directoryConstraint = (kind: 0 | 1, base: NameParts): Bytes =>
  extension(
    oids.nameConstraints,
    der(tags.sequence, der(context(kind, true), der(tags.sequence, der(context(4, true), name(base))))),
    true,
  )

const pointName = (uri: string): Bytes => der(context(0, true), der(context(0, true), der(context(6), utf8(uri))))

export interface CertificateOptions {
  readonly subject: NameParts
  readonly issuer: NameParts
  readonly signer: Keys
  /** The certified key; default a new one. */
  readonly keys?: Keys
  readonly notBefore?: string
  readonly notAfter?: string
  readonly serialNumber?: Uint8Array
  readonly extensions?: readonly Bytes[]
  readonly algorithm?: Bytes
  /** What stands there instead of subject and issuer: names that NameParts has no words for. */
  readonly nameDers?: { readonly subject: Bytes; readonly issuer: Bytes }
}

/** ecdsa-with-SHA256 */
export const ecdsaSha256 = der(tags.sequence, derOid('1.2.840.10045.4.3.2'))

export function certificateDer(options: CertificateOptions): Bytes {
  const { algorithm = ecdsaSha256, extensions = [] } = options
  const keys = options.keys ?? makeKeys()
  const tbs = der(
    tags.sequence,
    ...(extensions.length > 0 ? [der(context(0, true), integer(2))] : []),
    der(tags.integer, options.serialNumber ?? newSerialNumber()),
    algorithm,
    options.nameDers?.issuer ?? name(options.issuer),
    der(
      tags.sequence,
      time(options.notBefore ?? '2024-01-01T00:00:00Z'),
      time(options.notAfter ?? '2030-12-31T23:59:59Z'),
    ),
    options.nameDers?.subject ?? name(options.subject),
    new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' })),
    ...(extensions.length > 0 ? [der(context(3, true), der(tags.sequence, ...extensions))] : []),
  )
  return signed(tbs, options.signer, algorithm)
}

export const makeCertificate = (options: CertificateOptions): Certificate => parseCertificate(certificateDer(options))

/** SEQUENCE { tbs, algorithm, BIT STRING }: certificates, lists, OCSP answers. */
export const signed = (tbs: Bytes, signer: Keys, algorithm = ecdsaSha256, ...more: Bytes[]): Bytes =>
  der(tags.sequence, tbs, algorithm, der(tags.bitString, [0], sign('sha256', tbs, signer.privateKey)), ...more)

const newSerialNumber = (): Uint8Array => new Uint8Array([0x11, ...randomBytes(15)])

export interface TestAuthority {
  readonly certificate: Certificate
  readonly subject: NameParts
  readonly keys: Keys
}

type AuthorityOptions = Partial<CertificateOptions> & { readonly pathLength?: number; readonly by?: TestAuthority }

const authorityUsage = () => ext.keyUsage('keyCertSign', 'cRLSign')

/** A root when nobody issues it. */
export function makeAuthority(commonName: string, options: AuthorityOptions = {}): TestAuthority {
  const subject =
    options.subject ??
    ([
      ['C', 'TW'],
      ['CN', commonName],
    ] as const)
  const keys = options.keys ?? makeKeys()
  const certificate = makeCertificate({
    subject,
    issuer: options.by?.subject ?? subject,
    signer: options.by?.keys ?? keys,
    extensions: [ext.authority(options.pathLength), authorityUsage()],
    ...options,
    keys,
  })
  return { certificate, subject, keys }
}

/** A holder's certificate of an authority. */
export const makeLeaf = (by: TestAuthority, options: Partial<CertificateOptions> = {}): Certificate =>
  makeCertificate({
    subject: [
      ['C', 'TW'],
      ['CN', '測試人'],
      ['SN', '0000000000000001', 'printable'],
    ],
    issuer: by.subject,
    signer: by.keys,
    extensions: [ext.keyUsage('digitalSignature')],
    ...options,
  })

export interface ListOptions {
  readonly by: TestAuthority
  readonly signer?: Keys
  /** `more` are further extensions of the entry. */
  readonly revoked?: readonly (readonly [
    certificate: Certificate,
    reason?: number | undefined,
    more?: readonly Bytes[],
  ])[]
  readonly thisUpdate?: string
  readonly nextUpdate?: string | null
  readonly extensions?: readonly Bytes[]
  /** Extensions of every entry, instead of the reason. */
  readonly entryExtensions?: Bytes
  readonly algorithm?: Bytes
}

export function crlDer(options: ListOptions): Bytes {
  const { by, revoked = [], nextUpdate = '2026-02-01T00:00:00Z', extensions = [], algorithm = ecdsaSha256 } = options
  const reasonCode = (reason: number) => extension(oids.reasonCode, der(tags.enumerated, [reason]))
  const entries = revoked.map(([certificate, reason, more = []]) => {
    const own = [...(reason === undefined ? [] : [reasonCode(reason)]), ...more]
    return der(
      tags.sequence,
      der(tags.integer, Buffer.from(certificate.serialNumber, 'hex')),
      time('2025-12-31T20:00:00Z'),
      ...(options.entryExtensions ? [der(tags.sequence, options.entryExtensions)] : []),
      ...(own.length === 0 ? [] : [der(tags.sequence, ...own)]),
    )
  })
  const tbs = der(
    tags.sequence,
    integer(1),
    algorithm,
    name(by.subject),
    time(options.thisUpdate ?? '2026-01-01T00:00:00Z'),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length > 0 ? [der(tags.sequence, ...entries)] : []),
    ...(extensions.length > 0 ? [der(context(0, true), der(tags.sequence, ...extensions))] : []),
  )
  return signed(tbs, options.signer ?? by.keys, algorithm)
}

export const makeCrl = (options: ListOptions): CertificateList => parseCrl(crlDer(options))

export const crlNumber = (number: number): Bytes => extension(oids.cRLNumber, integer(number))

/** issuingDistributionPoint: an address, and flags by their tag. */
export const issuingPoint = (uri: string | undefined, ...flags: number[]): Bytes =>
  extension(
    oids.issuingDistributionPoint,
    der(
      tags.sequence,
      ...(uri === undefined ? [] : [pointName(uri)]),
      ...flags.map((flag) => der(context(flag), flag === 3 ? [1, 0x80] : [0xff])),
    ),
    true,
  )
