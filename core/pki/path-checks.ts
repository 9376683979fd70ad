import { keyWeakness } from './algorithms.ts'
import { type Certificate, type CertificationPath, isSelfIssued } from './certificate.ts'
import { taiwanDate } from './der-time.ts'
import { PathRefusal } from './refusals.ts'

/** Checks of RFC 5280 §6.1 that a chain of good signatures must pass, apart from names and policies. */
export function checkPath(path: CertificationPath, time: number): void {
  for (const [index, certificate] of path.entries()) {
    checkValidity(certificate, time, index === 0)
    const [unknown] = certificate.unknownCritical
    if (unknown !== undefined) {
      const reason = index === 0 ? 'unknown-critical-extension' : 'issuer-unknown-critical-extension'
      throw new PathRefusal(reason, `certificate ${certificate.serialNumber}: ${unknown}`)
    }
  }
  const weakness = keyWeakness(path[0].publicKey)
  if (weakness !== undefined) throw new PathRefusal('key-too-weak', weakness)
  checkPathLength(path)
}

/** Valid from the first to the last second, both included (§4.1.2.5); the clock's fraction of a second does not count. */
export function checkValidity({ notBefore, notAfter, serialNumber }: Certificate, time: number, isLeaf: boolean): void {
  const second = Math.floor(time / 1000) * 1000
  if (second > notAfter) {
    throw new PathRefusal(isLeaf ? 'expired' : 'issuer-expired', `certificate ${serialNumber}`, {
      details: { notAfter: taiwanDate(notAfter) },
    })
  }
  if (second < notBefore) {
    throw new PathRefusal(isLeaf ? 'not-yet-valid' : 'issuer-not-yet-valid', `certificate ${serialNumber}`, {
      details: { notBefore: taiwanDate(notBefore) },
    })
  }
}

/** §6.1.4 (l), (m), from the anchor down; self-issued certificates take no room. The anchor's own limit counts too. */
function checkPathLength(path: readonly Certificate[]): void {
  let left = Infinity
  for (const [index, certificate] of path.slice(1).toReversed().entries()) {
    if (index > 0 && !isSelfIssued(certificate)) {
      if (left === 0) throw new PathRefusal('path-length', `certificate ${certificate.serialNumber} is one too many`)
      left--
    }
    left = Math.min(left, certificate.extensions.basicConstraints?.pathLenConstraint ?? Infinity)
  }
}
