import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { costlyLists } from './costly-lists.ts'
import { costlyNames } from './costly-names.ts'
import { costlyPaths } from './costly-paths.ts'
import { costlyTokens } from './costly-tokens.ts'

/** What each costs is a figure of `npm run bench -- cases`; here it is seen that all end as they must, within the limits. */
describe.each(Object.entries({ costlyPaths, costlyNames, costlyLists, costlyTokens }))(
  '%s:',
  { timeout: 20_000 },
  (_, inputs) => {
    it.each(inputs.map((input) => [input.name, input] as const))('%s', (_name, { make, ends }) => {
      const ending = make()()
      expect(ending.ends).toBe(ends)
      expect(ending.signatures).toBeLessThanOrEqual(defaultLimits.signatures)
    })
  },
)
