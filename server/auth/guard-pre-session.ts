import { CodedError } from '../../core/errors/coded-error.ts'
import { takeChallenges } from '../db/tables/challenges.ts'
import type { Guards } from '../http/call.ts'
import { hashToken } from '../http/token.ts'
import type { AuthParts } from './auth-parts.ts'

/**
 * Takes the challenges of the caller's pre-session, in a statement of its own that is committed before anything the caller
 * sent is parsed: whatever comes next, they are used up. Errors: ERR_LOGIN_CHALLENGE for none, taken or expired.
 */
export function guardPreSession({ database }: Pick<AuthParts, 'database'>): Guards['preSession'] {
  return async ({ cookies, platform, now, trail }) => {
    trail.step = 'challenge'
    const token = cookies.token('pre-session')
    const taken = token === undefined ? [] : await takeChallenges(database.query, hashToken(token))
    const [newest] = taken
    if (newest) trail.learn({ challengeJti: newest.challenge.jti })
    const good = taken.filter((record) => record.platform === platform && now.getTime() < record.challenge.exp * 1000)
    if (good.length === 0) {
      throw new CodedError('ERR_LOGIN_CHALLENGE', 'there is no challenge to answer: never asked, used or expired')
    }
    return good
  }
}
