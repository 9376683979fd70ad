import { assertionAlgorithms, requireAlgorithmFitsKey } from '../../core/assertion/algorithms.ts'
import type { ParsedAssertion } from '../../core/assertion/parse-assertion.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import { verifyJws } from './verify-jws.ts'

/**
 * The signature of a card or a module, with the key of its validated certificate. Throws ERR_LOGIN_MALFORMED (alg)
 * when the algorithm is not the key's, ERR_LOGIN_SIGNATURE when the signature is not good.
 */
export function verifyAssertionSignature(
  assertion: Pick<ParsedAssertion, 'algorithm' | 'signingInput' | 'signature'>,
  { publicKey }: Pick<Certificate, 'publicKey'>,
): void {
  requireAlgorithmFitsKey(assertion.algorithm, publicKey)
  if (verifyJws(assertion, publicKey, assertionAlgorithms)) return
  throw new CodedError('ERR_LOGIN_SIGNATURE', 'the signature is not by the certificate’s key')
}
