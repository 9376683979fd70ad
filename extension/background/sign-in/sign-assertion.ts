import type { LoginClaims } from '../../../core/assertion/claims.ts'
import { assembleAssertion, signingInput } from '../../../core/assertion/signing-input.ts'
import type { CountedToken, GuardedCard } from '../../../core/cards/environment.ts'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { ExtensionIdentity } from '../extension-identity.ts'
import { busySoon } from './converse.ts'
import { Deferred } from './deferred.ts'
import { uncountedPinErrors } from './card-tries.ts'
import type { FlowRecord } from './flow-record.ts'
import { ignoreExpected } from './read-card.ts'
import type { CardsQuestion, SigningModule } from './signing-module.ts'
import type { PinCard, ReaderCard, UsableCard } from './usable-card.ts'

/**
 * Everything under the signature is the extension's own word: the site as the browser names it, the card as it was read, and
 * what is confirmed as the window shows it. `module`: the one that signs for a card that cannot.
 */
export function claimsFor(
  record: FlowRecord,
  { card, holder }: UsableCard,
  extension: ExtensionIdentity,
  module?: Pick<SigningModule, 'institution'>,
): LoginClaims {
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
    institution: module?.institution ?? card.info.institution,
    ext: { id: extension.id, version: extension.version },
    reader: record.reader,
    cnf: { jkt: challenge.jkt },
    ...(holder && { holder: { idNumber: holder.idNumber } }),
    ...(challenge.confirm && { confirm: challenge.confirm }),
  }
}

/** A module's signature over the claims: the assertion of a card that cannot sign, or a second one beside the card's. */
export async function signByModule(
  module: SigningModule,
  question: CardsQuestion,
  claims: LoginClaims,
): Promise<string> {
  const { text, bytes } = signingInput({ algorithm: 'ES256', certificate: module.certificate, claims })
  return assembleAssertion(text, await module.sign(question, bytes))
}

/**
 * One PIN entry, one signature, in one transaction; the card is reset afterwards, unless it has no PIN or a wrong one.
 * `pin` is zeroed as soon as the card has it; without one it is entered on the reader. Resolves when the card has signed, with `reset` still under way: nobody
 * need wait for a card to power up again. Errors: ERR_PIN_*, ERR_CARD_*, ERR_READER_*.
 */
export async function signAssertion(
  options: SigningOptions & {
    readonly usable: PinCard
    readonly guarded: GuardedCard | CountedToken
    readonly claims: LoginClaims
  },
): Promise<{ readonly assertion: string; readonly reset: Promise<void> }> {
  const { usable, guarded, claims } = options
  const { algorithm } = usable.card.profile
  const { text, bytes } = signingInput({ algorithm, certificate: usable.certificate, claims })
  const { signature, reset } =
    'verifyPin' in guarded && usable.token === undefined
      ? await signInReader(usable, guarded, bytes, options)
      : await signByToken(guarded as CountedToken, text, options)
  return { assertion: assembleAssertion(text, signature), reset }
}

export interface SigningOptions {
  readonly pin: Uint8Array | undefined
  /** Aborted before VERIFY, nothing is tried; aborted before signing, nothing is signed. It ends an entry on the reader. */
  readonly signal: AbortSignal
  readonly onVerified: () => void
}

/** PIN and signature are one step of the module's, which leaves the card without rights. */
async function signByToken(token: CountedToken, text: string, { pin, signal }: SigningOptions) {
  try {
    return { signature: await token.sign(text, pin, signal), reset: Promise.resolve() }
  } finally {
    pin?.fill(0)
  }
}

async function signInReader(
  usable: ReaderCard,
  guarded: GuardedCard,
  bytes: Uint8Array<ArrayBuffer>,
  { pin, signal, onVerified }: SigningOptions,
) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

  const signature = new Deferred<Uint8Array>()
  const wait = busySoon()
  const reset = usable.connection
    .startTransaction(
      async () => {
        wait.stop()
        try {
          signal.throwIfAborted()
          await verify(guarded, pin, signal)
          signal.throwIfAborted()
          onVerified()
          signature.resolve(await guarded.sign(digest))
        } catch (error) {
          signature.reject(error)
          if (isCoded(error, 'ERR_PIN_WRONG', ...uncountedPinErrors)) return 'leave'
        }
        return 'reset'
      },
      { signal: wait.signal },
    )
    .finally(wait.stop)
    .catch((error: unknown) => {
      signature.reject(error) // counts only when the card was not even reached
      ignoreExpected(error) // a card that is gone needs no reset
    })
  try {
    return { signature: await signature.promise, reset }
  } catch (error) {
    await reset
    throw error
  }
}

async function verify(guarded: GuardedCard, pin: Uint8Array | undefined, signal: AbortSignal): Promise<void> {
  if (pin) {
    await guarded.verifyPin(pin)
    pin.fill(0)
  } else if (guarded.verifyPinOnReader) await guarded.verifyPinOnReader(signal)
  else throw new TypeError('the reader cannot take this card’s PIN')
}
