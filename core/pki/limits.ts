/** What one validation may cost at most, whatever it is given: a search without bounds is a way to stop the server. */
export interface Limits {
  /** Certificates in a path, leaf and anchor included. */
  readonly depth: number
  /**
   * Signatures checked: of certificates, revocation lists and OCSP answers. One by a P-521 key counts as two. Remembered
   * ones are free.
   */
  readonly signatures: number
  /** Issuers tried, over all paths and dead ends: bounds the search also where every signature is remembered. */
  readonly candidates: number
  /** Complete paths looked at. */
  readonly paths: number
  /** Intermediate certificates to choose from. */
  readonly intermediates: number
  /** Names held against constraints, and constraints read, over all paths. */
  readonly nameComparisons: number
  /** Policies and policy mappings of one path, and nodes of its graph. */
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
