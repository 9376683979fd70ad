import { equal } from '../bytes/equal.ts'
import type { VerifySignature } from './algorithms.ts'
import { type Certificate, type CertificationPath, anchorOf } from './certificate.ts'
import type { CertificateList } from './crl.ts'
import { DerError } from './der.ts'
import { type LeafProfile, checkLeafProfile } from './leaf-profile.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { checkNameConstraints } from './name-constraints.ts'
import type { OcspResponse } from './ocsp-response.ts'
import { type PathSearch, buildPaths } from './path-builder.ts'
import { checkPath } from './path-checks.ts'
import { type PolicyOptions, validPolicies } from './policy-graph.ts'
import { PathRefusal, weightiest } from './refusals.ts'
import { checkRevocation } from './revocation.ts'
import { SignatureChecker } from './signature-checker.ts'

export interface PathRequest {
  readonly leaf: Certificate
  /** To choose from, in any order; nothing in them is trusted. */
  readonly intermediates: readonly Certificate[]
  /** Trusted for their name and key, and held to their own dates, constraints and usages as well. */
  readonly anchors: readonly Certificate[]
  readonly time: Date
  readonly policies?: PolicyOptions
  readonly crls: readonly CertificateList[]
  /**
   * Whether a list is one for the certificates of `issuer`, beyond bearing its name. Default: the name is enough, as the
   * standard has it; where generations of an authority share a name and each publishes a list of its own, it is not.
   */
  readonly isListOf?: (list: CertificateList, issuer: Certificate) => boolean
  readonly ocsp?: readonly OcspResponse[]
  /** What the leaf must be, beyond being valid. */
  readonly profile?: LeafProfile
  /**
   * Keep one function for the life of the process: good signatures over authorities and lists are remembered for it.
   */
  readonly verifySignature: VerifySignature
  /** False only where status is checked elsewhere or has no meaning, as for test vectors. Default: hard fail. */
  readonly checkRevocation?: boolean
  readonly limits?: Partial<Limits>
}

export interface ValidPath {
  /** Leaf first, anchor last; at least two. */
  readonly path: CertificationPath
  readonly issuer: Certificate
  readonly anchor: Certificate
  /** The policies that the path is valid for, in the anchor's terms; `anyPolicy` alone when for any. */
  readonly policies: readonly string[]
  /** Until when the word on revocation holds, in milliseconds since 1970; Infinity when it was not asked for. */
  readonly statusUntil: number
}

/**
 * RFC 5280 §6 validation with RFC 9618's policy graph, from `leaf` to one of `anchors`: builds every path within the
 * limits, and answers the first that passes path, policy and revocation checks, in this order.
 *
 * Throws PathRefusal, never anything else for any input; when several paths fail, the weightiest refusal by the order of
 * the table in refusals.ts. Synchronous, and without memory but for signatures of authorities and lists.
 */
export function validatePath(request: PathRequest): ValidPath {
  const limits = { ...defaultLimits, ...request.limits }
  const signatures = new SignatureChecker(request.verifySignature, limits.signatures)
  try {
    return new Validation(request, limits, signatures).run()
  } catch (error) {
    if (error instanceof DerError) throw new PathRefusal('malformed', error.message, { cause: error })
    throw error
  }
}

class Validation {
  readonly #request: PathRequest
  readonly #limits: Limits
  readonly #signatures: SignatureChecker
  /** Authorities whose own path is being looked at: a key cannot vouch for the list that vouches for it. */
  readonly #open = new Set<Certificate>()
  #pathsLeft: number

  constructor(request: PathRequest, limits: Limits, signatures: SignatureChecker) {
    this.#request = request
    this.#limits = limits
    this.#signatures = signatures
    this.#pathsLeft = limits.paths
  }

  run(): ValidPath {
    const { leaf, anchors, intermediates } = this.#request
    if (intermediates.length > this.#limits.intermediates) {
      throw new PathRefusal('path-budget', `more than ${this.#limits.intermediates} intermediates`)
    }
    if (anchors.some((anchor) => equal(anchor.der, leaf.der))) {
      throw new PathRefusal('leaf-is-anchor', 'an anchor cannot be a holder’s certificate')
    }
    return this.#firstValid(leaf, anchors, (path) => this.#checkLeafPath(path))
  }

  #checkLeafPath(path: CertificationPath): ValidPath {
    const { time, policies = {}, profile = {} } = this.#request
    checkPath(path, time.getTime())
    checkNameConstraints(path, this.#limits.nameComparisons)
    checkLeafProfile(path, profile)
    const valid = validPolicies(path, policies, this.#limits.policyNodes)
    const statusUntil = this.#request.checkRevocation === false ? Infinity : this.#checkRevocation(path)
    return {
      path,
      issuer: path[1],
      anchor: anchorOf(path),
      policies: valid,
      statusUntil,
    }
  }

  #firstValid<T>(leaf: Certificate, anchors: readonly Certificate[], check: (path: CertificationPath) => T): T {
    let refusal: PathRefusal | undefined
    const note = (found: unknown) => {
      if (!(found instanceof PathRefusal)) throw found
      refusal = weightiest(refusal, found)
    }
    const search: PathSearch = {
      anchors,
      intermediates: this.#request.intermediates,
      limits: this.#limits,
      signatures: this.#signatures,
      onRefusal: note,
    }
    try {
      for (const path of buildPaths(leaf, search)) {
        if (this.#pathsLeft-- <= 0) throw new PathRefusal('path-budget', 'too many paths')
        try {
          return check(path)
        } catch (error) {
          note(error)
        }
      }
    } catch (error) {
      note(error)
    }
    throw refusal ?? new PathRefusal('no-anchor', 'no path')
  }

  #checkRevocation(path: CertificationPath): number {
    const { time, crls, isListOf, ocsp = [], profile } = this.#request
    return checkRevocation(path, {
      time: time.getTime(),
      listsOf: (issuer) =>
        crls.filter((list) => list.issuer.matches(issuer.subject) && (isListOf?.(list, issuer) ?? true)),
      ocsp,
      signatures: this.#signatures,
      supersededIsReplacedCard: profile?.supersededIsReplacedCard ?? false,
      otherSigners: (issuer, anchor) => this.#otherSigners(issuer, anchor),
    })
  }

  *#otherSigners(issuer: Certificate, anchor: Certificate): Generator<Certificate> {
    for (const candidate of [...this.#request.anchors, ...this.#request.intermediates]) {
      if (candidate === issuer || !candidate.subject.matches(issuer.subject)) continue
      if (candidate === anchor || this.#isGoodAuthority(candidate, anchor)) yield candidate
    }
  }

  #isGoodAuthority(candidate: Certificate, anchor: Certificate): boolean {
    if (this.#open.has(candidate)) return false
    this.#open.add(candidate)
    try {
      this.#firstValid(candidate, [anchor], (path) => {
        checkPath(path, this.#request.time.getTime())
        checkNameConstraints(path, this.#limits.nameComparisons)
        this.#checkRevocation(path)
      })
      return true
    } catch (error) {
      if (error instanceof PathRefusal || error instanceof DerError) return false
      throw error
    } finally {
      this.#open.delete(candidate)
    }
  }
}
