import type { CurveName } from '../pki/elliptic-curves.ts'
import { isKeyFor } from '../pki/is-key-for.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { type SignatureScheme, ecdsa, rsaPkcs1, rsaPss } from '../pki/signature-schemes.ts'

interface JwsAlgorithmRow {
  readonly scheme: SignatureScheme
  /** The one curve that it goes with; RSA has 2048 bits at least. */
  readonly curve?: CurveName
}

/** RFC 7518 §3.1: the digital signatures. HS* are no signatures: whoever can check one can make one. */
export const jwsAlgorithms = {
  RS256: { scheme: rsaPkcs1('SHA-256') },
  RS384: { scheme: rsaPkcs1('SHA-384') },
  RS512: { scheme: rsaPkcs1('SHA-512') },
  PS256: { scheme: rsaPss('SHA-256') },
  PS384: { scheme: rsaPss('SHA-384') },
  PS512: { scheme: rsaPss('SHA-512') },
  ES256: { scheme: ecdsa('SHA-256', 'ieee-p1363'), curve: 'P-256' },
  ES384: { scheme: ecdsa('SHA-384', 'ieee-p1363'), curve: 'P-384' },
  ES512: { scheme: ecdsa('SHA-512', 'ieee-p1363'), curve: 'P-521' },
} as const satisfies Record<string, JwsAlgorithmRow>

export type JwsAlgorithm = keyof typeof jwsAlgorithms

/** Whether the key is of the algorithm's kind and size (RFC 7518 §3.3–§3.5): never only what a header says. */
export function jwsAlgorithmFits(algorithm: JwsAlgorithm, key: PublicKey): boolean {
  const { scheme, curve }: JwsAlgorithmRow = jwsAlgorithms[algorithm]
  if (!isKeyFor(scheme, key)) return false
  return key.type === 'ec' ? key.curve === curve : key.type !== 'unsupported' && key.modulusBits >= 2048
}
