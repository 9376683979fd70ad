import { SeenTexts } from '../../core/bytes/seen-texts.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { recheckRevocation } from '../../core/pki/validate-path.ts'
import {
  type CardCase,
  type CardTerms,
  type CardVerdict,
  toRequest,
  type ValidatedCardCertificate,
} from './judge-card.ts'
import { RecentMap } from './recent-map.ts'
import type { Trust } from './trust-store.ts'
import { expectAgain } from './verify-signature.ts'

/** However long the certificates of the path are valid. */
const longestKept = 3_600_000
/** Per card type. */
const keptLimit = 4096

interface KeptVerdict extends CardVerdict {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

/**
 * Good verdicts on cards that came before: path, policy and identity hold for the same octets under the same trust, and
 * only revocation is looked up again. No refusal is kept. They are dropped with the `Trust` that they were found under,
 * which is another one after every list that is taken up.
 *
 * A verdict is kept from the second time on: most cards come once in an hour, and to keep what they came to costs as much
 * as half of finding it.
 */
export class CardVerdicts {
  readonly #byTrust = new WeakMap<Trust, RecentMap<string, KeptVerdict>>()
  readonly #seen = new SeenTexts()

  /** By the certificate's digest. Undefined where the card has to be judged anew. */
  find(digest: string, terms: CardTerms, now: Pick<CardCase, 'time' | 'ocsp'>): ValidatedCardCertificate | undefined {
    const verdicts = this.#byTrust.get(terms.trust)
    const kept = verdicts?.get(digest)
    if (!verdicts || !kept) return undefined
    const at = now.time.getTime()
    if (at >= kept.from && at < kept.until) {
      try {
        const { certificate } = kept.card
        const { profile, trust, verifySignature } = terms
        const request = toRequest({ certificate, profile, trust, verifySignature, time: now.time, ocsp: now.ocsp })
        const { path, statusUntil } = recheckRevocation(kept.valid, request)
        // Over another path the card may have another issuer: judged anew, like one that is refused.
        if (path === kept.valid.path) return withStatus(statusUntil, kept.card)
      } catch (error) {
        if (!(error instanceof PathRefusal)) throw error
      }
    }
    verdicts.delete(digest)
    return undefined
  }

  keep(digest: string, { trust, time }: CardCase, verdict: CardVerdict): void {
    if (!verdict.valid.statusKnown) return
    if (!this.#seen.wasSeen(digest)) return
    const verdicts = this.#byTrust.get(trust) ?? new RecentMap<string, KeptVerdict>(keptLimit)
    this.#byTrust.set(trust, verdicts)
    const from = time.getTime()
    // The last second is included (RFC 5280 §4.1.2.5); a verdict need not be kept for it.
    const until = Math.min(from + longestKept, ...verdict.valid.path.map(({ notAfter }) => notAfter))
    verdicts.set(digest, { ...verdict, from, until })
    expectAgain(verdict.card.certificate.publicKey)
  }
}

const withStatus = (statusUntil: number, card: ValidatedCardCertificate): ValidatedCardCertificate =>
  statusUntil === card.statusUntil.getTime() ? card : { ...card, statusUntil: new Date(statusUntil) }
