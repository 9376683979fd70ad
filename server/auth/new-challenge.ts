import type { Challenge } from '../../core/assertion/claims.ts'
import type { Caller } from '../http/call.ts'
import { randomOctets } from '../random-octets.ts'
import type { AuthParts } from './auth-parts.ts'

/** By the server's clock alone. */
export const challengeSeconds = 300

/**
 * Two tabs of one browser share their cookies. Each has its own challenge, so that a tab which is told to wait does not spoil
 * what the other is in the middle of; the first assertion takes all of them.
 */
export const challengesPerHolder = 4

/** A challenge that nobody has seen yet. */
export function newChallenge(
  { environment, extension }: AuthParts['config'],
  { origin, now }: Pick<Caller, 'origin' | 'now'>,
  asked: Pick<Challenge, 'purpose' | 'cardTypes' | 'jkt' | 'confirm'>,
): Challenge {
  const iat = Math.floor(now.getTime() / 1000)
  return {
    nonce: randomOctets(32).toString('base64url'),
    aud: origin,
    environment,
    iat,
    exp: iat + challengeSeconds,
    jti: randomOctets(16).toString('base64url'),
    minimumExtension: extension.minimum,
    ...asked,
  }
}
