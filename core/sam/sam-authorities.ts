import type { Environment } from '../cards/environments.ts'

/** The root of an authority that issues security modules of one environment. */
export interface SamAuthority {
  readonly environment: Environment
  /** DER in base64. */
  readonly certificate: string
}

/** The authorities that the product itself trusts: none before the agency has made its own, which policy names meanwhile. */
export const knownSamAuthorities: readonly SamAuthority[] = []
