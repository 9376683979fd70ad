import { equal } from '../bytes/equal.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import type { Certificate } from './certificate.ts'
import { type DerValue, tags } from './der.ts'
import { readInteger, readOid } from './der-primitives.ts'
import { der, derOid } from './der-writer.ts'
import { hashOids } from './oids.ts'
import { sha1 } from './sha1.ts'
import { sha256 } from './sha256.ts'

/** RFC 6960 §4.1.1: which certificate is asked about. */
export interface CertId {
  readonly hashAlgorithm: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  /** Hex, as in Certificate. */
  readonly serialNumber: string
}

const hashes: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  [hashOids.sha1, sha1],
  [hashOids.sha256, sha256],
])

export function parseCertId(value: DerValue): CertId {
  const what = 'certID'
  const reader = value.reader()
  const algorithm = reader.read(what, tags.sequence).reader()
  const hashAlgorithm = readOid(algorithm.read(what, tags.oid), what)
  algorithm.optional(what, tags.null)
  algorithm.finish(what)
  const issuerNameHash = reader.read(what, tags.octetString).content
  const issuerKeyHash = reader.read(what, tags.octetString).content
  const serialNumber = toHex(readInteger(reader.read(what, tags.integer), what))
  reader.finish(what)
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
}

/** True when `id` names the certificate, made by the issuer with this name and key. */
export function namesCertificate(id: CertId, certificate: Certificate, issuer: Certificate): boolean {
  const hash = hashes.get(id.hashAlgorithm)
  return (
    hash !== undefined &&
    id.serialNumber === certificate.serialNumber &&
    equal(id.issuerKeyHash, hash(issuer.publicKey.keyBits)) &&
    equal(id.issuerNameHash, hash(certificate.issuer.der))
  )
}

export function encodeCertId(
  certificate: Certificate,
  issuer: Certificate,
  hash: keyof typeof hashOids,
): Uint8Array<ArrayBuffer> {
  const digest = hash === 'sha1' ? sha1 : sha256
  return der(
    tags.sequence,
    der(tags.sequence, derOid(hashOids[hash]), der(tags.null)),
    der(tags.octetString, digest(certificate.issuer.der)),
    der(tags.octetString, digest(issuer.publicKey.keyBits)),
    der(tags.integer, fromHex(certificate.serialNumber)),
  )
}
