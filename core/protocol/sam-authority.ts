import { z } from 'zod'
import { fromBase64 } from '../bytes/base64.ts'
import { environments } from '../cards/environments.ts'
import { parseCertificate } from '../pki/certificate.ts'
import type { SamAuthority } from '../sam/sam-authorities.ts'

const isCertificate = (text: string): boolean => {
  try {
    parseCertificate(fromBase64(text))
    return true
  } catch {
    return false
  }
}

/** A row of sam-authorities.ts as managed policy, or the demo's server, gives it. */
export const samAuthority = z.strictObject({
  environment: z.enum(environments),
  certificate: z.string().max(8192).refine(isCertificate),
}) satisfies z.ZodType<SamAuthority>
