import { fromHex } from '../bytes/hex.ts'
import type { SignatureHash } from './signature-schemes.ts'

/** RFC 8017 §9.2, note 1: the DER of a DigestInfo up to its digest, NULL included. */
const digestInfos: Readonly<Record<SignatureHash, Uint8Array>> = {
  'SHA-256': fromHex('3031300d060960864801650304020105000420'),
  'SHA-384': fromHex('3041300d060960864801650304020205000430'),
  'SHA-512': fromHex('3051300d060960864801650304020305000440'),
}

/**
 * Whether `encoded` is EMSA-PKCS1-v1_5 (RFC 8017 §9.2) of this digest. There is one such text for a length, and every octet
 * of it is compared: nothing is parsed. `digest` has one character for each octet.
 */
export function isPkcs1Encoding(encoded: Uint8Array, hash: SignatureHash, digest: string): boolean {
  const digestInfo = digestInfos[hash]
  const digestAt = encoded.length - digest.length
  const digestInfoAt = digestAt - digestInfo.length
  // At least eight octets of padding, between 00 01 and 00.
  if (digest.length !== digestInfo[digestInfo.length - 1] || digestInfoAt < 11) return false
  if (encoded[0] !== 0 || encoded[1] !== 1 || encoded[digestInfoAt - 1] !== 0) return false
  for (let i = 2; i < digestInfoAt - 1; i++) if (encoded[i] !== 0xff) return false
  for (let i = 0; i < digestInfo.length; i++) if (encoded[digestInfoAt + i] !== digestInfo[i]) return false
  for (let i = 0; i < digest.length; i++) if (encoded[digestAt + i] !== digest.charCodeAt(i)) return false
  return true
}
