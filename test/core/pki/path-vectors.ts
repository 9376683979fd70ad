import { z } from 'zod'
import type { VerifySignature } from '../../../core/pki/algorithms.ts'
import { type Certificate, parseCertificate } from '../../../core/pki/certificate.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError } from '../../../core/pki/der.ts'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { extendedKeyUsageOids } from '../../../core/pki/oids.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, validatePath } from '../../../core/pki/validate-path.ts'
import { type Blob, type Outcome, blobKey, outcomeOf, vectorCase } from './vector-files.ts'

/** A case of limbo.json or pkits.json. */
export const pathCase = vectorCase.extend({
  at: z.iso.datetime({ offset: true }),
  purpose: z.enum(['any', 'serverAuth', 'clientAuth']),
  peer: blobKey,
  intermediates: z.array(blobKey),
  anchors: z.array(blobKey),
  crls: z.array(blobKey),
  revocation: z.enum(['required', 'none']),
  policy: z
    .strictObject({
      initialPolicySet: z.array(z.string()).exactOptional(),
      requireExplicitPolicy: z.boolean().exactOptional(),
      inhibitPolicyMapping: z.boolean().exactOptional(),
      inhibitAnyPolicy: z.boolean().exactOptional(),
    })
    .exactOptional(),
  maxIntermediates: z.int().exactOptional(),
})
export type PathCase = z.infer<typeof pathCase>

export interface PathOutcome extends Outcome<PathCase> {
  /** Checked to come to the answer. */
  readonly signatures: number
}

/** One case as it stands. What does not parse is left out of the pool, as if it had not been sent; throws DerError for the leaf. */
export const toPathRequest = (vector: PathCase, blob: Blob, verify: VerifySignature): PathRequest => ({
  leaf: parseCertificate(blob(vector.peer)),
  intermediates: certificates(vector.intermediates.map(blob)),
  anchors: certificates(vector.anchors.map(blob)),
  crls: readable(vector.crls.map(blob), parseCrl),
  ...termsOf(vector),
  verifySignature: verify,
})

/** What a case asks for beside its certificates and lists. */
export const termsOf = ({ at, revocation, policy, purpose, maxIntermediates }: PathCase) => ({
  time: new Date(at),
  checkRevocation: revocation === 'required',
  ...(policy && { policies: policy }),
  ...(purpose !== 'any' && { profile: { extKeyUsage: extendedKeyUsageOids[purpose] } }),
  ...(maxIntermediates !== undefined && { limits: { depth: Math.min(maxIntermediates + 2, defaultLimits.depth) } }),
})

export function pathOutcome(vector: PathCase, blob: Blob, verify: VerifySignature): PathOutcome {
  let signatures = 0
  // A function of its own for each case: none profits from what another has found good.
  const counting: VerifySignature = (...signed) => {
    signatures++
    return verify(...signed)
  }
  const accepts = (it: PathCase): boolean => validatePath(toPathRequest(it, blob, counting)).path.length >= 2
  const outcome = outcomeOf(vector, accepts, (error) => error instanceof PathRefusal || error instanceof DerError)
  return { ...outcome, signatures }
}

const certificates = (ders: readonly Uint8Array[]): Certificate[] => readable(ders, parseCertificate)

function readable<Bytes, Parsed>(ders: readonly Bytes[], parse: (der: Bytes) => Parsed): Parsed[] {
  return ders.flatMap((der) => {
    try {
      return [parse(der)]
    } catch (error) {
      if (error instanceof DerError) return []
      throw error
    }
  })
}
