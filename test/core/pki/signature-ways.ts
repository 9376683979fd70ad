import type { VerifySignature } from '../../../core/pki/algorithms.ts'
import { verifyByNodeCrypto, verifySignature } from '../../../server/pki/verify-signature.ts'

/**
 * How the product checks signatures: published vectors must come out the same by both. Where OpenSSL cannot be called the two
 * are one; that it can be is a test of its own (test/server/pki/openssl-rsa.test.ts).
 */
export const signatureWays: readonly (readonly [name: string, verify: VerifySignature])[] = [
  ['OpenSSL', verifySignature],
  ['node:crypto', verifyByNodeCrypto],
]
