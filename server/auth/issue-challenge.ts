import { randomBytes } from 'node:crypto'
import type { Challenge } from '../../core/assertion/claims.ts'
import { type CardType, cardTypes, certificateCardTypes } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type Platform, platformRow } from '../../core/protocol/platforms.ts'
import { addChallenge, dropOlderChallenges, hasChallenge } from '../db/tables/challenges.ts'
import type { Handler } from '../http/call.ts'
import { hashToken, newToken } from '../http/token.ts'
import type { AuthParts } from './auth-parts.ts'

/** By the server's clock alone. */
export const challengeSeconds = 300

/**
 * Two tabs of one browser share the pre-session cookie. Each has its own challenge, so that a tab which is told to wait does
 * not spoil the sign-in that the other is in the middle of; the first assertion takes all of them.
 */
const challengesPerPreSession = 4

export function issueChallenge(parts: Pick<AuthParts, 'config' | 'database'>): Handler<'POST /api/auth/challenge'> {
  const { config, database } = parts
  return {
    event: 'challenge',
    async handle({ request, platform, origin, now, cookies, trail }) {
      trail.learn({ cardType: request.cardType })
      const allowed = cardTypesOf(platform)
      if (!allowed.includes(request.cardType)) throw cardNotAccepted(request.cardType)

      const iat = Math.floor(now.getTime() / 1000)
      const challenge: Challenge = {
        nonce: randomBytes(32).toString('base64url'),
        aud: origin,
        purpose: 'login',
        environment: config.environment,
        cardTypes: allowed,
        iat,
        exp: iat + challengeSeconds,
        jti: randomBytes(16).toString('base64url'),
        jkt: request.jkt,
        minimumExtension: config.extension.minimum,
      }
      const held = cookies.token('pre-session')
      const token = await database.tx(async (query) => {
        // A cookie that leads to no challenge of ours may be anybody's: it is not taken over.
        const known = held !== undefined && (await hasChallenge(query, hashToken(held), now))
        const preSession = known ? held : newToken()
        const preSessionHash = hashToken(preSession)
        await addChallenge(query, { preSessionHash, platform, challenge })
        if (known) await dropOlderChallenges(query, preSessionHash, challengesPerPreSession)
        return preSession
      })
      cookies.set('pre-session', token, challengeSeconds)
      return { ...challenge, cardTypes: [...challenge.cardTypes] }
    },
  }
}

/** The platform's cards that sign an assertion by themselves. */
export const cardTypesOf = (platform: Platform): readonly CardType[] =>
  platformRow(platform).cardTypes.filter((code) => certificateCardTypes.includes(code))

export const cardNotAccepted = (cardType: CardType): CodedError =>
  new CodedError('ERR_LOGIN_CARD_NOT_ACCEPTED', `${cardType} is not accepted here`, {
    details: { card: cardTypes[cardType].label.zhTW },
  })
