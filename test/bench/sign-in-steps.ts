import { requireAlgorithmFitsKey } from '../../core/assertion/algorithms.ts'
import { AssertionReader } from '../../core/assertion/assertion-reader.ts'
import { requireChallenge } from '../../core/assertion/require-challenge.ts'
import { chooseChallenge } from '../../server/auth/steps/choose-challenge.ts'
import { requireCardType } from '../../server/auth/steps/require-card-type.ts'
import type { ChallengeRecord } from '../../server/db/tables/challenges.ts'
import { createOcspSource } from '../../server/pki/ocsp-source.ts'
import { createTrustStore, type TrustStore } from '../../server/pki/trust-store.ts'
import {
  type CardCertificateValidator,
  createCardCertificateValidator,
} from '../../server/pki/validate-card-certificate.ts'
import { verifyAssertionSignature } from '../../server/pki/verify-assertion-signature.ts'
import { verifySignature } from '../../server/pki/verify-signature.ts'
import { type CardLogins, loginChallenge, loginTime } from './card-logins.ts'

/** The trust of a running portal: its lists are in memory, and what their authorities signed is known. */
export function trustStoreOf({ rows, lists }: CardLogins): TrustStore {
  const trustStore = createTrustStore({ rows, verifySignature })
  for (const [url, list] of lists) trustStore.takeUp(url, list, loginTime)
  return trustStore
}

/** What a server keeps for its sign-ins. */
export interface SignInParts {
  readonly assertions: AssertionReader
  readonly cards: CardCertificateValidator
}

/** Parts that have seen no card yet. No source but the lists is asked. */
export const newSignInParts = (trustStore: TrustStore): SignInParts => ({
  assertions: new AssertionReader(),
  cards: createCardCertificateValidator({
    trustStore,
    verifySignature,
    ocsp: createOcspSource(() => Promise.reject(new Error('the lists should have told'))),
    exceptions: { isOpen: () => Promise.resolve(undefined) },
    log: { warn: console.error },
  }),
})

const taken: readonly ChallengeRecord[] = [
  { holder: { preSessionHash: '' }, platform: 'vpn', challenge: loginChallenge },
]

/** What server/auth/validate-assertion.ts does with an assertion before it asks the database: the same functions, in its order. */
export async function checkAssertion(token: string, { assertions, cards }: SignInParts): Promise<void> {
  const assertion = assertions.read(token)
  const { claims } = assertion
  const challenge = chooseChallenge(taken, claims)
  requireCardType(claims, challenge)
  const { certificate } = await cards.validate(assertion.certificate, claims.cardType, loginTime)
  requireAlgorithmFitsKey(assertion.algorithm, certificate.publicKey)
  verifyAssertionSignature(assertion, certificate)
  requireChallenge(claims, challenge, loginChallenge.aud)
}
