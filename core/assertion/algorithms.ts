import { CodedError } from '../errors/coded-error.ts'
import type { SignatureAlgorithm } from '../pki/algorithms.ts'
import type { PublicKey } from '../pki/public-key.ts'

interface AssertionAlgorithmRow extends SignatureAlgorithm {
  /** The keys that it may be used with: never only what the header says. */
  readonly fits: (key: PublicKey) => boolean
}

/** RFC 7518 §3.3 and §3.4. */
export const assertionAlgorithms = {
  RS256: { key: 'rsa', hash: 'SHA-256', fits: (key) => key.type === 'rsa' && key.modulusBits >= 2048 },
  ES256: { key: 'ec', hash: 'SHA-256', fits: (key) => key.type === 'ec' && key.curve === 'P-256' },
} as const satisfies Record<string, AssertionAlgorithmRow>

export type AssertionAlgorithm = keyof typeof assertionAlgorithms

export const isAssertionAlgorithm = (text: unknown): text is AssertionAlgorithm =>
  typeof text === 'string' && Object.hasOwn(assertionAlgorithms, text)

/** Throws ERR_LOGIN_MALFORMED (alg) when the algorithm is not the one for this kind of key. */
export function requireAlgorithmFitsKey(algorithm: AssertionAlgorithm, key: PublicKey): void {
  if (assertionAlgorithms[algorithm].fits(key)) return
  throw new CodedError('ERR_LOGIN_MALFORMED', `${algorithm} does not fit the certificate’s ${key.type} key`, {
    details: { field: 'alg' },
  })
}
