import { equal } from '../../core/bytes/equal.ts'
import { toHex } from '../../core/bytes/hex.ts'
import type { DemoAuthority, DemoPki } from './demo-pki.ts'
import {
  bitString,
  context,
  contextPrimitive,
  type Der,
  type Element,
  enumerated,
  generalizedTime,
  objectIdentifier,
  octetString,
  readElement,
  readElements,
  sequence,
} from './der.ts'
import { der, hash, importPrivateKey, keyBits, rsaSha256, rsaSha256Identifier } from './keys.ts'
import { X509Certificate } from './x509.ts'

/** RFC 6960 §4.2.1 OCSPResponseStatus: the ones we give. */
const responseStatus = { successful: 0, malformedRequest: 1, unauthorized: 6 } as const

const oids = {
  basicResponse: objectIdentifier('1.3.6.1.5.5.7.48.1.1'),
  nonce: objectIdentifier('1.3.6.1.5.5.7.48.1.2'),
}
const hashes: ReadonlyMap<string, 'SHA-1' | 'SHA-256'> = new Map([
  [toHex(objectIdentifier('1.3.14.3.2.26')), 'SHA-1'],
  [toHex(objectIdentifier('2.16.840.1.101.3.4.2.1')), 'SHA-256'],
])
const keyCompromise = 1
/** How long an answer may be used, in milliseconds. */
const hour = 3_600_000
const nonceMaximum = 128

/**
 * Answers one OCSP request (RFC 6960), DER to DER, for all issuing authorities at once. The answer is signed by the
 * asked authority's responder; whatever cannot be answered is said by a status, never by an error.
 */
export async function answerOcsp(pki: DemoPki, request: Uint8Array, now: Date): Promise<Der> {
  let asked: OcspRequest
  try {
    asked = parseRequest(request)
  } catch {
    return refusal('malformedRequest')
  }
  const authority = await findAuthority(pki, asked.certIds)
  if (!authority?.responder) return refusal('unauthorized')

  const at = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const responder = new X509Certificate(der(authority.responder.certificate))
  const responderKeyHash = await hash('SHA-1', keyBits(new Uint8Array(responder.publicKey.rawData)))
  const responseData = sequence(
    context(2, octetString(responderKeyHash)),
    generalizedTime(at),
    sequence(...asked.certIds.map((certId) => singleResponse(authority, certId, at))),
    ...(asked.nonce ? [context(1, sequence(asked.nonce))] : []),
  )
  const signature = await crypto.subtle.sign(
    rsaSha256,
    await importPrivateKey(authority.responder.privateKey),
    responseData,
  )
  const basicResponse = sequence(
    responseData,
    rsaSha256Identifier(),
    bitString(new Uint8Array(signature)),
    context(0, sequence(der(authority.responder.certificate))),
  )
  return sequence(
    enumerated(responseStatus.successful),
    context(0, sequence(oids.basicResponse, octetString(basicResponse))),
  )
}

const refusal = (status: keyof typeof responseStatus): Der => sequence(enumerated(responseStatus[status]))

/** RFC 6960 §4.1.1 CertID. `whole` goes back into the answer as it came. */
interface CertId {
  readonly whole: Uint8Array
  readonly hashAlgorithm: 'SHA-1' | 'SHA-256' | undefined
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serialNumber: string
}

interface OcspRequest {
  readonly certIds: readonly CertId[]
  /** The whole nonce extension. */
  readonly nonce: Uint8Array | undefined
}

/** Throws RangeError for what is not an OCSPRequest. A signature on it is not looked at: none is needed. */
function parseRequest(request: Uint8Array): OcspRequest {
  const [tbsRequest] = readElements(readElement(request, 0x30).content)
  const fields = readElements(only(tbsRequest, 0x30))
  const certIds = readElements(
    only(
      fields.find(({ tag }) => tag === 0x30),
      0x30,
    ),
  ).map((one) => parseCertId(readElements(only(one, 0x30))[0]))
  if (certIds.length === 0) throw new RangeError('OCSP: nothing asked')
  const extensions = fields.find(({ tag }) => tag === 0xa2)
  const nonce = extensions && readElements(readElement(extensions.content, 0x30).content).find(isNonce)
  if (nonce && nonce.content.length > nonceMaximum) throw new RangeError('OCSP: nonce too long')
  return { certIds, nonce: nonce?.whole }
}

function parseCertId(certId: Element | undefined): CertId {
  const [algorithm, issuerNameHash, issuerKeyHash, serialNumber] = readElements(only(certId, 0x30))
  const [algorithmOid] = readElements(only(algorithm, 0x30))
  return {
    whole: certId?.whole ?? new Uint8Array(),
    hashAlgorithm: hashes.get(toHex(algorithmOid?.whole ?? new Uint8Array())),
    issuerNameHash: only(issuerNameHash, 0x04),
    issuerKeyHash: only(issuerKeyHash, 0x04),
    serialNumber: toHex(only(serialNumber, 0x02)),
  }
}

function only(found: Element | undefined, tag: number): Uint8Array {
  if (found?.tag !== tag) throw new RangeError('OCSP: not an OCSPRequest')
  return found.content
}

function isNonce(extension: Element): boolean {
  const [oid] = readElements(only(extension, 0x30))
  return oid !== undefined && equal(oid.whole, oids.nonce)
}

/** The authority that issued all certificates asked for; a mixed request has no single signer. */
async function findAuthority(pki: DemoPki, certIds: readonly CertId[]): Promise<DemoAuthority | undefined> {
  for (const authority of Object.values(pki.authorities)) {
    const matches = await Promise.all(certIds.map((certId) => issuedBy(authority, certId)))
    if (matches.every(Boolean)) return authority
  }
  return undefined
}

async function issuedBy(authority: DemoAuthority, certId: CertId): Promise<boolean> {
  if (!certId.hashAlgorithm) return false
  const certificate = new X509Certificate(der(authority.certificate))
  const name = await hash(certId.hashAlgorithm, new Uint8Array(certificate.subjectName.toArrayBuffer()))
  const key = await hash(certId.hashAlgorithm, keyBits(new Uint8Array(certificate.publicKey.rawData)))
  return equal(name, certId.issuerNameHash) && equal(key, certId.issuerKeyHash)
}

function singleResponse(authority: DemoAuthority, certId: CertId, at: Date): Der {
  return sequence(
    Uint8Array.from(certId.whole),
    certStatus(authority, certId.serialNumber),
    generalizedTime(at),
    context(0, generalizedTime(new Date(at.getTime() + hour))),
  )
}

/** good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL. */
function certStatus(authority: DemoAuthority, serialNumber: string): Der {
  const issued = authority.issued.find((certificate) => certificate.serialNumber === serialNumber)
  if (!issued) return contextPrimitive(2)
  if (issued.revokedAt === null) return contextPrimitive(0)
  return context(1, generalizedTime(new Date(issued.revokedAt)), context(0, enumerated(keyCompromise)))
}
