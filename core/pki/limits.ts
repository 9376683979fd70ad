/** What one validation may cost at most, whatever it is given: a search without bounds is a way to stop the server. */
export interface Limits {
  /** Certificates in a path, leaf and anchor included. */
  readonly depth: number
  /** Signatures checked: of certificates, revocation lists and OCSP answers. */
  readonly signatures: number
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
  paths: 32,
  intermediates: 128,
  nameComparisons: 10_000,
  policyNodes: 1_000,
}
