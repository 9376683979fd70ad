import { z } from 'zod'
import { type Certificate, parseCertificate } from '../../../core/pki/certificate.ts'
import { parseCrl } from '../../../core/pki/crl.ts'
import { DerError } from '../../../core/pki/der.ts'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { extendedKeyUsageOids } from '../../../core/pki/oids.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'
import { type Outcome, blobKey, outcomeOf, vectorCase } from './vectors.ts'

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
type PathCase = z.infer<typeof pathCase>

export interface PathOutcome extends Outcome<PathCase> {
  /** Checked to come to the answer. */
  readonly signatures: number
}

/** Validates one case as it stands. What does not parse is left out of the pool, as if it had not been sent. */
export function pathOutcome(vector: PathCase, blob: (key: string) => Uint8Array<ArrayBuffer>): PathOutcome {
  let signatures = 0
  const accepts = ({ purpose, maxIntermediates, policy }: PathCase): boolean => {
    const { path } = validatePath({
      leaf: parseCertificate(blob(vector.peer)),
      intermediates: certificates(vector.intermediates.map(blob)),
      anchors: certificates(vector.anchors.map(blob)),
      crls: readable(vector.crls.map(blob), parseCrl),
      time: new Date(vector.at),
      checkRevocation: vector.revocation === 'required',
      // A function of its own for each case: none profits from what another has found good.
      verifySignature: (...signed) => {
        signatures++
        return verifySignature(...signed)
      },
      ...(policy && { policies: policy }),
      ...(purpose !== 'any' && { profile: { extKeyUsage: extendedKeyUsageOids[purpose] } }),
      ...(maxIntermediates !== undefined && {
        limits: { depth: Math.min(maxIntermediates + 2, defaultLimits.depth) },
      }),
    })
    return path.length >= 2
  }
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
