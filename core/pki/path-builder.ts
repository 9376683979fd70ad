import { equal } from '../bytes/equal.ts'
import { keyWeakness } from './algorithms.ts'
import type { Certificate, CertificationPath } from './certificate.ts'
import type { Limits } from './limits.ts'
import { PathRefusal } from './refusals.ts'
import type { SignatureChecker } from './signature-checker.ts'

export interface PathSearch {
  readonly intermediates: readonly Certificate[]
  readonly anchors: readonly Certificate[]
  readonly limits: Limits
  readonly signatures: SignatureChecker
  /** Called for every issuer that is tried; throws `path-budget` when they are too many. */
  readonly takeCandidate: () => void
  /** Told why a branch was given up. */
  readonly onRefusal: (refusal: PathRefusal) => void
}

/**
 * Every chain of good signatures from `leaf` to an anchor, leaf first, depth-first, lazily. Issuers are found by name and
 * proved by signature; the key identifier only says which to try first, since generations of an authority share one name.
 * A name and key are never twice in a path, so rings end.
 */
export function* buildPaths(leaf: Certificate, search: PathSearch): Generator<CertificationPath> {
  yield* extend(leaf, [], search)
}

/** `above` is the path from the leaf's issuer up to the certificate whose issuer is looked for. */
function* extend(leaf: Certificate, above: readonly Certificate[], search: PathSearch): Generator<CertificationPath> {
  const { anchors, limits, onRefusal } = search
  const subject = above.at(-1) ?? leaf
  if (above.length + 1 >= limits.depth) {
    onRefusal(new PathRefusal('path-budget', `no anchor within ${limits.depth} certificates`))
    return
  }
  let found = false
  for (const issuer of issuersOf(subject, search)) {
    if ([leaf, ...above].some((certificate) => isSameAuthority(certificate, issuer))) continue
    found = true
    search.takeCandidate()
    const refusal = edgeRefusal(subject, issuer, subject !== leaf, search.signatures)
    if (refusal) onRefusal(refusal)
    else if (anchors.includes(issuer)) yield joinPath(leaf, above, issuer)
    else yield* extend(leaf, [...above, issuer], search)
  }
  if (!found) onRefusal(new PathRefusal('no-anchor', `no issuer for ${serial(subject)}`))
}

function joinPath(leaf: Certificate, above: readonly Certificate[], anchor: Certificate): CertificationPath {
  const [issuer, ...others] = above
  return issuer ? [leaf, issuer, ...others, anchor] : [leaf, anchor]
}

const serial = (certificate: Certificate): string => `certificate ${certificate.serialNumber}`

/** Anchors first, then by key identifier. */
function issuersOf(subject: Certificate, { anchors, intermediates }: PathSearch): Certificate[] {
  const named = (certificate: Certificate) => certificate.subject.matches(subject.issuer)
  const wanted = subject.extensions.authorityKeyIdentifier
  const mismatch = ({ extensions: { subjectKeyIdentifier: has } }: Certificate) =>
    wanted !== undefined && has !== undefined && wanted !== has ? 1 : 0
  const candidates = [...anchors.filter(named), ...intermediates.filter(named)]
  return candidates.length < 2 ? candidates : candidates.sort((a, b) => mismatch(a) - mismatch(b))
}

const isSameAuthority = (a: Certificate, b: Certificate): boolean =>
  a === b || (equal(a.publicKey.spki, b.publicKey.spki) && a.subject.matches(b.subject))

/** Why `issuer` cannot have issued `subject`: what RFC 5280 §6.1.3 (a)(1), (4) and §6.1.4 (k), (n) ask. */
function edgeRefusal(
  subject: Certificate,
  issuer: Certificate,
  subjectIsAuthority: boolean,
  signatures: SignatureChecker,
): PathRefusal | undefined {
  const { basicConstraints, keyUsage } = issuer.extensions
  if (issuer.version !== 3 || !basicConstraints?.cA) {
    return new PathRefusal('issuer-not-authority', `${serial(issuer)} is no authority`)
  }
  if (keyUsage && !keyUsage.has('keyCertSign')) {
    return new PathRefusal('issuer-key-usage', `${serial(issuer)} may not sign certificates`)
  }
  const weakness = keyWeakness(issuer.publicKey)
  if (weakness !== undefined) return new PathRefusal('issuer-key-too-weak', `${serial(issuer)}: ${weakness}`)
  if (!subject.signatureAlgorithm.algorithm) {
    return new PathRefusal('signature-algorithm', `${serial(subject)}: ${subject.signatureAlgorithm.oid}`)
  }
  if (!signatures.isSignedBy(subject, issuer, subjectIsAuthority)) {
    return new PathRefusal('bad-signature', `${serial(subject)} was not signed by the key of ${serial(issuer)}`)
  }
  return undefined
}
