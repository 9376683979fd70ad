import { AssertionReader } from '../../core/assertion/assertion-reader.ts'
import type { Challenge } from '../../core/assertion/claims.ts'
import { modulePart } from '../../core/assertion/module-part.ts'
import type { InstitutionChoice } from '../../core/protocol/session.ts'
import type { ChallengeRecord } from '../db/tables/challenges.ts'
import type { PasswordRecord } from '../db/tables/passwords.ts'
import type { Holder } from '../db/tables/sessions.ts'
import type { Caller } from '../http/call.ts'
import { moduleValidator, type ValidModule } from '../pki/validate-module.ts'
import type { AuthParts } from './auth-parts.ts'
import { cardProver } from './prove-by-card.ts'
import { moduleProver } from './prove-by-module.ts'
import type { PasswordParts } from './require-password.ts'
import { chooseChallenge } from './steps/choose-challenge.ts'
import { findChoices } from './steps/find-choices.ts'
import { requireCardType } from './steps/require-card-type.ts'
import { type AssertionAnswer, requireParts } from './steps/require-parts.ts'

/** Who it is, and by what. */
export interface Proof {
  readonly holder: Holder
  /** The security module that took part. */
  readonly module: ValidModule | undefined
  /** That of the holder of an NHI card, as it was found. */
  readonly password?: PasswordRecord
}

/** An assertion that passed every step. */
export interface ValidAssertion extends Proof {
  /** The one that it answers. */
  readonly challenge: Challenge
  readonly cardType: ValidCardType
  /** Where the holder may act. */
  readonly choices: readonly InstitutionChoice[]
}
type ValidCardType = Challenge['cardTypes'][number]

export type AssertionValidator = (
  caller: Caller,
  answer: AssertionAnswer,
  taken: readonly ChallengeRecord[],
) => Promise<ValidAssertion>

/**
 * Validates what was signed, to sign in or to confirm. The challenges were taken already; each line below is one step of
 * DESIGN §3.6, and the audit row of a refusal carries the name of the step that it came from.
 */
export function assertionValidator(parts: AuthParts & PasswordParts): AssertionValidator {
  const assertions = new AssertionReader()
  const requireModule = moduleValidator(parts.sam.authority)
  const proveByCard = cardProver({ ...parts, requireModule })
  const proveByModule = moduleProver({ ...parts, requireModule })
  return async (caller, answer, taken) => {
    const { trail, platform } = caller
    const assertion = trail.at('parse', () => assertions.read(answer.assertion))
    const { claims } = assertion
    const { cardType } = claims
    const challenge = chooseChallenge(taken, claims)
    trail.learn({ cardType, challengeJti: challenge.jti })

    trail.at('card-type', () => requireCardType(claims, challenge))
    const part = modulePart(claims)
    trail.at('parts', () => requireParts(part, answer))
    const prove = part === 'alone' ? proveByModule : proveByCard
    const proof = await prove(caller, { assertion, answer, challenge })
    const { holder, module } = proof
    trail.learn(holder.kind === 'person' ? { personId: holder.personId } : { institutionCode: holder.institutionCode })
    const choices = await trail.at('institution', () =>
      findChoices(parts.database.query, holder, claims, platform, module),
    )
    return { ...proof, challenge, cardType, choices }
  }
}
