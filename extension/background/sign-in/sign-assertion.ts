import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import type { GuardedCard } from '../../../core/cards/environment.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { ExtensionIdentity } from '../extension-identity.ts'
import { Deferred } from './deferred.ts'
import type { FlowRecord } from './flow-record.ts'
import { ignoreExpected, type UsableCard } from './read-card.ts'

/** Everything under the signature is the extension's own word: the site as the browser names it, the card as it was read. */
export function claimsFor(record: FlowRecord, { card }: UsableCard, extension: ExtensionIdentity): LoginClaims {
  const { challenge } = record
  return {
    v: 1,
    purpose: challenge.purpose,
    aud: challenge.aud,
    origin: record.origin,
    nonce: challenge.nonce,
    iat: challenge.iat,
    exp: challenge.exp,
    jti: challenge.jti,
    cardType: record.cardType,
    cardSn: card.info.cardSn,
    institution: card.info.institution,
    ext: { id: extension.id, version: extension.version },
    reader: record.reader,
    cnf: { jkt: challenge.jkt },
  }
}

/**
 * One PIN entry, one signature, in one transaction; the card is reset afterwards, unless a wrong PIN left it as it was.
 * `pin` is zeroed as soon as the card has it. Resolves when the card has signed, with `reset` still under way: nobody
 * need wait for a card to power up again. Errors: ERR_PIN_*, ERR_CARD_*, ERR_READER_*.
 */
export async function signAssertion(options: {
  readonly usable: UsableCard
  readonly guarded: GuardedCard
  readonly claims: LoginClaims
  readonly pin: Uint8Array
  /** Aborted before VERIFY, nothing is tried; aborted before signing, nothing is signed. */
  readonly signal: AbortSignal
  readonly onVerified: () => void
}): Promise<{ readonly assertion: string; readonly reset: Promise<void> }> {
  const { usable, guarded, claims, pin, signal, onVerified } = options
  const { algorithm } = usable.card.profile
  const { text, bytes } = signingInput({ algorithm, certificate: usable.certificate, claims })
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

  const signature = new Deferred<Uint8Array>()
  const reset = usable.connection
    .startTransaction(async () => {
      try {
        signal.throwIfAborted()
        await guarded.verifyPin(pin)
        pin.fill(0)
        signal.throwIfAborted()
        onVerified()
        signature.resolve(await guarded.sign(digest))
      } catch (error) {
        signature.reject(error)
        if (isCoded(error, 'ERR_PIN_WRONG', 'ERR_PIN_FORMAT')) return 'leave'
      }
      return 'reset'
    })
    .catch((error: unknown) => {
      signature.reject(error) // counts only when the card was not even reached
      ignoreExpected(error) // a card that is gone needs no reset
    })
  try {
    return { assertion: assembleAssertion(text, await signature.promise), reset }
  } catch (error) {
    await reset
    throw error
  }
}
