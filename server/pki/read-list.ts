import type { VerifySignature } from '../../core/pki/algorithms.ts'
import type { Certificate } from '../../core/pki/certificate.ts'
import { type CertificateList, type CrlIndex, indexCrl, openCrl } from '../../core/pki/crl.ts'
import { SignatureChecker, rememberSignature } from '../../core/pki/signature-checker.ts'

/** A list that was read, and whose signature was checked with the key of everybody who may have made it. */
export interface ReadList {
  readonly der: Uint8Array
  readonly list: CertificateList
  readonly isSigned: boolean
}

/** The costly part of reading: plain values, for a thread to hand to another. */
export interface ListFindings {
  readonly index: CrlIndex
  /** In the order of the signers that were asked about. */
  readonly signedBy: readonly boolean[]
}

/** Throws DerError (ERR_CERT_MALFORMED). */
export function examineList(
  der: Uint8Array,
  signers: readonly Certificate[],
  verifySignature: VerifySignature,
): ListFindings {
  const index = indexCrl(der)
  const list = openCrl(der, index)
  const signatures = new SignatureChecker(verifySignature, signers.length)
  const signedBy = signers.map(
    (signer) => signer.subject.matches(list.issuer) && signatures.isSignedBy(list, signer, false),
  )
  return { index, signedBy }
}

/** From the findings over the same octets and signers; no sign-in checks these signatures again. */
export function toReadList(
  der: Uint8Array,
  { index, signedBy }: ListFindings,
  signers: readonly Certificate[],
  verifySignature: VerifySignature,
): ReadList {
  const list = openCrl(der, index)
  for (const [at, signer] of signers.entries()) {
    if (signer.subject.matches(list.issuer)) rememberSignature(verifySignature, list, signer, signedBy[at] === true)
  }
  return { der, list, isSigned: signedBy.includes(true) }
}
