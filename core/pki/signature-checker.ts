import { type SignatureAlgorithmIdentifier, type VerifySignature, keyWeakness } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import type { PublicKey } from './public-key.ts'
import { PathRefusal } from './refusals.ts'

/** Anything an authority signs: a certificate, a revocation list, an OCSP answer. */
export interface Signed {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
}

/** Answers over what lives long (authorities' certificates, lists), so that a sign-in does not check them again. */
const known = new WeakMap<VerifySignature, Known>()
type Known = WeakMap<Certificate, WeakMap<Signed, boolean>>

function knownOf(verify: VerifySignature): Known {
  const answers: Known = known.get(verify) ?? new WeakMap<Certificate, WeakMap<Signed, boolean>>()
  known.set(verify, answers)
  return answers
}

function remember(answers: Known, signed: Signed, signer: Certificate, isGood: boolean): void {
  const kept = answers.get(signer) ?? new WeakMap<Signed, boolean>()
  answers.set(signer, kept.set(signed, isGood))
}

/**
 * Tells what a check in another thread found, for all later ones with `verify`: whoever says so vouches for it. It saves
 * hashing twenty megabytes of list while a card waits.
 */
export function rememberSignature(verify: VerifySignature, signed: Signed, signer: Certificate, isGood: boolean): void {
  remember(knownOf(verify), signed, signer, isGood)
}

/** Checks signatures within a budget, each pair of signer and signed once. */
export class SignatureChecker {
  readonly #verify: VerifySignature
  /** No more than the budget allows, so that to look through them is nothing beside a signature. */
  readonly #answers: { readonly signer: Certificate; readonly signed: Signed; readonly isGood: boolean }[] = []
  readonly #known: Known
  #left: number

  constructor(verify: VerifySignature, budget: number) {
    this.#verify = verify
    this.#left = budget
    this.#known = knownOf(verify)
  }

  /**
   * True when `signer`'s key made the signature. `keep` remembers the answer for as long as both objects live.
   * Throws `path-budget` when the budget is used up.
   */
  isSignedBy(signed: Signed, signer: Certificate, keep: boolean): boolean {
    const kept = this.#known.get(signer)?.get(signed)
    if (kept !== undefined) return kept
    for (const answer of this.#answers) if (answer.signer === signer && answer.signed === signed) return answer.isGood
    const isGood = this.#check(signed, signer)
    this.#answers.push({ signer, signed, isGood })
    if (keep) remember(this.#known, signed, signer, isGood)
    return isGood
  }

  #check({ signatureAlgorithm: { algorithm }, tbs, signature }: Signed, { publicKey }: Certificate): boolean {
    if (algorithm?.key !== publicKey.type || keyWeakness(publicKey) !== undefined) return false
    if (this.#left <= 0) throw new PathRefusal('path-budget', 'too many signatures to check')
    this.#left -= weight(publicKey)
    return this.#verify(algorithm, publicKey, tbs, signature)
  }
}

/** A signature by a P-521 key takes 2 ms with the import of the key, four times as long as by any other (measured). */
const weight = (key: PublicKey): number => (key.type === 'ec' && key.curve === 'P-521' ? 2 : 1)
