import type { Certificate } from '../../../core/pki/certificate.ts'
import { PathRefusal } from '../../../core/pki/refusals.ts'
import { type PathRequest, type ValidPath, validatePath } from '../../../core/pki/validate-path.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'

/** The day on which tests of revocation judge. */
export const today = new Date('2026-01-15T00:00:00Z')

type Given = Partial<PathRequest> & Pick<PathRequest, 'anchors' | 'crls'>

export const requestFor = (leaf: Certificate, given: Given): PathRequest => ({
  leaf,
  intermediates: [],
  time: today,
  verifySignature,
  ...given,
})

/** The valid path, or the refusal. */
export function judge(leaf: Certificate, given: Given): ValidPath | PathRefusal {
  try {
    return validatePath(requestFor(leaf, given))
  } catch (error) {
    if (error instanceof PathRefusal) return error
    throw error
  }
}

/** 'good', or the reason of the refusal. */
export function verdict(leaf: Certificate, given: Given): string {
  const found = judge(leaf, given)
  return found instanceof PathRefusal ? found.reason : 'good'
}
