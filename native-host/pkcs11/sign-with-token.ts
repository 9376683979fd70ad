import { createHash } from 'node:crypto'
import type { AssertionAlgorithm } from '../../core/assertion/algorithms.ts'
import { digestInfo } from '../../core/cards/signature-input.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { HostTokenPin } from '../../core/protocol/native-host.ts'
import { cka, ckm, ckr, objectClasses } from './ck-constants.ts'
import { failedWith, ignoreCk } from './ck-errors.ts'
import type { CkObject, CkSession, CkSlot, Cryptoki } from './cryptoki.ts'
import type { ModuleBody } from './module-messages.ts'
import { pinOf } from './read-tokens.ts'

interface MechanismRow {
  readonly mechanism: number
  /** What C_Sign gets for the signing input. */
  readonly data: (signingInput: Uint8Array) => Uint8Array
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const whole = (bytes: Uint8Array): Uint8Array => bytes

/** The ways to the same signature, the one to try first before the other. */
const mechanisms: Record<AssertionAlgorithm, readonly MechanismRow[]> = {
  RS256: [
    { mechanism: ckm.sha256RsaPkcs, data: whole },
    { mechanism: ckm.rsaPkcs, data: (bytes) => digestInfo(sha256(bytes)) },
  ],
  ES256: [
    { mechanism: ckm.ecdsa, data: sha256 },
    { mechanism: ckm.ecdsaSha256, data: whole },
  ],
}

/**
 * Logs in once, signs once with the key of the certificate, logs out. `pin` is zeroed when the module has it.
 * Errors: CkError; ERR_CARD_REMOVED for another token than was asked for; ERR_CARD_NO_CERTIFICATE for one without that
 * certificate or its key; ERR_PIN_WRONG (details.triesLeft), ERR_PIN_WRONG_UNTOLD, ERR_PIN_BLOCKED, ERR_PIN_FORMAT.
 */
export async function signWithToken(cryptoki: Cryptoki, body: ModuleBody<'sign'>): Promise<Uint8Array> {
  const { pin } = body
  try {
    const slot: CkSlot = { slot: BigInt(body.slot) }
    const info = await cryptoki.tokenInfo(slot)
    if (info.serialNumber !== body.serialNumber)
      throw new CodedError('ERR_CARD_REMOVED', 'another token is in the slot')
    // Some modules count a PIN that can never be right.
    if (pin) requirePinLength(pin, pinOf(info))
    const session = await cryptoki.openSession(slot)
    try {
      const id = await keyIdentifierOf(cryptoki, session, body.certificate)
      await logIn(cryptoki, slot, session, pin)
      try {
        return await signInSession(cryptoki, slot, session, id, body)
      } finally {
        await cryptoki.logout(session).catch(ignoreCk)
      }
    } finally {
      await cryptoki.closeSession(session).catch(ignoreCk)
    }
  } finally {
    pin?.fill(0)
  }
}

/** CKA_ID, which certificate and key have in common. */
async function keyIdentifierOf(cryptoki: Cryptoki, session: CkSession, certificate: Uint8Array): Promise<Uint8Array> {
  const template = [
    { type: cka.class, value: objectClasses.certificate },
    { type: cka.value, value: certificate },
  ]
  const [object] = await cryptoki.findObjects(session, template)
  const id = object && (await cryptoki.attribute(session, object, cka.id))
  if (!id) throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'the certificate is not on the token, or names no key')
  return id
}

/** The one login that a PIN is for. */
async function logIn(cryptoki: Cryptoki, slot: CkSlot, session: CkSession, pin: Uint8Array | undefined) {
  try {
    try {
      await cryptoki.login(session, 'user', pin)
    } catch (error) {
      // A session of before that the module kept open: the PIN was not looked at, so this is still its first try.
      if (!failedWith(error, ckr.userAlreadyLoggedIn)) throw error
      await cryptoki.logout(session)
      await cryptoki.login(session, 'user', pin)
    }
  } catch (error) {
    if (!failedWith(error, ckr.pinIncorrect, ckr.pinInvalid, ckr.pinLenRange)) throw error
    const { tries, minimum, maximum } = pinOf(await cryptoki.tokenInfo(slot))
    if (tries === 'none') throw new CodedError('ERR_PIN_BLOCKED', 'the PIN is blocked', { cause: error })
    if (error.rv !== ckr.pinIncorrect) throw wrongLength({ minimum, maximum }, error)
    if (tries === 'last') {
      throw new CodedError('ERR_PIN_WRONG', 'wrong PIN, one try left', { cause: error, details: { triesLeft: 1 } })
    }
    throw new CodedError('ERR_PIN_WRONG_UNTOLD', 'wrong PIN', { cause: error })
  }
}

function requirePinLength({ length }: Uint8Array, pin: HostTokenPin): void {
  if (length < pin.minimum || length > pin.maximum) throw wrongLength(pin)
}

const wrongLength = ({ minimum, maximum }: Pick<HostTokenPin, 'minimum' | 'maximum'>, cause?: unknown): CodedError =>
  new CodedError('ERR_PIN_FORMAT', 'a PIN of another length', { cause, details: { minimum, maximum } })

async function signInSession(
  cryptoki: Cryptoki,
  slot: CkSlot,
  session: CkSession,
  id: Uint8Array,
  { algorithm, signingInput, pin }: ModuleBody<'sign'>,
): Promise<Uint8Array> {
  const template = [
    { type: cka.class, value: objectClasses.privateKey },
    { type: cka.id, value: id },
  ]
  const [key] = await cryptoki.findObjects(session, template)
  if (!key) throw new CodedError('ERR_CARD_NO_CERTIFICATE', 'no key for the certificate')
  const { data } = await beginSigning(cryptoki, slot, session, key, algorithm)
  const always = await cryptoki.attribute(session, key, cka.alwaysAuthenticate)
  if (always?.[0] === 1) await cryptoki.login(session, 'contextSpecific', pin)
  return cryptoki.sign(session, data(signingInput))
}

/** Takes the first mechanism that the token lists and the key bears; a list may promise more than the card does. */
async function beginSigning(
  cryptoki: Cryptoki,
  slot: CkSlot,
  session: CkSession,
  key: CkObject,
  algorithm: AssertionAlgorithm,
): Promise<MechanismRow> {
  const listed = await cryptoki.mechanisms(slot)
  let refusal: unknown
  for (const row of mechanisms[algorithm]) {
    if (!listed.has(row.mechanism)) continue
    try {
      await cryptoki.signInit(session, row.mechanism, key)
      return row
    } catch (error) {
      const { mechanismInvalid, mechanismParamInvalid, keyTypeInconsistent, keyFunctionNotPermitted } = ckr
      if (!failedWith(error, mechanismInvalid, mechanismParamInvalid, keyTypeInconsistent, keyFunctionNotPermitted))
        throw error
      refusal = error
    }
  }
  throw refusal ?? new CodedError('ERR_CARD_NO_CERTIFICATE', `no mechanism of the token gives ${algorithm}`)
}
