import { toWords } from '../../core/assertion/confirmation.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { isSignatureAction, type SignatureAction } from '../../core/portal/actions.ts'
import { authorize, type Scope } from '../../core/portal/authorize.ts'
import { audit } from '../audit/audit.ts'
import { addSeconds } from '../clock.ts'
import type { Queryable } from '../db/database.ts'
import { addChallenge, dropOlderChallenges, takeChallenges } from '../db/tables/challenges.ts'
import { saveConfirmation } from '../db/tables/confirmations.ts'
import type { Handler } from '../http/call.ts'
import type { AuthParts } from './auth-parts.ts'
import { requireConfirmableCard } from './confirmable-card.ts'
import { subjectKey, subjectWords } from './confirmation-subjects.ts'
import { stillGood } from './guard-pre-session.ts'
import { challengesPerHolder, newChallenge } from './new-challenge.ts'
import { powersOf } from './signed-in.ts'
import { requireSameHolder } from './steps/require-same-holder.ts'
import type { AssertionValidator } from './validate-assertion.ts'

/** From the signature to the act: the page repeats its call at once. */
const confirmationSeconds = 120

/**
 * A challenge for one action on one subject, with the words that the PIN window shows. Errors: ERR_REQUEST_NOT_ALLOWED,
 * ERR_REQUEST_CONFIRMATION_NO_CARD, ERR_REQUEST_NOT_FOUND.
 */
export function askConfirmation(parts: Pick<AuthParts, 'config' | 'database'>): Handler<'POST /api/auth/confirmation'> {
  const { config, database } = parts
  return {
    event: 'challenge',
    async handle(call) {
      const { admitted, request, platform, trail } = call
      const { session } = admitted
      const { action } = request
      trail.learn({ detail: { action } })
      const scope = trail.at('role', () => authorize(action, powersOf(admitted)))
      if (!scope) throw new CodedError('ERR_REQUEST_NOT_ALLOWED', `nothing that is held allows ${action}`)
      const cardType = trail.at('confirmation', () => requireConfirmableCard(session))
      const words = await trail.at('subject', () => describe(database.query, action, scope, request.subject))

      const challenge = newChallenge(config, call, {
        purpose: 'confirm',
        cardTypes: [cardType],
        jkt: session.jkt,
        confirm: { action, subject: subjectKey(scope, request.subject), words },
      })
      const holder = { sessionId: session.id }
      await database.tx(async (query) => {
        await addChallenge(query, { holder, platform, challenge })
        await dropOlderChallenges(query, holder, challengesPerHolder)
      })
      return { ...challenge, cardTypes: [cardType] }
    },
  }
}

async function describe(query: Queryable, action: SignatureAction, scope: Scope, subject: string): Promise<string> {
  // The table's rows take the scopes that their actions have, as `authorize` answers them.
  const wordsOf = subjectWords[action] as (
    query: Queryable,
    scope: Scope,
    subject: string,
  ) => Promise<string | undefined>
  const words = toWords((await wordsOf(query, scope, subject)) ?? '')
  if (words === '') throw new CodedError('ERR_REQUEST_NOT_FOUND', `${action} cannot be done to this subject`)
  return words
}

/** The signature of the card that signed in: the action may be done to the subject, once and soon. */
export function confirmAction(
  { database }: Pick<AuthParts, 'database'>,
  validate: AssertionValidator,
): Handler<'POST /api/auth/confirmation/assertion'> {
  return {
    event: 'confirm',
    async handle(call) {
      const { admitted, request, now, trail } = call
      const { session } = admitted
      const taken = await trail.at('challenge', () => takeChallenges(database.query, { sessionId: session.id }))
      const { challenge, holder } = await validate(call, request, stillGood(taken, call))
      trail.at('same-card', () => requireSameHolder(holder, session.holder))
      const { action, subject } = challenge.confirm ?? { action: '', subject: '' }
      if (!isSignatureAction(action)) throw new Error('a session has challenges of confirmations only')
      const until = addSeconds(now, confirmationSeconds)
      await database.tx(async (query) => {
        await saveConfirmation(query, { sessionId: session.id, action, subject }, until)
        await audit(query, now, {
          ...trail.facts,
          event: 'confirm',
          detail: { ...trail.facts.detail, action, subject },
        })
      })
      return { until: until.toISOString() }
    },
  }
}
