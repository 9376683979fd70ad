import { createHash } from 'node:crypto'
import type { LoginClaims } from '../../core/assertion/claims.ts'
import { requireChallenge } from '../../core/assertion/require-challenge.ts'
import { readShownCard } from '../../core/assertion/shown-card.ts'
import type { ChallengeRecord } from '../db/tables/challenges.ts'
import type { Caller } from '../http/call.ts'
import { chooseChallenge } from '../auth/steps/choose-challenge.ts'

export interface ShownCard {
  readonly idNumber: string
  readonly cardNumber: string
  /** Of the page's key, as it was asked for. */
  readonly jkt: string
}

/**
 * What an extension read from an NHI card, for a challenge of this browser: fresh, for this site, and claimed. Errors: those of
 * `readShownCard` and `requireChallenge`.
 */
export function readCard({ trail, origin }: Caller, assertion: string, taken: readonly ChallengeRecord[]): ShownCard {
  const claims = trail.at('parse', () => readShownCard(assertion))
  const challenge = chooseChallenge(taken, claims satisfies LoginClaims)
  trail.learn({ cardType: claims.cardType, challengeJti: challenge.jti })
  trail.at('claims', () => requireChallenge(claims, challenge, origin))
  return { idNumber: claims.holder.idNumber, cardNumber: claims.cardSn, jkt: challenge.jkt }
}

/** What is kept of a card: enough to know it again. */
export const hashCard = ({ idNumber, cardNumber }: Pick<ShownCard, 'idNumber' | 'cardNumber'>): string =>
  createHash('sha256').update(`${idNumber} ${cardNumber}`).digest('base64url')
