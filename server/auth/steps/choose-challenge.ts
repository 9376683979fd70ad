import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { ChallengeRecord } from '../../db/tables/challenges.ts'

/**
 * The challenge of the caller's own that the assertion answers. All of them were taken; none of anybody else's can be
 * reached. When none fits, the newest stands in, and the comparison of the claims says what differs.
 */
export function chooseChallenge(taken: readonly ChallengeRecord[], { nonce }: LoginClaims): Challenge {
  const record = taken.find(({ challenge }) => challenge.nonce === nonce) ?? taken[0]
  if (!record) throw new Error('the guard lets nobody through without a challenge')
  return record.challenge
}
