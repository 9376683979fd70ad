import type { Challenge, LoginClaims } from '../../../core/assertion/claims.ts'
import { cardNotAccepted } from '../issue-challenge.ts'

/** Before the certificate, since the card type says which anchor and profile it is checked against. */
export function requireCardType({ cardType }: LoginClaims, { cardTypes }: Challenge): void {
  if (!cardTypes.includes(cardType)) throw cardNotAccepted(cardType)
}
