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
import { checkPath, checkValidity } from './path-checks.ts'
import { type PolicyOptions, validPolicies } from './policy-graph.ts'
import { PathRefusal, weightiest } from './refusals.ts'
import { checkRevocation } from './revocation.ts'
import type { RevocationCheck } from './revocation-check.ts'
import { SignatureChecker } from './signature-checker.ts'

/** Certificates, lists and answers as parsed; the octets that they were parsed from must not change any more. */
export interface PathRequest {
  readonly leaf: Certificate
  /** To choose from, in any order; nothing in them is trusted. */
  readonly intermediates: readonly Certificate[]
  /**
   * Trusted for their name and key, and held to their own dates, key usages, path length and name constraints as well.
   * Their policies bind nobody: what a path must be good for is `policies`.
   */
  readonly anchors: readonly Certificate[]
  /** A date that is none is a RangeError: nothing would ever have run out by it. */
  readonly time: Date
  /** Default: any policy will do, and none is needed. */
  readonly policies?: PolicyOptions
  /** Complete lists and delta lists of whatever authorities; nothing in them is trusted. */
  readonly crls: readonly CertificateList[]
  /**
   * Whether a list is one for the certificates of `issuer`, beyond bearing its name. Default: the name is enough, as the
   * standard has it; where generations of an authority share a name and each publishes a list of its own, it is not.
   */
  readonly isListOf?: (list: CertificateList, issuer: Certificate) => boolean
  /** Nothing in them is trusted; that an answer brings back the nonce of its question is for whoever asked to see. */
  readonly ocsp?: readonly OcspResponse[]
  /** What the leaf must be, beyond being valid. Default: anything, for whatever use, an authority too. */
  readonly profile?: LeafProfile
  /**
   * Keep one function for the life of the process: good signatures over authorities and lists are remembered for it.
   */
  readonly verifySignature: VerifySignature
  /** False only where status is checked elsewhere or has no meaning, as for test vectors. Default: hard fail. */
  readonly checkRevocation?: boolean
  /**
   * Told of every certificate of a path whose status no usable source knows: whoever can ask an OCSP responder does so
   * and validates again. Not told of those that are revoked, nor of those that sign lists beside the path.
   */
  readonly onStatusUnknown?: (certificate: Certificate, issuer: Certificate) => void
  /**
   * An operator's exception to the hard fail: asked for the leaf's issuer alone, and only when the status of the leaf, and
   * of nothing else, is unknown and no path to any anchor says more. Never after "revoked" or an OCSP "unknown".
   */
  readonly acceptsUnknownStatus?: (issuer: Certificate) => boolean
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
  /** False when the leaf's status is not known: under `acceptsUnknownStatus`, or because nobody asked for it. */
  readonly statusKnown: boolean
}

/**
 * RFC 5280 §6 validation with RFC 9618's policy graph, from `leaf` to one of `anchors`: builds every path within the
 * limits, and answers the first that passes path, policy and revocation checks, in this order.
 *
 * Throws PathRefusal, and nothing else whatever certificates, lists and answers hold; when several paths fail, the weightiest refusal by the order of
 * the table in refusals.ts. Synchronous, and without memory but for signatures of authorities and lists.
 */
export function validatePath(request: PathRequest): ValidPath {
  return refusing(() => new Validation(request).run())
}

/**
 * The dates and the revocation of a path again that was valid before, for whoever keeps verdicts: `request` is the one that
 * `valid` answered, with today's time, lists and answers, and the same in all else. Where the path no longer holds, another
 * one may, so that all is done anew. Throws like validatePath.
 */
export function recheckRevocation(valid: ValidPath, request: PathRequest): ValidPath {
  return refusing(() => new Validation(request).recheck(valid))
}

function refusing<T>(validate: () => T): T {
  try {
    return validate()
  } catch (error) {
    if (error instanceof DerError) throw new PathRefusal('malformed', error.message, { cause: error })
    throw error
  }
}

class Validation {
  readonly #request: PathRequest
  readonly #time: number
  readonly #limits: Limits
  readonly #signatures: SignatureChecker
  readonly #revocation: RevocationCheck
  /** Signers of lists whose own path is being looked at: a key cannot vouch for the list that vouches for it. */
  readonly #open = new Set<Certificate>()
  #pathsLeft: number
  #candidatesLeft: number
  readonly #comparisons: { left: number }
  #isCutShort = false
  /** The first path that lacks nothing but the leaf's status. */
  #withoutStatus: ValidPath | undefined

