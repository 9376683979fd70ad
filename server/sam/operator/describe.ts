import type { Certificate } from '../../../core/pki/certificate.ts'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { nameText } from '../../../core/pki/name-text.ts'

const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** A certificate in lines: whose, until when, and by what it is pinned. */
export const describe = (what: string, { subject, notBefore, notAfter, der }: Certificate): string[] => [
  `${what}: ${nameText(subject)}`,
  `  有效期間 Valid: ${day(notBefore)} – ${day(notAfter)}`,
  `  SHA-256: ${fingerprint(der)}`,
]
