import { randomBytes } from 'node:crypto'
import { context, tags } from '../../core/pki/der.ts'
import { der } from '../../core/pki/der-writer.ts'
import { type Bytes, type Keys, type NameParts, crlNumber, name, signed, time } from '../core/pki/make-certificate.ts'

export interface LargeListOptions {
  readonly issuer: NameParts
  readonly signer: Keys
  readonly algorithm: Bytes
  readonly entries: number
  /** The content octets of the entry's serial; default 16 random ones with a leading zero octet. */
  readonly serial?: (index: number) => Uint8Array
}

/** A complete list in the size and shape of MOICA's: 16-octet serials, a date and mostly a reason code per entry. */
export function listDer({ issuer, signer, algorithm, entries, serial = randomSerial }: LargeListOptions): Bytes {
  const tbs = der(
    tags.sequence,
    der(tags.integer, [1]),
    algorithm,
    name(issuer),
    time('2026-01-14T00:00:00Z'),
    time('2026-01-21T00:00:00Z'),
    ...(entries > 0 ? [revokedCertificates(entries, serial)] : []),
    der(context(0, true), der(tags.sequence, crlNumber(7))),
  )
  return signed(tbs, signer, algorithm)
}

/** The first bit is set, so the INTEGER has a zero before it. */
const randomSerial = (): Uint8Array => {
  const octets = randomBytes(17)
  octets[0] = 0
  octets[1] = 0x80 | (octets[1] ?? 0)
  return octets
}

const date = time('2025-06-01T08:00:00Z')
/** Superseded, as crlEntryExtensions. */
const reason = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01, 0x04]

function revokedCertificates(entries: number, serial: (index: number) => Uint8Array): Bytes {
  const parts: Bytes[] = []
  for (let i = 0; i < entries; i++) {
    parts.push(der(tags.sequence, der(tags.integer, serial(i)), date, i % 10 === 0 ? [] : reason))
  }
  return der(tags.sequence, Buffer.concat(parts))
}
