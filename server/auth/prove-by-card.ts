import { requireAlgorithmFitsKey } from '../../core/assertion/algorithms.ts'
import type { Challenge } from '../../core/assertion/claims.ts'
import type { ParsedAssertion } from '../../core/assertion/parse-assertion.ts'
import { parseModule } from '../../core/assertion/parse-module.ts'
import { requireChallenge } from '../../core/assertion/require-challenge.ts'
import type { Caller } from '../http/call.ts'
import { verifyAssertionSignature } from '../pki/verify-assertion-signature.ts'
import type { RequireModule, ValidModule } from '../pki/validate-module.ts'
import type { AuthParts } from './auth-parts.ts'
import { findHolder } from './steps/find-holder.ts'
import type { AssertionAnswer } from './steps/require-parts.ts'
import type { Proof } from './validate-assertion.ts'

/**
 * A card that signs with its own certificate: that leads to its holder. Beside it, in an NHI reader, the security module
 * signs the same payload. Each line is one step, named for the audit.
 */
export function cardProver({
  cards,
  holders,
  database,
  requireModule,
}: Pick<AuthParts, 'cards' | 'holders' | 'database'> & { readonly requireModule: RequireModule }) {
  return async ({ trail, now, origin }: Caller, { assertion, answer, challenge }: Signed): Promise<Proof> => {
    const { claims } = assertion
    const { certificate, identity, exceptionId } = await trail.at('path', () =>
      cards.validate(assertion.certificate, claims.cardType, now),
    )
    if (exceptionId !== undefined) trail.learn({ detail: { exception: exceptionId } })
    trail.at('algorithm', () => requireAlgorithmFitsKey(assertion.algorithm, certificate.publicKey))
    trail.at('signature', () => verifyAssertionSignature(assertion, certificate))
    trail.at('claims', () => requireChallenge(claims, challenge, origin))
    const module = await trail.at('module', () => moduleBeside(answer, now))
    if (module) trail.learn({ detail: { ...trail.facts.detail, module: module.module } })
    const holder = await trail.at('holder', () => findHolder(holders, claims.cardType, identity))
    return { holder, module }
  }

  async function moduleBeside({ assertion, module }: AssertionAnswer, now: Date): Promise<ValidModule | undefined> {
    if (module === undefined) return undefined
    const signed = parseModule(module, assertion)
    const valid = await requireModule(database.query, signed.certificate, now)
    verifyAssertionSignature(signed, valid)
    return valid
  }
}

/** What was signed: as it came, as it was read, and the challenge that it answers. */
export interface Signed {
  readonly answer: AssertionAnswer
  readonly assertion: ParsedAssertion
  readonly challenge: Challenge
}