  constructor(request: PathRequest) {
    this.#request = request
    this.#time = request.time.getTime()
    if (Number.isNaN(this.#time)) throw new RangeError('time: not a date')
    this.#limits = request.limits ? { ...defaultLimits, ...request.limits } : defaultLimits
    this.#signatures = new SignatureChecker(request.verifySignature, this.#limits.signatures)
    this.#pathsLeft = this.#limits.paths
    this.#candidatesLeft = this.#limits.candidates
    this.#comparisons = { left: this.#limits.nameComparisons }
    this.#revocation = {
      time: this.#time,
      lists: request.crls,
      isListOf: request.isListOf ?? (() => true),
      ocsp: request.ocsp ?? [],
      signatures: this.#signatures,
      supersededIsReplacedCard: request.profile?.supersededIsReplacedCard ?? false,
      certificatesOf: (subject) =>
        [...request.anchors, ...request.intermediates].filter((certificate) => certificate.subject.matches(subject)),
      isGoodSigner: (signer, certificate, anchor) => this.#isGoodSigner(signer, certificate, anchor),
    }
  }

  run(): ValidPath {
    const { leaf, anchors, intermediates } = this.#request
    if (intermediates.length > this.#limits.intermediates) {
      throw new PathRefusal('path-budget', `more than ${this.#limits.intermediates} intermediates`)
    }
    if (anchors.some((anchor) => equal(anchor.der, leaf.der))) {
      throw new PathRefusal('leaf-is-anchor', 'an anchor cannot be a holder’s certificate')
    }
    try {
      return this.#firstValid(leaf, anchors, (path) => this.#checkLeafPath(path))
    } catch (error) {
      const excepted = error instanceof PathRefusal ? this.#underException(error) : undefined
      if (excepted) return excepted
      throw error
    }
  }

  recheck(valid: ValidPath): ValidPath {
    const { path } = valid
    try {
      for (const [index, certificate] of path.entries()) checkValidity(certificate, this.#time, index === 0)
      if (this.#request.checkRevocation === false) return valid
      const { until, leafUnknown } = checkRevocation(path, this.#revocation)
      if (!leafUnknown) return { ...valid, statusUntil: until, statusKnown: true }
    } catch (error) {
      if (!(error instanceof PathRefusal)) throw error
    }
    return this.run()
  }

  #checkLeafPath(path: CertificationPath): ValidPath {
    const { policies = {}, profile = {}, onStatusUnknown } = this.#request
    checkPath(path, this.#time)
    checkNameConstraints(path, this.#comparisons)
    checkLeafProfile(path, profile)
    const valid = {
      path,
      issuer: path[1],
      anchor: anchorOf(path),
      policies: validPolicies(path, policies, this.#limits.policyNodes),
    }
    if (this.#request.checkRevocation === false) return { ...valid, statusUntil: Infinity, statusKnown: false }
    const { until, leafUnknown } = checkRevocation(path, this.#revocation, onStatusUnknown)
    if (!leafUnknown) return { ...valid, statusUntil: until, statusKnown: true }
    this.#withoutStatus ??= { ...valid, statusUntil: this.#time, statusKnown: false }
    throw leafUnknown
  }

  /** Only when every path within the limits was looked at, and the worst that any of them says is that nobody knows. */
  #underException({ code, reason }: PathRefusal): ValidPath | undefined {
    const valid = this.#withoutStatus
    if (!valid || code !== 'ERR_CERT_STATUS_UNKNOWN' || reason === 'ocsp-unknown' || this.#isCutShort) return undefined
    return this.#request.acceptsUnknownStatus?.(valid.issuer) ? valid : undefined
  }

  #firstValid<T>(leaf: Certificate, anchors: readonly Certificate[], check: (path: CertificationPath) => T): T {
    let refusal: PathRefusal | undefined
    const note = (found: PathRefusal) => {
      refusal = weightiest(refusal, found)
    }
    const noteThrown = (error: unknown) => {
      if (!(error instanceof PathRefusal)) throw error
      // What is used up on one path is missing on the others; the budget of policies is each path's own.
      if (error.reason === 'path-budget' || error.reason === 'name-constraints-budget') this.#isCutShort = true
      note(error)
    }
    const search: PathSearch = {
      anchors,
      intermediates: this.#request.intermediates,
      limits: this.#limits,
      signatures: this.#signatures,
      takeCandidate: () => {
        if (this.#candidatesLeft-- <= 0) throw new PathRefusal('path-budget', 'too many issuers to try')
      },
      // A chain that is longer than allowed is no path, so that nothing is cut short by it.
      onRefusal: note,
    }
    try {
      for (const path of buildPaths(leaf, search)) {
        this.#takePath()
        try {
          return check(path)
        } catch (error) {
          noteThrown(error)
        }
      }
    } catch (error) {
      noteThrown(error)
    }
    throw refusal ?? new PathRefusal('no-anchor', 'no path')
  }

  #takePath(): void {
    if (this.#pathsLeft-- <= 0) throw new PathRefusal('path-budget', 'too many paths')
  }

  #isGoodSigner(signer: Certificate, certificate: Certificate, anchor: Certificate): boolean {
    if (signer === anchor) return true
    // Asked about itself: a key vouches for its own certificate only where whoever issued that has said so in it.
    if (signer === certificate) return namesItself(certificate)
    if (this.#open.has(signer)) return false
    this.#takePath()
    this.#open.add(signer)
    try {
      this.#firstValid(signer, [anchor], (path) => {
        checkPath(path, this.#time)
        checkNameConstraints(path, this.#comparisons)
        const { leafUnknown } = checkRevocation(path, this.#revocation)
        if (leafUnknown) throw leafUnknown
      })
      return true
    } catch (error) {
      if (!(error instanceof PathRefusal || error instanceof DerError)) throw error
      // Not looked at to the end: a list that may say "revoked" must not be passed over.
      if (this.#isCutShort) throw new PathRefusal('path-budget', 'no way left to look at the signer of a list')
      return false
    } finally {
      this.#open.delete(signer)
    }
  }
}

/** A distribution point whose lists the certificate's own holder signs: RFC 5280 §6.3.3 allows it for indirect lists. */
const namesItself = ({ subject, extensions: { cRLDistributionPoints = [] } }: Certificate): boolean =>
  cRLDistributionPoints.some(({ crlIssuer = [] }) =>
    crlIssuer.some((name) => name.form === 'directory' && name.name.matches(subject)),
  )
