import type { Certificate } from './certificate.ts'
import { compareCrlNumbers } from './crl-number.ts'
import { isSameScope } from './crl-scope.ts'
import type { CertificateList } from './crl.ts'
import type { RevocationCheck } from './revocation-check.ts'

/**
 * The delta lists that are newer than a complete list and for the same (RFC 5280 §5.2.4, §6.3.3 (c)), newest first. That
 * they are fresh, and signed by the key that signed the complete list, is not checked yet.
 */
export function deltasOf(
  list: CertificateList,
  issuer: Certificate,
  { lists, isListOf }: RevocationCheck,
): readonly CertificateList[] {
  const { crlNumber } = list
  if (crlNumber === undefined) return []
  return lists
    .filter(
      (delta) =>
        delta.baseCrlNumber !== undefined &&
        compareCrlNumbers(numberOf(delta), crlNumber) > 0 &&
        isSameScope(delta, list) &&
        isListOf(delta, issuer),
    )
    .sort((a, b) => compareCrlNumbers(numberOf(b), numberOf(a)))
}

/**
 * A delta list that adds to a newer complete list than this one: something happened between them that neither tells. So
 * that it does not name a certificate says nothing, nor that it takes one off; that it names one as revoked still does.
 */
export const isBeyond = ({ baseCrlNumber = '' }: CertificateList, { crlNumber = '' }: CertificateList): boolean =>
  compareCrlNumbers(baseCrlNumber, crlNumber) > 0

const numberOf = ({ crlNumber = '' }: CertificateList): string => crlNumber
