import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import { cardNotAccepted } from '../issue-challenge.ts'

/** Before the certificate, since the card type says which anchor and profile it is checked against. */
export function requireCardType({ cardType }: LoginClaims, { cardTypes, purpose }: Challenge): void {
  // What a card was only shown for is no sign-in.
  if (purpose === 'identify' || !cardTypes.includes(cardType)) throw cardNotAccepted(cardType)
}
