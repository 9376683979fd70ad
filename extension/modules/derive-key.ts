import { scryptAsync } from '@noble/hashes/scrypt.js'

export interface ScryptParameters {
  readonly n: number
  readonly r: number
  readonly p: number
  readonly salt: Uint8Array
}

/** RFC 7914, which browsers do not have. The caller owns both: `secret`, and the 32 bytes that it gets. */
export const deriveKey = (secret: Uint8Array, { n, r, p, salt }: ScryptParameters): Promise<Uint8Array<ArrayBuffer>> =>
  scryptAsync(secret, salt, { N: n, r, p, dkLen: 32 })
