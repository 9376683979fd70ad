import { createHash } from 'node:crypto'
import type { Certificate } from '../../../core/pki/certificate.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { extensionOids as oids, ocspBasicOid } from '../../../core/pki/oids.ts'
import { type Bytes, type Keys, extension, signed, utf8 } from './make-certificate.ts'

export const generalized = (iso: string): Bytes =>
  der(tags.generalizedTime, utf8(new Date(iso).toISOString().replaceAll(/[-:T]|\.\d+/g, '')))

/** CertStatus by its name. */
export const certStatus = {
  good: der(context(0)),
  unknown: der(context(2)),
  revoked: der(context(1, true), generalized('2026-01-02T00:00:00Z')),
} as const

export interface AnswerOptions {
  readonly status?: Bytes
  /** CertID. */
  readonly about: Bytes
  readonly responder: Keys
  readonly certificates?: readonly Certificate[]
  readonly thisUpdate?: string
  readonly nextUpdate?: string | null
  readonly singleExtensions?: Bytes
  /** Further statuses of the same certificate, after the first. */
  readonly more?: readonly Bytes[]
  /** The version, which is never written since it is the default. */
  readonly version?: Bytes
  /** The responder by its name instead of its key. */
  readonly named?: Uint8Array
  readonly nonce?: Uint8Array
  readonly algorithm?: Bytes
}

/** An OCSPResponse (RFC 6960 §4.2.1), right or wrong. */
export function answerDer(options: AnswerOptions): Bytes {
  const { about, responder, certificates = [], nextUpdate = '2026-01-15T01:00:00Z', nonce, named } = options
  const thisUpdate = options.thisUpdate ?? '2026-01-14T23:00:00Z'
  const single = (status: Bytes) =>
    der(
      tags.sequence,
      about,
      status,
      generalized(thisUpdate),
      ...(nextUpdate === null ? [] : [der(context(0, true), generalized(nextUpdate))]),
      ...(options.singleExtensions ? [der(context(1, true), der(tags.sequence, options.singleExtensions))] : []),
    )
  const tbs = der(
    tags.sequence,
    ...(options.version ? [der(context(0, true), options.version)] : []),
    named ? der(context(1, true), named) : der(context(2, true), der(tags.octetString, keyHash(responder))),
    generalized(thisUpdate),
    der(tags.sequence, ...[options.status ?? certStatus.good, ...(options.more ?? [])].map(single)),
    ...(nonce
      ? [der(context(1, true), der(tags.sequence, extension(oids.ocspNonce, der(tags.octetString, nonce))))]
      : []),
  )
  const certs =
    certificates.length > 0 ? [der(context(0, true), der(tags.sequence, ...certificates.map((it) => it.der)))] : []
  const basic = signed(tbs, responder, options.algorithm, ...certs)
  return der(
    tags.sequence,
    der(tags.enumerated, [0]),
    der(context(0, true), der(tags.sequence, derOid(ocspBasicOid), der(tags.octetString, basic))),
  )
}

/** SHA-1 of the key's bits: of a P-256 key the last 65 octets of its SPKI, of an RSA key its PKCS#1. */
function keyHash({ publicKey }: Keys): Buffer {
  const keyBits =
    publicKey.asymmetricKeyType === 'rsa'
      ? publicKey.export({ format: 'der', type: 'pkcs1' })
      : publicKey.export({ format: 'der', type: 'spki' }).subarray(-65)
  return createHash('sha1').update(keyBits).digest()
}
