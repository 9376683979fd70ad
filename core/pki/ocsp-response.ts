import { toHex } from '../bytes/hex.ts'
import { type SignatureAlgorithmIdentifier, parseSignatureAlgorithm } from './algorithms.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import type { RevokedEntry } from './crl-entries.ts'
import { readReason } from './crl-entry-extensions.ts'
import { DerError, type DerValue, context, readAll, readDer, tags } from './der.ts'
import { readOctetAlignedBits, readOid, readSmallInteger } from './der-primitives.ts'
import { readTime } from './der-time.ts'
import { type Extension, parseExtensionList } from './extensions.ts'
import { type Name, parseName } from './name.ts'
import { type CertId, parseCertId } from './ocsp-certid.ts'
import { extensionOids, ocspBasicOid } from './oids.ts'

export type OcspStatus = { readonly status: 'good' } | { readonly status: 'unknown' } | RevokedStatus
export type RevokedStatus = { readonly status: 'revoked' } & RevokedEntry

export interface SingleResponse {
  readonly certId: CertId
  readonly certStatus: OcspStatus
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate: number | undefined
}

/** A BasicOCSPResponse (RFC 6960 §4.2.1) as read, not yet trusted. */
export interface OcspResponse {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
  readonly responderId: { readonly name: Name } | { readonly keyHash: Uint8Array }
  readonly producedAt: number
  readonly responses: readonly SingleResponse[]
  /** Hex of the nonce's octets; whoever sent a nonce compares. */
  readonly nonce: string | undefined
  readonly certificates: readonly Certificate[]
  readonly unknownCritical: readonly string[]
}

/** More than a responder ever sends for one certificate; each costs a signature check. */
const certificateCount = 4
const what = 'ocspResponse'

/** Reads one DER OCSPResponse strictly. Throws DerError, also for an answer that is an error status. */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  if (bytes.length > 65_536) throw new DerError(`${what}: too large`)
  const outer = readDer(bytes, what, tags.sequence).reader()
  const status = readSmallInteger(outer.read('responseStatus', tags.enumerated), 'responseStatus')
  if (status !== 0) throw new DerError(`responseStatus: ${status}`)
  const responseBytes = readDer(outer.read(what, context(0, true)).content, what, tags.sequence).reader()
  outer.finish(what)
  if (readOid(responseBytes.read('responseType', tags.oid), 'responseType') !== ocspBasicOid) {
    throw new DerError('responseType: not basic')
  }
  const basicBytes = responseBytes.read('response', tags.octetString).content
  responseBytes.finish(what)

  const basic = readDer(basicBytes, 'basicOCSPResponse', tags.sequence).reader()
  const tbs = basic.read('tbsResponseData', tags.sequence)
  const signatureAlgorithm = parseSignatureAlgorithm(basic.read('signatureAlgorithm', tags.sequence))
  const signature = readOctetAlignedBits(basic.read('signature', tags.bitString), 'signature')
  const certs = basic.optional('certs', context(0, true))
  basic.finish('basicOCSPResponse')
  const certificates = certs
    ? readAll(readDer(certs.content, 'certs', tags.sequence), 'certs', tags.sequence, ({ der }) =>
        parseCertificate(der),
      )
    : []
  if (certificates.length > certificateCount) throw new DerError('certs: too many')
  return { tbs: tbs.der, signatureAlgorithm, signature, certificates, ...parseResponseData(tbs) }
}

function parseResponseData(tbs: DerValue) {
  const reader = tbs.reader()
  // Version 1 is the default and not to be written in DER; responders that write it are understood by everybody else.
  const version = reader.optional('version', context(0, true))
  if (version && readSmallInteger(readDer(version.content, 'version', tags.integer), 'version') !== 0) {
    throw new DerError('version: unknown')
  }
  const responderId = parseResponderId(reader.read('responderID'))
  const producedAt = readTime(reader.read('producedAt', tags.generalizedTime), 'producedAt')
  const unknownCritical: string[] = []
  const note = ({ oid, critical }: Extension) => {
    if (critical) unknownCritical.push(oid)
  }
  const responses = readAll(reader.read('responses', tags.sequence), 'responses', tags.sequence, (value) =>
    parseSingleResponse(value, note),
  )
  let nonce: string | undefined
  const extensions = reader.optional('responseExtensions', context(1, true))
  reader.finish('tbsResponseData')
  for (const extension of extensions ? explicitExtensions(extensions, 'responseExtensions') : []) {
    if (extension.oid !== extensionOids.ocspNonce) note(extension)
    else nonce = toHex(readDer(extension.value, 'nonce', tags.octetString).content)
  }
  return { responderId, producedAt, responses, nonce, unknownCritical }
}

function parseResponderId(value: DerValue): OcspResponse['responderId'] {
  const what = 'responderID'
  if (value.tag === context(1, true)) return { name: parseName(readDer(value.content, what), what) }
  if (value.tag !== context(2, true)) throw new DerError(`${what}: unknown`)
  return { keyHash: readDer(value.content, what, tags.octetString).content }
}

const explicitExtensions = (value: DerValue, name: string): Extension[] =>
  parseExtensionList(readDer(value.content, name, tags.sequence), name)

function parseSingleResponse(value: DerValue, note: (extension: Extension) => void): SingleResponse {
  const reader = value.reader()
  const certId = parseCertId(reader.read('certID', tags.sequence))
  const certStatus = parseStatus(reader.read('certStatus'))
  const thisUpdate = readTime(reader.read('thisUpdate', tags.generalizedTime), 'thisUpdate')
  const next = reader.optional('nextUpdate', context(0, true))
  const extensions = reader.optional('singleExtensions', context(1, true))
  reader.finish('singleResponse')
  for (const extension of extensions ? explicitExtensions(extensions, 'singleExtensions') : []) note(extension)
  const nextUpdate = next && readTime(readDer(next.content, 'nextUpdate', tags.generalizedTime), 'nextUpdate')
  return { certId, certStatus, thisUpdate, nextUpdate }
}

function parseStatus(value: DerValue): OcspStatus {
  if (value.tag === context(0) && value.isEmpty) return { status: 'good' }
  if (value.tag === context(2) && value.isEmpty) return { status: 'unknown' }
  if (value.tag !== context(1, true)) throw new DerError('certStatus: unknown')
  const reader = value.reader()
  const revokedAt = readTime(reader.read('revocationTime', tags.generalizedTime), 'revocationTime')
  const reason = reader.optional('revocationReason', context(0, true))
  reader.finish('certStatus')
  return { status: 'revoked', revokedAt, reason: reason ? readReason(reason.content) : 'unspecified' }
}
