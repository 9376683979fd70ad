import { CodedError } from '../../core/errors/coded-error.ts'
import { type ChallengeRecord, findChallenges, takeChallenges } from '../db/tables/challenges.ts'
import type { Caller, Guards } from '../http/call.ts'
import { hashToken } from '../http/token.ts'
import type { AuthParts } from './auth-parts.ts'

/**
 * Takes the challenges of the caller's pre-session, in a statement of its own that is committed before anything the caller
 * sent is parsed: whatever comes next, they are used up; but for what is asked in the middle of a sign-in. Errors: ERR_LOGIN_CHALLENGE for none, taken or expired.
 */
export function guardPreSession({ database }: Pick<AuthParts, 'database'>): Guards['preSession'] {
  return async (caller, { keepsChallenges = false } = {}) => {
    const { cookies, trail } = caller
    trail.step = 'challenge'
    const token = cookies.token('pre-session')
    const read = keepsChallenges ? findChallenges : takeChallenges
    const challenges = token === undefined ? [] : await read(database.query, { preSessionHash: hashToken(token) })
    return stillGood(challenges, caller)
  }
}

/** Those of the challenges, newest first, that an assertion may answer now. Errors: ERR_LOGIN_CHALLENGE for none. */
export function stillGood(
  challenges: readonly ChallengeRecord[],
  { platform, now, trail }: Pick<Caller, 'platform' | 'now' | 'trail'>,
): ChallengeRecord[] {
  const [newest] = challenges
  if (newest) trail.learn({ challengeJti: newest.challenge.jti })
  const good = challenges.filter(
    (record) => record.platform === platform && now.getTime() < record.challenge.exp * 1000,
  )
  if (good.length > 0) return good
  throw new CodedError('ERR_LOGIN_CHALLENGE', 'there is no challenge to answer: never asked, used or expired')
}
