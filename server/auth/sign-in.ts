import { requireAlgorithmFitsKey } from '../../core/assertion/algorithms.ts'
import { parseAssertion } from '../../core/assertion/parse-assertion.ts'
import { requireChallenge } from '../../core/assertion/require-challenge.ts'
import type { Handler } from '../http/call.ts'
import { verifyAssertionSignature } from '../pki/verify-assertion-signature.ts'
import type { AuthParts } from './auth-parts.ts'
import { openSession } from './open-session.ts'
import { toSessionView } from './signed-in.ts'
import { chooseChallenge } from './steps/choose-challenge.ts'
import { findHolder } from './steps/find-holder.ts'
import { findChoices } from './steps/find-choices.ts'
import { requireCardType } from './steps/require-card-type.ts'

/**
 * A signed assertion becomes a session. The guard has taken the challenges already; each line below is one step of DESIGN
 * §3.6, and the audit row of a refusal carries the name of the step that it came from.
 */
export function signIn(parts: AuthParts): Handler<'POST /api/auth/assertion'> {
  const { cards, holders, database } = parts
  return {
    event: 'sign-in',
    async handle(call) {
      const { trail, now, origin, platform } = call
      const assertion = trail.at('parse', () => parseAssertion(call.request.assertion))
      const { claims } = assertion
      const { cardType } = claims
      const challenge = chooseChallenge(call.admitted, claims)
      trail.learn({ cardType, challengeJti: challenge.jti })

      trail.at('card-type', () => requireCardType(claims, challenge))
      const { certificate, identity, exceptionId } = await trail.at('path', () =>
        cards.validate(assertion.certificate, cardType, now),
      )
      if (exceptionId !== undefined) trail.learn({ detail: { exception: exceptionId } })
      trail.at('algorithm', () => requireAlgorithmFitsKey(assertion.algorithm, certificate.publicKey))
      trail.at('signature', () => verifyAssertionSignature(assertion, certificate))
      trail.at('claims', () => requireChallenge(claims, challenge, origin))
      const holder = await trail.at('holder', () => findHolder(holders, cardType, identity))
      trail.learn(
        holder.kind === 'person' ? { personId: holder.personId } : { institutionCode: holder.institutionCode },
      )
      const choices = await trail.at('institution', () => findChoices(database.query, holder, claims, platform))
      trail.step = 'session'
      return toSessionView(await openSession(parts, call, { holder, cardType, jkt: challenge.jkt, choices }))
    },
  }
}
