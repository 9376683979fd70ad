import type { Certificate } from '../../core/pki/certificate.ts'
import { taiwanDate } from '../../core/pki/der-time.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { keyIdentifier } from '../../core/pki/key-identifier.ts'
import { nameText } from '../../core/pki/name-text.ts'
import type { PublicKey } from '../../core/pki/public-key.ts'
import { findKnownPin, pinLabel } from '../pki/known-pins.ts'
import { findSigner, type Signer } from './find-signer.ts'

/** What an operator compares with the authority's own words before trusting it. One line each. */
export function describeCertificate(certificate: Certificate, known: readonly Certificate[]): string[] {
  const { subject, issuer, serialNumber, notBefore, notAfter, publicKey, signatureAlgorithm } = certificate
  const sha256 = fingerprint(certificate.der)
  return [
    `主體 Subject: ${nameText(subject)}`,
    `簽發者 Issuer: ${nameText(issuer)}`,
    `序號 Serial number: ${serialNumber}`,
    `有效期間 Validity: ${validityText({ notBefore, notAfter })}`,
    `金鑰 Key: ${keyText(publicKey)}`,
    `金鑰識別碼 Key identifier: ${keyIdentifier(certificate)}`,
    `簽章演算法 Signature algorithm: ${signatureNames[signatureAlgorithm.oid] ?? signatureAlgorithm.oid}`,
    `簽署者 Signed by: ${signerText(findSigner(certificate, known))}`,
    `指紋 SHA-256: ${sha256}`,
    `內建指紋 Shipped pin: ${pinText(sha256)}`,
  ]
}

/** Days in Taiwan. */
export const validityText = ({ notBefore, notAfter }: Pick<Certificate, 'notBefore' | 'notAfter'>): string =>
  `${taiwanDate(notBefore)} – ${taiwanDate(notAfter)}`

function keyText(key: PublicKey): string {
  switch (key.type) {
    case 'rsa':
      return `RSA-${key.modulusBits}`
    case 'rsa-pss':
      return `RSA-${key.modulusBits} for PSS alone`
    case 'ec':
      return `EC ${key.curve}`
    case 'unsupported':
      return key.algorithm
    default:
      return key satisfies never
  }
}

const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
}

function signerText(signer: Signer): string {
  switch (signer.by) {
    case 'itself':
      return 'itself (a root)'
    case 'itself-unchecked':
      return 'itself, it says; such a key or algorithm is not checked any more'
    case 'known':
      return `${nameText(signer.certificate.subject)} (${fingerprint(signer.certificate.der)}, in the trust file)`
    case 'unknown':
      return 'not known: its issuer is not in the trust file'
    case 'nobody':
      return 'nobody: it names itself as issuer, and the signature is not of its key'
    default:
      return signer satisfies never
  }
}

function pinText(sha256: string): string {
  const pin = findKnownPin(sha256)
  if (!pin) return 'none. The product does not know this certificate'
  return `${pinLabel(pin)}, ${pin.role} authority, ${pin.environment} (${pin.source})`
}
