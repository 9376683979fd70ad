import { type SignatureAlgorithmIdentifier, type VerifySignature, keyWeakness } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import { PathRefusal } from './refusals.ts'

/** Anything an authority signs: a certificate, a revocation list, an OCSP answer. */
export interface Signed {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithmIdentifier
  readonly signature: Uint8Array
}

/** Good signatures over what lives long (authorities' certificates, lists), so that a sign-in does not check them again. */
const known = new WeakMap<VerifySignature, WeakMap<Certificate, WeakSet<Signed>>>()

/** Checks signatures within a budget, each pair of signer and signed once. */
export class SignatureChecker {
  readonly #verify: VerifySignature
  readonly #answers = new Map<Certificate, Map<Signed, boolean>>()
  readonly #known: WeakMap<Certificate, WeakSet<Signed>>
  #left: number

  constructor(verify: VerifySignature, budget: number) {
    this.#verify = verify
    this.#left = budget
    this.#known = known.get(verify) ?? new WeakMap<Certificate, WeakSet<Signed>>()
    known.set(verify, this.#known)
  }

  /**
   * True when `signer`'s key made the signature. `keep` remembers a good answer for as long as both objects live.
   * Throws `path-budget` when the budget is used up.
   */
  isSignedBy(signed: Signed, signer: Certificate, keep: boolean): boolean {
    if (this.#known.get(signer)?.has(signed)) return true
    let answers = this.#answers.get(signer)
    if (!answers) this.#answers.set(signer, (answers = new Map()))
    const earlier = answers.get(signed)
    if (earlier !== undefined) return earlier
    const answer = this.#check(signed, signer)
    answers.set(signed, answer)
    if (answer && keep) {
      const kept = this.#known.get(signer) ?? new WeakSet<Signed>()
      this.#known.set(signer, kept.add(signed))
    }
    return answer
  }

  #check({ signatureAlgorithm: { algorithm }, tbs, signature }: Signed, { publicKey }: Certificate): boolean {
    if (algorithm?.key !== publicKey.type || keyWeakness(publicKey) !== undefined) return false
    if (this.#left-- <= 0) throw new PathRefusal('path-budget', 'too many signatures to check')
    return this.#verify(algorithm, publicKey, tbs, signature)
  }
}
