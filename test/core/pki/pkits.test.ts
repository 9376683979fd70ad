import { expect, it } from 'vitest'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { pathCase, pathOutcome } from './path-vectors.ts'
import { type Differences, coreOf, describeOutcomes, itIsRightInAll, withVectors } from './vectors.ts'

/** All of tier `optional`. */
const differences: Differences = {
  'DSA is not on our list of algorithms': [
    'pkits::40104::valid_dsa_signatures_test4',
    'pkits::40105::valid_dsa_parameter_inheritance_test5',
  ],
  'lists for some reasons only are not put together': [
    'pkits::41418::valid_onlysomereasons_test18',
    'pkits::41419::valid_onlysomereasons_test19',
  ],
  'indirect lists are not used': [
    'pkits::41422::valid_idp_with_indirectcrl_test22',
    'pkits::41424::valid_idp_with_indirectcrl_test24',
    'pkits::41425::valid_idp_with_indirectcrl_test25',
    'pkits::41428::valid_crlissuer_test28',
    'pkits::41429::valid_crlissuer_test29',
    'pkits::41430::valid_crlissuer_test30',
    'pkits::41433::valid_crlissuer_test33',
  ],
  'delta lists are not used: the complete list holds until its own nextUpdate': [
    'pkits::41504::invalid_deltacrl_test4',
    'pkits::41505::valid_deltacrl_test5',
  ],
}

withVectors('pkits.json', pathCase, (cases, blob) => {
  const outcomes = cases.map((vector) => pathOutcome(vector, blob))
  describeOutcomes('PKITS', outcomes, differences)
  itIsRightInAll('PKITS core', coreOf(outcomes), 213)

  const most = Math.max(...outcomes.map(({ signatures }) => signatures))
  it(`no case takes more than ${most} of ${defaultLimits.signatures} signature checks`, () => {
    expect(most).toBeLessThanOrEqual(defaultLimits.signatures)
  })
})
