import { fromBase64 } from '../bytes/base64.ts'
import { DerError } from './der.ts'

const certificate = /^-----BEGIN CERTIFICATE-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----$/

/** The DER of a file that holds one certificate, as DER or as PEM (RFC 7468). Throws DerError. */
export function derOfFile(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
    const [, base64] = certificate.exec(text) ?? []
    if (base64 === undefined) throw new RangeError('no certificate')
    return fromBase64(base64.replaceAll(/\s+/g, ''))
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof TypeError)
      throw new DerError('file: not one certificate, DER or PEM')
    throw cause
  }
}
