import { requireAlgorithmFitsKey } from '../../core/assertion/algorithms.ts'
import { requireChallenge } from '../../core/assertion/require-challenge.ts'
import { findPersonByIdNumber } from '../db/tables/people.ts'
import type { Caller } from '../http/call.ts'
import { verifyAssertionSignature } from '../pki/verify-assertion-signature.ts'
import type { RequireModule } from '../pki/validate-module.ts'
import type { Signed } from './prove-by-card.ts'
import { type PasswordParts, requirePassword } from './require-password.ts'
import { requireModuleInUse } from './steps/require-module-in-use.ts'
import type { Proof } from './validate-assertion.ts'

/**
 * An NHI card has no key. A security module signs for its institution, who the holder is is read from the card and only
 * claimed, and the holder's password goes with it: the audit says so. Each line is one step.
 */
export function moduleProver(parts: PasswordParts & { readonly requireModule: RequireModule }) {
  const { database, requireModule } = parts
  const { query } = database
  return async ({ trail, now, origin }: Caller, { assertion, answer, challenge }: Signed): Promise<Proof> => {
    const { claims } = assertion
    const module = await trail.at('module', () => requireModule(query, assertion.certificate, now))
    trail.learn({ detail: { module: module.module, holder: 'claimed' } })
    trail.at('algorithm', () => requireAlgorithmFitsKey(assertion.algorithm, module.publicKey))
    trail.at('signature', () => verifyAssertionSignature(assertion, module))
    trail.at('claims', () => requireChallenge(claims, challenge, origin))
    await trail.at('module', () => requireModuleInUse(query, claims, module, now))
    const idNumber = claims.holder?.idNumber ?? ''
    const person = await trail.at('holder', () => findPersonByIdNumber(query, idNumber))
    if (person) trail.learn({ personId: person.id })
    // Whoever is not in the directory is refused here like a wrong password, after the same work.
    const { password = '' } = answer
    const claim = { kind: 'nhi-card', claim: idNumber, personId: person?.id, password, now } as const
    const record = await trail.at('password', () => requirePassword(parts, claim))
    return { holder: { kind: 'person', personId: record.personId }, module, password: record }
  }
}
