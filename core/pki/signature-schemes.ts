/** What a message may be hashed with before it is signed. */
export type SignatureHash = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** RSASSA-PSS-params (RFC 4055 §3.1). */
export interface PssParameters {
  readonly hash: SignatureHash
  /** Of MGF1. SHA-1 does no harm there: a mask needs no resistance to collisions. */
  readonly mgfHash: SignatureHash | 'SHA-1'
  /** Octets. In a key, the least that its signatures have. */
  readonly saltLength: number
}

/**
 * How a signature is made, whatever standard names it. That a scheme is known does not allow it anywhere: certificates, lists
 * and OCSP answers have their list in algorithms.ts, JSON Web Signatures in core/assertion.
 */
export type SignatureScheme =
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly key: 'rsa'; readonly hash: SignatureHash }
  | ({ readonly name: 'RSASSA-PSS'; readonly key: 'rsa' } & PssParameters)
  | {
      readonly name: 'ECDSA'
      readonly key: 'ec'
      readonly hash: SignatureHash
      /** As certificates have it (RFC 3279 §2.2.3), or R‖S as JWS has it (RFC 7518 §3.4). */
      readonly encoding: 'der' | 'ieee-p1363'
    }

/** RFC 8017 §8.2. */
export const rsaPkcs1 = (hash: SignatureHash): SignatureScheme => ({ name: 'RSASSA-PKCS1-v1_5', key: 'rsa', hash })

const hashLengths: Readonly<Record<SignatureHash, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

/** RFC 8017 §8.1, with the parameters that every profile has: one hash for message and mask, a salt as long as the hash. */
export const rsaPss = (
  hash: SignatureHash,
  mgfHash: PssParameters['mgfHash'] = hash,
  saltLength: number = hashLengths[hash],
): SignatureScheme => ({ name: 'RSASSA-PSS', key: 'rsa', hash, mgfHash, saltLength })

/** FIPS 186-5 §6. */
export const ecdsa = (hash: SignatureHash, encoding: 'der' | 'ieee-p1363'): SignatureScheme => ({
  name: 'ECDSA',
  key: 'ec',
  hash,
  encoding,
})
