/** What one validation may cost at most, whatever it is given: a search without bounds is a way to stop the server. */
export interface Limits {
  /** Certificates in a path, leaf and anchor included. */
  readonly depth: number
  /** Signatures checked: of certificates, revocation lists and OCSP answers. Remembered ones are free. */
  readonly signatures: number
  /** Issuers tried, over all paths and dead ends: bounds the search also where every signature is remembered. */
  readonly candidates: number
  /** Complete paths looked at. */
  readonly paths: number
  /** Intermediate certificates to choose from. */
  readonly intermediates: number
  readonly nameComparisons: number
  readonly policyNodes: number
}

export const defaultLimits: Limits = {
  depth: 10,
  signatures: 64,
  candidates: 2_000,
  paths: 32,
  intermediates: 128,
  nameComparisons: 10_000,
  policyNodes: 1_000,
}
