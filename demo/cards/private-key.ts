import { importEcPrivateKey, signDigest } from './ec-private-operation.ts'
import { applyRsaKey, importRsaPrivateKey, signDigestInfo } from './rsa-private-operation.ts'

/** A chip's key, whichever kind its card file has. */
export type CardPrivateKey =
  | {
      readonly type: 'RSA'
      /** Octets of the modulus. */
      readonly size: number
      /** Applies the key to a block of `size` octets. */
      apply(block: Uint8Array): Uint8Array
      /** Pads with PKCS#1 v1.5 block type 1, then applies the key. */
      sign(digestInfo: Uint8Array): Uint8Array
    }
  | {
      readonly type: 'EC'
      /** ECDSA over a digest, as Ecdsa-Sig-Value. */
      sign(digest: Uint8Array): Uint8Array
    }

/** Throws TypeError for a key that our chips cannot hold. */
export function importCardKey(jwk: JsonWebKey): CardPrivateKey {
  if (jwk.kty === 'EC') {
    const key = importEcPrivateKey(jwk)
    return { type: 'EC', sign: (digest) => signDigest(key, digest) }
  }
  const key = importRsaPrivateKey(jwk)
  return {
    type: 'RSA',
    size: key.size,
    apply: (block) => applyRsaKey(key, block),
    sign: (digestInfo) => signDigestInfo(key, digestInfo),
  }
}
