import { toHex } from '../bytes/hex.ts'
import { sha256 } from './sha256.ts'

/** SHA-256 of the DER, hex: how certificates are pinned and printed. */
export const fingerprint = (der: Uint8Array): string => toHex(sha256(der))
