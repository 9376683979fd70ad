import { type JwsAlgorithm, jwsAlgorithmFits, jwsAlgorithms } from '../../core/assertion/jws-algorithms.ts'
import type { VerifySignature } from '../../core/pki/algorithms.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import { verifySignature } from './verify-signature.ts'

/**
 * Whether `key` made the signature of a JWS. `algorithm` is what its header says, in whatever words; `allowed` is what the
 * owner of the key signs with, and comes from the key or the protocol, never from the token (RFC 8725 §3.1).
 */
export function verifyJws(
  jws: { readonly algorithm: unknown; readonly signingInput: Uint8Array; readonly signature: Uint8Array },
  key: PublicKey,
  allowed: readonly JwsAlgorithm[],
  verify: VerifySignature = verifySignature,
): boolean {
  const algorithm = allowed.find((name) => name === jws.algorithm)
  if (algorithm === undefined || !jwsAlgorithmFits(algorithm, key)) return false
  return verify(jwsAlgorithms[algorithm].scheme, key, jws.signingInput, jws.signature)
}
