import { CodedError } from '../errors/coded-error.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { type JwsAlgorithm, jwsAlgorithmFits } from './jws-algorithms.ts'

/** What an assertion may be signed with: what cards do, and every JOSE library knows. */
export const assertionAlgorithms = ['RS256', 'ES256'] as const satisfies readonly JwsAlgorithm[]

export type AssertionAlgorithm = (typeof assertionAlgorithms)[number]

export const isAssertionAlgorithm = (text: unknown): text is AssertionAlgorithm =>
  assertionAlgorithms.some((algorithm) => algorithm === text)

/** Throws ERR_LOGIN_MALFORMED (alg) when the algorithm is not the one for this kind of key. */
export function requireAlgorithmFitsKey(algorithm: AssertionAlgorithm, key: PublicKey): void {
  if (jwsAlgorithmFits(algorithm, key)) return
  throw new CodedError('ERR_LOGIN_MALFORMED', `${algorithm} does not fit the certificate’s ${key.type} key`, {
    details: { field: 'alg' },
  })
}
