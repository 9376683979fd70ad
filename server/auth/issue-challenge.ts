import type { Challenge } from '../../core/assertion/claims.ts'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type Platform, platformRow } from '../../core/portal/platforms.ts'
import type { Queryable } from '../db/database.ts'
import { addChallenge, dropOlderChallenges, hasChallenge } from '../db/tables/challenges.ts'
import type { Caller, Handler } from '../http/call.ts'
import { hashToken, newToken } from '../http/token.ts'
import type { AuthParts } from './auth-parts.ts'
import { challengeSeconds, challengesPerHolder, newChallenge } from './new-challenge.ts'

export function issueChallenge(parts: Pick<AuthParts, 'config' | 'database'>): Handler<'POST /api/auth/challenge'> {
  return {
    event: 'challenge',
    async handle(call) {
      const { request, platform, trail } = call
      trail.learn({ cardType: request.cardType })
      const allowed = cardTypesOf(platform)
      if (!allowed.includes(request.cardType)) throw cardNotAccepted(request.cardType)

      const challenge = await startChallenge(parts, call, { purpose: 'login', cardTypes: allowed, jkt: request.jkt })
      return { ...challenge, cardTypes: [...challenge.cardTypes] }
    },
  }
}

/** The platform's cards that sign in: by themselves, or by a security module and a password. */
export const cardTypesOf = (platform: Platform): readonly CardType[] =>
  platformRow(platform).cardTypes.filter((code) => cardTypes[code].proof !== 'none')

export const cardNotAccepted = (cardType: CardType): CodedError =>
  new CodedError('ERR_LOGIN_CARD_NOT_ACCEPTED', `${cardType} is not accepted here`, {
    details: { card: cardTypes[cardType].label.zhTW },
  })

/** A challenge for the browser's pre-session, which is begun with it where there is none. */
export async function startChallenge(
  { config, database }: Pick<AuthParts, 'config' | 'database'>,
  call: Caller,
  asked: Pick<Challenge, 'purpose' | 'cardTypes' | 'jkt'>,
): Promise<Challenge> {
  const { platform, now, cookies } = call
  const challenge = newChallenge(config, call, asked)
  const held = cookies.token('pre-session')
  const add = async (query: Queryable, preSession: string) => {
    await addChallenge(query, { holder: { preSessionHash: hashToken(preSession) }, platform, challenge })
    return preSession
  }
  const token = await (held === undefined
    ? add(database.query, newToken()) // as in the morning: one statement
    : database.tx(async (query) => {
        const holder = { preSessionHash: hashToken(held) }
        // A cookie that leads to no challenge of ours may be anybody's: it is not taken over.
        if (!(await hasChallenge(query, holder, now))) return await add(query, newToken())
        await add(query, held)
        await dropOlderChallenges(query, holder, challengesPerHolder)
        return held
      }))
  cookies.set('pre-session', token, challengeSeconds)
  return challenge
}
