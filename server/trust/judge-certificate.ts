import { keyWeakness } from '../../core/pki/algorithms.ts'
import { type Certificate, isSelfIssued } from '../../core/pki/certificate.ts'
import { taiwanDate } from '../../core/pki/der-time.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { readsAs } from '../../core/pki/name-text.ts'
import { type KnownPin, knownPins } from '../pki/known-pins.ts'
import type { TrustRow } from '../pki/trust-configuration.ts'
import { findSigner } from './find-signer.ts'

type Role = NonNullable<TrustRow['role']>

/** Why no card under this authority would be accepted: adding it would only look like trust. Empty when nothing is wrong. */
export function findFaults(certificate: Certificate, role: Role, now: Date): string[] {
  const { version, extensions, publicKey, signatureAlgorithm, unknownCritical, notAfter } = certificate
  const { basicConstraints, keyUsage } = extensions
  const weakness = keyWeakness(publicKey)
  const own = findSigner(certificate, []).by
  const faults: (string | false)[] = [
    (version !== 3 || !basicConstraints?.cA) && 'it is no authority’s certificate (basicConstraints)',
    keyUsage !== undefined && !keyUsage.has('keyCertSign') && 'its key may not sign certificates (keyUsage)',
    weakness !== undefined && `its key is refused: ${weakness}`,
    unknownCritical.length > 0 && `it has a critical extension that is not known: ${unknownCritical.join(', ')}`,
    isExpired(certificate, now) && `it expired on ${taiwanDate(notAfter)}`,
    own === 'nobody' && 'it names itself as issuer, and the signature is not of its key',
    role === 'intermediate' && isSelfIssued(certificate) && 'a root can be an anchor only, not an intermediate',
    role === 'intermediate' &&
      !signatureAlgorithm.algorithm &&
      `it is signed by an algorithm that is refused: ${signatureAlgorithm.oid}`,
  ]
  return faults.filter((fault) => fault !== false)
}

const yearMilliseconds = 365 * 86_400_000

/** What an operator should know before confirming. */
export function findWarnings(certificate: Certificate, role: Role, known: readonly Certificate[], now: Date): string[] {
  const { keyUsage } = certificate.extensions
  const soon = certificate.notAfter - now.getTime() < yearMilliseconds
  const warnings: (string | false)[] = [
    soon && !isExpired(certificate, now) && `it expires on ${taiwanDate(certificate.notAfter)}`,
    certificate.notBefore > now.getTime() && `it is not valid before ${taiwanDate(certificate.notBefore)}`,
    keyUsage !== undefined && !keyUsage.has('cRLSign') && 'its key may not sign revocation lists (keyUsage)',
    role === 'intermediate' &&
      findSigner(certificate, known).by !== 'known' &&
      'no authority in the trust file for this card type signed it: cards under it are refused until one is there',
  ]
  return warnings.filter((warning) => warning !== false)
}

export const isExpired = ({ notAfter }: Certificate, now: Date): boolean =>
  Math.floor(now.getTime() / 1000) * 1000 > notAfter

/** The shipped pins of authorities that bear this certificate's name and are not this certificate. */
export function findNamesakes(certificate: Certificate): KnownPin[] {
  const sha256 = fingerprint(certificate.der)
  if (knownPins.some((pin) => pin.sha256 === sha256)) return []
  return knownPins.filter((pin) => readsAs(certificate.subject, pin.subject))
}
