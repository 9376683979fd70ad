import { expect, it } from 'vitest'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { pathCase, pathOutcome } from './path-vectors.ts'
import { signatureWays } from './signature-ways.ts'
import { type Differences, coreOf, describeOutcomes, itIsRightInAll, withVectors } from './vectors.ts'

/** All of tier `optional`. */
const differences: Differences = {
  'DSA is not on our list of algorithms': [
    'pkits::40104::valid_dsa_signatures_test4',
    'pkits::40105::valid_dsa_parameter_inheritance_test5',
  ],
}

withVectors('pkits.json', pathCase, (cases, blob) => {
  for (const [way, verify] of signatureWays) {
    const outcomes = cases.map((vector) => pathOutcome(vector, blob, verify))
    describeOutcomes(`PKITS by ${way}`, outcomes, differences)
    itIsRightInAll(`PKITS core by ${way}`, coreOf(outcomes), 213)

    const most = Math.max(...outcomes.map(({ signatures }) => signatures))
    it(`no case by ${way} takes more than ${most} of ${defaultLimits.signatures} signature checks`, () => {
      expect(most).toBeLessThanOrEqual(defaultLimits.signatures)
    })
  }
})
