import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import type { ChallengeRecord } from '../../db/tables/challenges.ts'

/**
 * The pre-session's challenge that the assertion answers. All of them were taken; none that is not the pre-session's own
 * can be reached. When none fits, the newest stands in, and the comparison of the claims says what differs.
 */
export function chooseChallenge(taken: readonly ChallengeRecord[], { nonce }: LoginClaims): Challenge {
  const record = taken.find(({ challenge }) => challenge.nonce === nonce) ?? taken[0]
  if (!record) throw new Error('the guard lets nobody through without a challenge')
  return record.challenge
}
