import { type CardType, certificateCardTypes } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { SessionRecord } from '../db/tables/sessions.ts'

/** The kind of card that confirms what the session does. Errors: ERR_REQUEST_CONFIRMATION_NO_CARD for one without such a card. */
export function requireConfirmableCard({ cardType }: SessionRecord): CardType {
  if (cardType !== null && certificateCardTypes.includes(cardType)) return cardType
  throw new CodedError('ERR_REQUEST_CONFIRMATION_NO_CARD', 'no card with a key of its own signed in')
}
