import { CodedError } from '../../core/errors/coded-error.ts'
import { hasConfirmation, takeConfirmation } from '../db/tables/confirmations.ts'
import type { Guards } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { requireConfirmableCard } from './confirmable-card.ts'
import { subjectKey } from './confirmation-subjects.ts'

const needed = () =>
  new CodedError('ERR_REQUEST_CONFIRMATION_NEEDED', 'the card that signed in has not signed for this just now')

/**
 * Lets nobody do what is dangerous without a fresh signature for it. A handler is told what it may be done to only inside the
 * transaction that uses the confirmation up. Errors: ERR_REQUEST_CONFIRMATION_NEEDED, ERR_REQUEST_CONFIRMATION_NO_CARD.
 */
export function guardConfirmation({ database }: Pick<AuthParts, 'database'>): Guards['confirmation'] {
  return async ({ now }, { session, standing, scope }, { action, subject }) => {
    requireConfirmableCard(session)
    const key = { sessionId: session.id, action, subject: subjectKey(scope, subject) }
    // Again in the transaction: this one keeps the handler from beginning at all.
    if (!(await hasConfirmation(database.query, key, now))) throw needed()
    return {
      session,
      standing,
      confirmed: (work) =>
        database.tx(async (query) => {
          if (!(await takeConfirmation(query, key, now))) throw needed()
          return await work(query, scope)
        }),
    }
  }
}
