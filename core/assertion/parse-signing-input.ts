import { type AssertionAlgorithm, requireAlgorithmFitsKey } from './algorithms.ts'
import { malformed } from './malformed.ts'
import { parseAssertion } from './parse-assertion.ts'
import { DerError } from '../pki/der.ts'
import { parseCertificate } from '../pki/certificate.ts'

export interface ParsedSigningInput {
  readonly algorithm: AssertionAlgorithm
  /** DER: whose key is to sign. */
  readonly certificate: Uint8Array
  /** ASCII. */
  readonly bytes: Uint8Array
}

/** Any: an assertion is read in the one form there is, and only its signature is still to come. */
const anySignature = 'AA'

/**
 * Reads what is to be signed, as strictly as it will be read when it is signed: for whoever holds a key and signs login
 * assertions and nothing else. Throws ERR_LOGIN_MALFORMED with `details.field`.
 */
export function parseSigningInput(text: string): ParsedSigningInput {
  const { algorithm, certificate, signingInput } = parseAssertion(`${text}.${anySignature}`)
  try {
    requireAlgorithmFitsKey(algorithm, parseCertificate(certificate).publicKey)
  } catch (error) {
    throw error instanceof DerError ? malformed('x5c', error) : error
  }
  return { algorithm, certificate, bytes: signingInput }
}
